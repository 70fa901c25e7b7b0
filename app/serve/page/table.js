// @ts-check
/** A table of articles: a record a row. */

import { guessDelimiter, parseCsv } from "./csv.js";
import { settleFields } from "./fields.js";
import { say } from "./messages.js";
import { makeRecord } from "./record.js";

/**
 * Read the records of a table with a header. One without an id is called by the line on which it begins.
 * @param {string} name
 * @param {string} text
 * @param {import("./fields.js").Choice} choice
 * @returns {import("./record.js").Records}
 */
export function readTable(name, text, choice) {
  const delimiter = guessDelimiter(text);
  const rows = parseCsv(text, delimiter);
  const head = rows.findIndex(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const columns = rows[head]?.cells ?? [];
  const settled = settleFields(columns, choice);
  const records = rows.slice(columns.length > 0 ? head + 1 : rows.length).map(({ cells, line }) => {
    const values = Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
    const record = makeRecord(values, settled, choice.title, `${name}:${line}`);
    const shape = { cells: cells.length, columns: columns.length };
    return shape.cells === shape.columns ? record : misfit(record, shape);
  });
  const split = delimiter === "," ? [] : [() => say("delimiter", { delimiter: say(`delimiter_${delimiter}`) })];
  return { records, names: columns, settled, notes: split };
}

/**
 * @param {import("./record.js").SourceRecord} record
 * @param {{cells: number, columns: number}} shape
 */
function misfit({ id, text, line }, shape) {
  return { id, text, line, fault: () => say("fault_cells", shape) };
}
