// @ts-check
/** The size of an article: what the service refuses is not drawn either, for a browser takes a minute over it. */

import { CodePoints } from "./offsets.js";
import { Problem } from "./problem.js";

const MOST = { characters: 1_000_000, lines: 5_000 };
const BREAK = /[\r\n\u2028\u2029\x85]+/;

/**
 * Check that a text is no longer than an article may be.
 * @param {string} text
 * @throws {Problem} It is longer.
 */
export function checkSize(text) {
  const isLong = hasMoreCharacters(text, MOST.characters) || countLines(text) > MOST.lines;
  if (isLong) throw new Problem("text_size", "", MOST);
}

/**
 * Tell whether a text has more characters than so many.
 * @param {string} text
 * @param {number} most
 */
export function hasMoreCharacters(text, most) {
  // A character is one or two units long.
  const head = text.slice(0, 2 * most + 1);
  return head.length > most && new CodePoints(head).length > most;
}

/** @param {string} text */
function countLines(text) {
  return text.split(BREAK).filter((line) => line.trim() !== "").length;
}
