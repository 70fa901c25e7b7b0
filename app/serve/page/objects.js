// @ts-check
/** Objects of JSON: a record each. */

import { parseExactly, parseJson } from "./exact.js";
import { settleFields } from "./fields.js";
import { withoutMark } from "./mark.js";
import { isNamed, makeRecord } from "./record.js";

/** @typedef {import("./fields.js").Choice} Choice */
/** @typedef {import("./record.js").SourceRecord} SourceRecord */
/** @typedef {{line: string, place: string}} Item JSON in one line, and where it stands. */

const MOST_NAMES = 500;

/**
 * Read the records of objects; all have their text in the field where the first that has a text has it.
 * @param {Item[]} items
 * @param {Choice} choice
 * @returns {import("./record.js").Records}
 */
export function readObjects(items, choice) {
  let chosen = choice;
  /** @type {Record<string, string> | undefined} */
  let first;
  /** @type {Set<string>} */
  const names = new Set();
  const records = items.map((item) => {
    const values = parseObject(item.line);
    if (values === null) return leave(item);
    const settled = settleFields(Object.keys(values), chosen);
    if (settled.text !== undefined && Object.hasOwn(values, settled.text)) {
      chosen = { ...choice, text: settled.text };
      first ??= settled;
    }
    for (const field of Object.keys(values)) if (names.size < MOST_NAMES) names.add(field);
    return readObject(item, values, settled, choice.title);
  });
  return { records, names: [...names], settled: first ?? {}, notes: [] };
}

/**
 * Send as it is what is no object: the service says what is wrong with it.
 * @param {Item} item
 * @returns {SourceRecord}
 */
function leave({ line, place }) {
  return { id: place, place, text: "", line };
}

/**
 * Tell whether a line is an object of JSON.
 * @param {string} line
 */
export function isObject(line) {
  return parseObject(line) !== null;
}

/** @param {string} line */
function parseObject(line) {
  try {
    const value = parseJson(withoutMark(line));
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * @param {Item} item
 * @param {Record<string, unknown>} values
 * @param {Record<string, string>} settled
 * @param {string | undefined} title
 * @returns {SourceRecord}
 */
function readObject(item, values, settled, title) {
  const { line, place } = item;
  if (title === undefined && isPlain(values, settled)) return { id: String(values.id), place, text: values.text, line };
  try {
    return makeRecord(parseExactly(withoutMark(line)), settled, title, place);
  } catch (error) {
    // What is nested too deeply to be written is too deep for the service as well.
    if (error instanceof RangeError) return leave(item);
    throw error;
  }
}

/**
 * Tell whether a record can be sent as it is, for the service reads it as it is read here.
 * @param {Record<string, unknown>} values
 * @param {Record<string, string>} settled
 * @returns {values is {id: string | number, text: string}}
 */
function isPlain(values, settled) {
  const keeps = Object.entries(settled).every(([field, name]) => field === name);
  const { id, text } = values;
  return keeps && (Number.isSafeInteger(id) || (typeof id === "string" && isNamed(id))) && typeof text === "string";
}
