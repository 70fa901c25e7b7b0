// @ts-check
/** CSV as RFC 4180 has it; the delimiter may be another than the comma. */

import { Problem } from "./problem.js";

/** @typedef {{cells: string[], line: number}} Row */

const DELIMITERS = [",", ";", "\t", "|"];
const QUOTED = /[",\r\n]/;
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Return the delimiter: the one that the first line with text holds most of.
 * @param {string} text
 */
export function guessDelimiter(text) {
  const head = /[^\r\n]*\S[^\r\n]*/.exec(text)?.[0] ?? "";
  const counts = DELIMITERS.map((delimiter) => head.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/**
 * Return the rows of a table, each with the line on which it begins; lines without anything are no rows.
 * @param {string} text
 * @param {string} delimiter
 * @returns {Row[]}
 * @throws {Problem} A quotation mark is never closed.
 */
export function parseCsv(text, delimiter) {
  const rows = [];
  let line = 1;
  for (let start = 0; start < text.length;) {
    const { cells, end } = readRow(text, start, delimiter);
    const next = end + (text.startsWith("\r\n", end) ? 2 : 1);
    if (end > start) rows.push({ cells, line });
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
    const { value, end } = readCell(text, at, delimiter);
    cells.push(value);
    if (text[end] !== delimiter) return { cells, end };
    at = end + 1;
  }
}

/**
 * @param {string} text
 * @param {number} from
 * @param {string} delimiter
 */
function readCell(text, from, delimiter) {
  const quoted = text[from] === '"' ? readQuoted(text, from + 1) : { value: "", end: from };
  let end = quoted.end;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: quoted.value + text.slice(quoted.end, end), end };
}

/**
 * @param {string} text
 * @param {number} start
 */
function readQuoted(text, start) {
  let value = "";
  for (let from = start; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new Problem("file_quote", "", { line: countEnds(text.slice(0, start)) + 1 });
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
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
