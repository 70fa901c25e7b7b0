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
  if (hasMoreCharacters(text) || countLines(text) > MOST.lines) throw new Problem("text_size", "", MOST);
}

/** @param {string} text */
function hasMoreCharacters(text) {
  // A character is one or two units long.
  const head = text.slice(0, 2 * MOST.characters + 1);
  return head.length > MOST.characters && new CodePoints(head).length > MOST.characters;
}

/** @param {string} text */
function countLines(text) {
  return text.split(BREAK).filter((line) => line.trim() !== "").length;
}
