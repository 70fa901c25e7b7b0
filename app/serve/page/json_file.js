// @ts-check
/** A file of JSON: an array of records, one record, or JSON Lines under that name. */

import { parseExactly, parseJson } from "./exact.js";
import { readLines } from "./json_lines.js";
import { withoutMark } from "./mark.js";
import { isObject, readObjects } from "./objects.js";
import { Problem } from "./problem.js";

/** Begins an array, or an object of several lines. */
const VALUE = /^\ufeff?\s*(?:\[|\{\s*\n)/;

/**
 * Read the records of a file; those of an array are called by their number in it.
 * @param {string} name
 * @param {string} text
 * @param {import("./fields.js").Choice} choice
 * @returns {import("./record.js").Records}
 * @throws {Problem} It is no JSON, or holds no records.
 */
export function readJson(name, text, choice) {
  const items = listItems(name, withoutMark(text));
  if (items !== null) return readObjects(items, choice);
  // Parts of a value that is no JSON may look like records a line each.
  if (!VALUE.test(text) && text.split("\n").some((line) => isObject(line))) {
    return readLines(name, text, choice);
  }
  throw new Problem("file_json", "", { file: name });
}

/**
 * Return the objects of a value, or nothing where it is no JSON, or neither object nor array.
 * @param {string} name
 * @param {string} text
 * @returns {import("./objects.js").Item[] | null}
 */
function listItems(name, text) {
  try {
    const value = parseJson(text);
    if (typeof value !== "object" || value === null) return null;
    // In one line, with its numbers as they are written.
    if (!Array.isArray(value)) return [{ line: JSON.stringify(parseExactly(text)), place: name }];
    const items = /** @type {unknown[]} */ (parseExactly(text));
    return items.map((item, at) => ({ line: JSON.stringify(item), place: `${name}[${at}]` }));
  } catch (error) {
    // What is nested too deeply to be written is refused as well.
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}
