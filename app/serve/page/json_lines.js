// @ts-check
/** JSON Lines: a record a line. */

import { readObjects } from "./objects.js";

const BLANK = /^[ \t\r\v\f]*$/;

/**
 * Read the records of lines.
 * @param {string} name
 * @param {string} text
 * @param {import("./fields.js").Choice} choice
 * @returns {import("./record.js").Records}
 */
export function readLines(name, text, choice) {
  const items = text.split("\n").flatMap((line, index) => {
    return BLANK.test(line) ? [] : [{ line, place: `${name}:${index + 1}` }];
  });
  return readObjects(items, choice);
}
