// @ts-check
/** A record: an article of a file with many, made ready to be sent. */

import { carryFields, renameFields } from "./fields.js";
import { joinHeadline } from "./headline.js";
import { say } from "./messages.js";

/** What JSON is, by its first sign; all else but strings are numbers.
 * @type {Record<string, string>} */
const TYPES = { "[": "array", "{": "object", t: "boolean", f: "boolean" };

/**
 * @typedef {object} SourceRecord
 * @property {string} id
 * @property {string} text
 * @property {string} line The line of JSON that is sent.
 * @property {() => string} [fault] Tells why it cannot be sent.
 * @property {Record<string, unknown>} [apart] Fields that are carried through although they are not sent.
 */
/**
 * @typedef {object} Records What a file holds.
 * @property {SourceRecord[]} records
 * @property {string[]} names Its fields.
 * @property {Record<string, string>} settled Those that hold what is ours.
 * @property {import("./notes.js").Note[]} notes
 */

/**
 * Make a record of the values of a row or an object.
 * @param {Record<string, unknown>} values
 * @param {Record<string, string>} settled
 * @param {string | undefined} title The field with the headline.
 * @param {string} place Its id if it brings none.
 * @returns {SourceRecord}
 */
export function makeRecord(values, settled, title, place) {
  /** @type {Record<string, unknown>} */
  const sent = { id: place, ...renameFields(values, settled) };
  const headline = title === undefined ? undefined : values[title];
  if (typeof sent.text === "string" && typeof headline === "string") sent.text = joinHeadline(sent.text, headline);
  const record = {
    id: typeof sent.id === "string" ? sent.id : JSON.stringify(sent.id),
    text: typeof sent.text === "string" ? sent.text : "",
    line: JSON.stringify(sent),
  };
  const fault = findFault(values, settled.text, title);
  const carried = carryFields(values, settled);
  if (fault !== null) return { ...record, fault, apart: carried };
  // The service would take a field of this name for the text.
  return "text" in carried ? { ...record, apart: { text: carried.text } } : record;
}

/**
 * Return what is wrong with the text, where the service does not know it by the name of its field, or the headline.
 * @param {Record<string, unknown>} values
 * @param {string | undefined} text
 * @param {string | undefined} title
 */
function findFault(values, text, title) {
  if (text !== undefined && text !== "text" && typeof values[text] !== "string") {
    const isMissing = (values[text] ?? null) === null;
    return isMissing ? () => say("fault_missing", { field: text }) : tellType(text, values[text]);
  }
  return title !== undefined && typeof (values[title] ?? "") !== "string" ? tellType(title, values[title]) : null;
}

/**
 * @param {string} field
 * @param {unknown} value
 */
function tellType(field, value) {
  const type = TYPES[JSON.stringify(value)[0]] ?? "number";
  return () => say("fault_type", { field, type: say(`type_${type}`) });
}
