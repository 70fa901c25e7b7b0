// @ts-check
/** The view of one tagged article: its tags beside its text. */

import { download } from "./download.js";
import { element } from "./element.js";
import { Highlight } from "./highlight.js";
import { enumerate, say } from "./messages.js";
import { drawStory } from "./story.js";
import { drawTags, relateTags } from "./tag_list.js";

/** @typedef {import("./api.js").Tagged} Tagged */
/** @typedef {{label: string, act: () => void}} Way A way out of the view. */

/**
 * Draw an article with its tags.
 * @param {HTMLElement} place
 * @param {string} text
 * @param {Tagged} tagged
 * @param {Way[]} ways
 */
export function drawArticle(place, text, tagged, ways) {
  const tags = drawTags(text, tagged);
  const story = drawStory(text, tagged);
  const columns = element("div", { class: "columns" }, tags, element("article", {}, drawLegend(), story));
  new Highlight(tags, story, relateTags(tagged));
  place.replaceChildren(
    element(
      "div",
      { class: "ways" },
      ...ways.map(({ label, act }) => element("button", { type: "button", class: "quiet", click: act }, label)),
    ),
    element("h1", { tabindex: "-1" }, drawTitle(tagged)),
    drawVerdict(tagged),
    columns,
    drawJson(tagged),
  );
}

/** @param {Tagged} tagged */
function drawTitle({ partners, domains }) {
  return enumerate([say("partners", { count: partners.length }), say("domains", { count: domains.length })]);
}

/** @param {Tagged} tagged */
function drawVerdict({ review, doubt }) {
  if (!review) return element("p", { class: "verdict" }, say("verdict_sure"));
  return element("p", { class: "verdict doubt" }, say("verdict_doubt", { tags: doubt.tags, lines: doubt.paragraphs }));
}

function drawLegend() {
  return element(
    "p",
    { class: "legend", "aria-hidden": "true" },
    say("legend"),
    " ",
    element("mark", { class: "partner" }, say("legend_partner")),
    " ",
    element("mark", { class: "domain" }, say("legend_domain")),
  );
}

/** @param {Tagged} tagged */
function drawJson(tagged) {
  const json = JSON.stringify(tagged, null, 2);
  const copied = element("span", { role: "status" });
  const copy = async () => {
    await navigator.clipboard.writeText(json);
    copied.textContent = say("copied");
  };
  const save = () => download(`${tagged.id}.json`, "application/json", [json, "\n"]);
  return element(
    "details",
    { class: "json" },
    element("summary", {}, say("json")),
    element(
      "div",
      { class: "buttons" },
      // Without a secure connection browsers have no clipboard.
      navigator.clipboard ? element("button", { type: "button", class: "quiet", click: copy }, say("copy")) : null,
      element("button", { type: "button", class: "quiet", click: save }, say("download")),
      copied,
    ),
    element("pre", { tabindex: "0", role: "region", "aria-label": say("json_region"), lang: "en" }, json),
  );
}
