// @ts-check
/** A table of articles: a record a row. */

import { findSign } from "./blank.js";
import { guessDelimiter, parseCsv } from "./csv.js";
import { settleFields } from "./fields.js";
import { withoutMark } from "./mark.js";
import { say } from "./messages.js";
import { Problem } from "./problem.js";
import { makeRecord } from "./record.js";

/** @typedef {import("./csv.js").Row} Row */
/**
 * @typedef {object} Table
 * @property {string} name
 * @property {string[]} columns
 * @property {Record<string, string>} settled
 * @property {string} [title] The column with the headline.
 */

/** Fields of which an empty cell says nothing. */
const OPTIONAL = ["id", "home", "language"];

/**
 * Read the records of a table with a header. One without an id is called by the line on which it begins.
 * @param {string} name
 * @param {string} text
 * @param {import("./fields.js").Choice} choice
 * @returns {import("./record.js").Records}
 * @throws {Problem} The header cannot be read, or has a name twice.
 */
export function readTable(name, text, choice) {
  const bare = withoutMark(text);
  const delimiter = guessDelimiter(bare);
  const rows = parseCsv(bare, delimiter);
  const head = rows.findIndex(({ cells, fault }) => fault !== undefined || cells.some((cell) => findSign(cell) >= 0));
  const columns = head < 0 ? [] : readHeader(rows[head]);
  const settled = settleFields(columns, choice);
  const table = { name, columns, settled, title: choice.title };
  const records = rows.slice(head < 0 ? rows.length : head + 1).map((row) => readRow(row, table));
  const split = delimiter === "," ? [] : [() => say("delimiter", { delimiter: say(`delimiter_${delimiter}`) })];
  return { records, names: columns, settled, notes: split };
}

/**
 * Return the names of the columns.
 * @param {Row} row
 * @throws {Problem} The row is no CSV, or two columns have one name.
 */
function readHeader({ cells, line, fault }) {
  if (fault !== undefined) throw new Problem("file_header", "", { line, fault: fault() });
  const twice = cells.find((cell, at) => cells.indexOf(cell) < at);
  if (twice === undefined) return cells;
  throw findSign(twice) < 0 ? new Problem("file_unnamed") : new Problem("file_columns", "", { column: twice });
}

/**
 * @param {Row} row
 * @param {Table} table
 * @returns {import("./record.js").SourceRecord}
 */
function readRow({ cells, line, fault }, { name, columns, settled, title }) {
  const place = `${name}:${line}`;
  if (fault !== undefined) return { id: place, place, text: "", line: "", fault };
  /** @type {Record<string, string | null>} */
  const values = Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  for (const field of OPTIONAL) if (settled[field] !== undefined) values[settled[field]] ||= null;
  const record = makeRecord(values, settled, title, place);
  const shape = { cells: cells.length, columns: columns.length };
  if (shape.cells === shape.columns) return record;
  return { ...record, fault: () => say("fault_cells", shape), apart: undefined };
}
