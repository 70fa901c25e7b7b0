// @ts-check
/** The story: an article's lines by section, its evidence marked, what is not the story folded away. */

import { element } from "./element.js";
import { say } from "./messages.js";
import { nameOf } from "./names.js";
import { CodePoints } from "./offsets.js";
import { cutRuns } from "./runs.js";

/** @typedef {import("./api.js").Tagged} Tagged */
/** @typedef {import("./api.js").Section} Section */
/** @typedef {import("./runs.js").Place} Place */

/**
 * Return the evidence of all tags; the key of the first partner is `p0`, that of the first domain `d0`.
 * @param {Tagged} tagged
 * @returns {Place[]}
 */
export function gatherPlaces({ partners, domains }) {
  /** @type {(letter: string) => (tag: {evidence?: Place[] | any[]}, index: number) => Place[]} */
  const keyed = (letter) => (tag, index) =>
    (tag.evidence ?? []).map(({ start, end }) => ({ start, end, key: letter + index }));
  return [...partners.flatMap(keyed("p")), ...domains.flatMap(keyed("d"))];
}

/**
 * Draw an article.
 * @param {string} text
 * @param {Tagged} tagged
 */
export function drawStory(text, tagged) {
  const points = new CodePoints(text);
  const places = gatherPlaces(tagged);
  const drawn = element("div", { class: "story" });
  for (const block of splitBlocks(tagged.sections)) {
    const lines = block.map((section) => drawLine(section, points, places, tagged.language));
    const name = element("p", { class: "section-name" }, nameOf("section", block[0].label));
    const boxed = element("div", { class: "block", "data-section": block[0].label }, name, ...lines);
    drawn.append(boxed);
  }
  foldBoilerplate(drawn, tagged.sections);
  return drawn;
}

/**
 * Split sections where the label changes.
 * @param {Section[]} sections
 */
function splitBlocks(sections) {
  /** @type {Section[][]} */
  const blocks = [];
  for (const section of sections) {
    if (blocks.at(-1)?.[0].label === section.label) blocks.at(-1)?.push(section);
    else blocks.push([section]);
  }
  return blocks;
}

/**
 * @param {Section} section
 * @param {CodePoints} points
 * @param {Place[]} places
 * @param {string} language
 */
function drawLine(section, points, places, language) {
  const line = element("p", { class: "line", lang: language, dir: "auto" });
  for (const { start, end, keys } of cutRuns(section.start, section.end, places)) {
    const run = points.slice(start, end);
    line.append(keys.length === 0 ? run : element("mark", { class: kindsOf(keys), "data-keys": keys.join(" ") }, run));
  }
  return line;
}

/** @param {string[]} keys */
function kindsOf(keys) {
  return [...new Set(keys.map((key) => (key.startsWith("p") ? "partner" : "domain")))].join(" ");
}

/**
 * Put each run of blocks that are not the story behind a button that tells how many lines they have.
 * @param {HTMLElement} drawn
 * @param {Section[]} sections
 */
function foldBoilerplate(drawn, sections) {
  const content = new Set(sections.filter((section) => section.content).map((section) => section.label));
  /** @type {HTMLElement | null} */
  let fold = null;
  for (const block of /** @type {HTMLElement[]} */ ([...drawn.children])) {
    if (content.has(block.dataset.section ?? "")) {
      fold = null;
      continue;
    }
    if (fold === null) {
      fold = element("div", { class: "fold", hidden: true });
      block.before(
        element("button", { class: "unfold", type: "button", "aria-expanded": "false", click: toggleFold }),
        fold,
      );
    }
    fold.append(block);
  }
  for (const button of drawn.querySelectorAll(".unfold")) {
    const lines = button.nextElementSibling?.querySelectorAll(".line").length ?? 0;
    button.textContent = say("folded", { count: lines });
  }
}

/** @param {MouseEvent} event */
function toggleFold(event) {
  const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
  const fold = /** @type {HTMLElement} */ (button.nextElementSibling);
  fold.hidden = !fold.hidden;
  button.setAttribute("aria-expanded", String(!fold.hidden));
}
