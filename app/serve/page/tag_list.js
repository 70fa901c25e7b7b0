// @ts-check
/** The list of tags: partners and domains, each a button that lights its evidence. */

import { element } from "./element.js";
import { enumerate, percent, say } from "./messages.js";
import { nameOf } from "./names.js";
import { CodePoints } from "./offsets.js";

/** @typedef {import("./api.js").Tagged} Tagged */
/** @typedef {import("./api.js").Partner} Partner */
/** @typedef {import("./api.js").Domain} Domain */

/**
 * Draw the tags of an article.
 * @param {string} text
 * @param {Tagged} tagged
 */
export function drawTags(text, tagged) {
  const points = new CodePoints(text);
  const partners = tagged.partners.map((partner, index) => {
    const name = nameOf("party", partner.code);
    return element("li", {}, drawTag(`p${index}`, name, partner, points), drawShares(partner, tagged));
  });
  const domains = tagged.domains.map((domain, index) => {
    return element("li", {}, drawTag(`d${index}`, nameOf("domain", domain.id), domain, points));
  });
  return element(
    "div",
    { class: "tags" },
    drawList("partner", say("partners_heading"), partners, say("no_partners")),
    drawList("domain", say("domains_heading"), domains, say("no_domains")),
    partners.length + domains.length > 0 ? element("p", { class: "hint" }, say("tags_hint")) : null,
  );
}

/**
 * Return for each key those of the tags that it is shared with.
 * @param {Tagged} tagged
 */
export function relateTags({ partners, domains }) {
  /** @type {Map<string, string[]>} */
  const related = new Map();
  const keys = new Map(domains.map((domain, index) => [domain.id, `d${index}`]));
  partners.forEach((partner, index) => {
    const shared = partner.domains.map((id) => keys.get(id)).filter((key) => key !== undefined);
    related.set(`p${index}`, shared);
    for (const key of shared) related.set(key, [...(related.get(key) ?? []), `p${index}`]);
  });
  return related;
}

/**
 * @param {string} kind
 * @param {string} heading
 * @param {HTMLElement[]} items
 * @param {string} nothing
 */
function drawList(kind, heading, items, nothing) {
  const list = items.length > 0 ? element("ul", {}, ...items) : element("p", { class: "nothing" }, nothing);
  return element("section", { class: kind }, element("h2", {}, heading), list);
}

/**
 * @param {string} key
 * @param {string} name
 * @param {Partner | Domain} tag
 * @param {CodePoints} points
 */
function drawTag(key, name, tag, points) {
  const words = new Map(
    (tag.evidence ?? []).map(({ start, end }) => [points.slice(start, end).toLowerCase(), [start, end]]),
  );
  const surfaces = [...words.values()].map(([start, end]) => points.slice(start, end));
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--score", String(tag.score));
  return element(
    "button",
    { type: "button", class: "tag", "data-key": key, "aria-pressed": "false" },
    element("span", { class: "tag-name" }, name),
    element("span", { class: "hidden" }, `, ${say("probability")} `),
    element("span", { class: "tag-score" }, percent(tag.score)),
    bar,
    surfaces.length === 0 ? null : element("span", { class: "hidden" }, ` ${say("in_text")} `),
    surfaces.length === 0 ? null : element("span", { class: "tag-words" }, element("bdi", {}, surfaces.join(" · "))),
  );
}

/**
 * @param {Partner} partner
 * @param {Tagged} tagged
 */
function drawShares(partner, tagged) {
  const all = tagged.domains.length;
  if (all === 0) return null;
  const shared = partner.domains.map((id) => nameOf("domain", id));
  const words =
    shared.length === 0
      ? say("shares_none")
      : shared.length === all
        ? say("shares_all", { count: all })
        : say("shares", { domains: enumerate(shared) });
  return element("p", { class: "shares" }, words);
}
