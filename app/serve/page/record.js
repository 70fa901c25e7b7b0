// @ts-check
/** A record: an article of a file with many, made ready to be sent. */

import { isReserved } from "./carried.js";
import { carryFields } from "./fields.js";
import { joinHeadline } from "./headline.js";
import { say } from "./messages.js";

/** What JSON is, by its first sign; all else but strings are numbers.
 * @type {Record<string, string>} */
const TYPES = { "[": "array", "{": "object", t: "boolean", f: "boolean" };
/** How the command line writes what is true or false where it is an id.
 * @type {Record<string, string>} */
const BOOLEANS = { true: "True", false: "False" };

/**
 * @typedef {object} SourceRecord
 * @property {string} id
 * @property {string} place Where it stands, which is its id if it brings none.
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
 * @param {string} place
 * @returns {SourceRecord}
 */
export function makeRecord(values, settled, title, place) {
  const { id, text, ...others } = readOurs(values, settled);
  const headline = find(values, title);
  const whole = typeof text === "string" && typeof headline === "string" ? joinHeadline(text, headline) : text;
  const carried = Object.entries(carryFields(values, settled));
  const sent = carried.filter(([name]) => !isApart(name));
  const named = isNamed(id) ? id : place;
  const fault = findFault(values, settled.text, title);
  return {
    id: typeof named === "string" ? named : writeId(named),
    place,
    text: typeof whole === "string" ? whole : "",
    // The service is sent all that is ours, also if it is nothing: else it might take another field for it.
    line: JSON.stringify({ id: named, text: whole, ...others, ...Object.fromEntries(sent) }),
    fault,
    apart: Object.fromEntries(fault === undefined ? carried.filter(([name]) => isApart(name)) : carried),
  };
}

/**
 * Tell whether a value is an id, and not nothing.
 * @param {unknown} id
 */
export function isNamed(id) {
  return id !== undefined && id !== null && id !== "";
}

/**
 * @param {Record<string, unknown>} values
 * @param {Record<string, string>} settled
 */
function readOurs(values, { id, text, home, language }) {
  return {
    id: find(values, id),
    text: find(values, text),
    home: find(values, home) ?? null,
    language: find(values, language) ?? null,
  };
}

/**
 * @param {Record<string, unknown>} values
 * @param {string | undefined} name
 */
function find(values, name) {
  return name !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}

/**
 * Tell whether a field that is carried through is not sent: the service would take it for one of ours, or hide it.
 * @param {string} name
 */
function isApart(name) {
  return name === "text" || isReserved(name);
}

/** @param {unknown} id */
function writeId(id) {
  const json = JSON.stringify(id);
  return BOOLEANS[json] ?? json;
}

/**
 * Return what is wrong with the text or the headline, if anything.
 * @param {Record<string, unknown>} values
 * @param {string | undefined} text
 * @param {string | undefined} title
 */
function findFault(values, text = "text", title) {
  const [story, headline] = [find(values, text) ?? null, find(values, title) ?? ""];
  if (story === null) return () => say("fault_missing", { field: text });
  if (typeof story !== "string") return tellType(text, story);
  return title !== undefined && typeof headline !== "string" ? tellType(title, headline) : undefined;
}

/**
 * @param {string} field
 * @param {unknown} value
 */
function tellType(field, value) {
  const type = TYPES[JSON.stringify(value)[0]] ?? "number";
  return () => say("fault_type", { field, type: say(`type_${type}`) });
}
