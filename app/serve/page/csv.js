// @ts-check
/** CSV as RFC 4180 has it, and no other; the delimiter may be another than the comma. */

import { findSign } from "./blank.js";
import { say } from "./messages.js";
import { hasMoreCharacters } from "./size.js";

/**
 * @typedef {object} Row
 * @property {string[]} cells
 * @property {number} line That on which it begins.
 * @property {() => string} [fault] Tells why it is no CSV.
 */
/** @typedef {{value: string, end: number, fault?: () => string}} Cell */

const DELIMITERS = [",", ";", "\t", "|"];
const QUOTED = /[",\r\n]/;
const FORMULA = /^[=+\-@\t\r]/;
/** How many characters a cell may have: one with more comes of a quotation mark that is never closed. */
const MOST = 4_000_000;

/**
 * Return the delimiter: the one that the first line with text holds most of.
 * @param {string} text
 */
export function guessDelimiter(text) {
  const sign = findSign(text);
  const start = Math.max(text.lastIndexOf("\n", sign), text.lastIndexOf("\r", sign)) + 1;
  const head = text.slice(start, findEnd(text, sign));
  const counts = DELIMITERS.map((delimiter) => head.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/**
 * Return the rows of a table; lines without anything are no rows. Behind a row that is no CSV the next line begins one.
 * @param {string} text
 * @param {string} delimiter
 * @returns {Row[]}
 */
export function parseCsv(text, delimiter) {
  const rows = [];
  let line = 1;
  for (let start = 0; start < text.length;) {
    const { end, ...row } = readRow(text, start, delimiter);
    const next = end + (text.startsWith("\r\n", end) ? 2 : 1);
    if (end > start) rows.push({ ...row, line });
    line += countEnds(text.slice(start, next));
    start = next;
  }
  return rows;
}

/**
 * @param {string} text
 * @param {number} from
 * @param {string} delimiter
 */
function readRow(text, from, delimiter) {
  const cells = [];
  for (let at = from; ;) {
    const { value, end, fault } = readCell(text, at, delimiter);
    if (fault !== undefined) return { cells: [], end: findEnd(text, end), fault };
    cells.push(value);
    if (text[end] !== delimiter) return { cells, end };
    at = end + 1;
  }
}

/**
 * @param {string} text
 * @param {number} from
 * @param {string} delimiter
 * @returns {Cell}
 */
function readCell(text, from, delimiter) {
  const isQuoted = text[from] === '"';
  const cell = isQuoted ? readQuoted(text, from + 1, delimiter) : readPlain(text, from, delimiter);
  if (!hasMoreCharacters(cell.value, MOST)) return cell;
  const end = isQuoted ? passQuoted(text, from + 1) : cell.end;
  return { value: "", end, fault: () => say("fault_large", { limit: MOST }) };
}

/**
 * @param {string} text
 * @param {number} from
 * @param {string} delimiter
 * @returns {Cell}
 */
function readPlain(text, from, delimiter) {
  const end = findEnd(text, from, delimiter);
  return { value: text.slice(from, end), end };
}

/**
 * @param {string} text
 * @param {number} start
 * @param {string} delimiter
 * @returns {Cell}
 */
function readQuoted(text, start, delimiter) {
  let value = "";
  for (let from = start; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { value: value + text.slice(from), end: text.length, fault: () => say("fault_open") };
    value += text.slice(from, quote);
    const end = quote + 1;
    if (text[end] !== '"') {
      const isClosed = end === text.length || text[end] === delimiter || isEnd(text[end]);
      return { value, end, fault: isClosed ? undefined : () => say("fault_behind") };
    }
    value += '"';
    from = end + 1;
  }
}

/**
 * Return where a quoted cell has had all the characters that it may have.
 * @param {string} text
 * @param {number} from
 */
function passQuoted(text, from) {
  let at = from;
  for (let count = 0; count < MOST; count += 1) {
    at += text[at] === '"' || Number(text.codePointAt(at)) > 0xffff ? 2 : 1;
  }
  return at;
}

/**
 * Return where a line ends, or before that a cell.
 * @param {string} text
 * @param {number} from
 * @param {string} [delimiter]
 */
function findEnd(text, from, delimiter) {
  let end = from;
  while (end < text.length && text[end] !== delimiter && !isEnd(text[end])) end += 1;
  return end;
}

/** @param {string} sign */
function isEnd(sign) {
  return sign === "\n" || sign === "\r";
}

/** @param {string} text */
function countEnds(text) {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/**
 * Return a row as a line. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
 * @param {(string | number | boolean)[]} cells
 */
export function formatRow(cells) {
  const safe = cells.map((cell) => (typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : String(cell)));
  return safe.map((cell) => (QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",") + "\r\n";
}
