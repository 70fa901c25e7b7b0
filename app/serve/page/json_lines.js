// @ts-check
/** JSON Lines: a record a line. */

import { parseExactly } from "./exact.js";
import { settleFields } from "./fields.js";
import { makeRecord } from "./record.js";

const MOST_NAMES = 500;

/**
 * Read the records of lines; all have their text in the field where the first that has a text has it.
 * @param {string} name
 * @param {string} text
 * @param {import("./fields.js").Choice} choice
 * @returns {import("./record.js").Records}
 */
export function readLines(name, text, choice) {
  let chosen = choice;
  /** @type {Record<string, string> | undefined} */
  let first;
  /** @type {Set<string>} */
  const names = new Set();
  const records = text.split("\n").flatMap((raw, index) => {
    const line = raw.trim();
    if (line === "") return [];
    const place = `${name}:${index + 1}`;
    const values = parseObject(line);
    // What is no object is sent as it is: the service says what is wrong with it.
    if (values === null) return [{ id: place, text: "", line }];
    const settled = settleFields(Object.keys(values), chosen);
    if (settled.text !== undefined && Object.hasOwn(values, settled.text)) {
      chosen = { ...choice, text: settled.text };
      first ??= settled;
    }
    for (const field of Object.keys(values)) if (names.size < MOST_NAMES) names.add(field);
    if (isPlain(settled, choice)) return [{ ...makeRecord(values, settled, undefined, place), line }];
    return [makeRecord(parseExactly(line), settled, choice.title, place)];
  });
  return { records, names: [...names], settled: first ?? {}, notes: [] };
}

/** @param {string} line */
function parseObject(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Tell whether a record can be sent as it is.
 * @param {Record<string, string>} settled
 * @param {import("./fields.js").Choice} choice
 */
function isPlain(settled, choice) {
  const keeps = Object.entries(settled).every(([field, name]) => field === name);
  return settled.id === "id" && choice.title === undefined && keeps;
}
