// @ts-check
/** CSV as RFC 4180 has it; the delimiter may be another than the comma. */

import { Problem } from "./problem.js";

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
 * Return the rows of a table.
 * @param {string} text
 * @param {string} delimiter
 * @returns {string[][]}
 * @throws {Problem} A quotation mark is never closed.
 */
export function parseCsv(text, delimiter) {
  const rows = [];
  /** @type {string[]} */
  let cells = [];
  for (let at = 0; ;) {
    const { value, end } = readCell(text, at, delimiter, rows.length + 1);
    cells.push(value);
    at = end + 1;
    if (text[end] === delimiter) continue;
    rows.push(cells);
    cells = [];
    if (text[end] === "\r" && text[at] === "\n") at += 1;
    if (at >= text.length) return rows;
  }
}

/**
 * @param {string} text
 * @param {number} from
 * @param {string} delimiter
 * @param {number} row
 */
function readCell(text, from, delimiter, row) {
  const quoted = text[from] === '"' ? readQuoted(text, from + 1, row) : { value: "", end: from };
  let end = quoted.end;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: quoted.value + text.slice(quoted.end, end), end };
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} row
 */
function readQuoted(text, from, row) {
  let value = "";
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new Problem("file_quote", "", { row });
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

/**
 * Return a row as a line. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
 * @param {(string | number | boolean)[]} cells
 */
export function formatRow(cells) {
  const safe = cells.map((cell) => (typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : String(cell)));
  return safe.map((cell) => (QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",") + "\r\n";
}
