// @ts-check
/** Records: what a file with many articles holds, each made ready to be sent. */

import { guessDelimiter, parseCsv } from "./csv.js";
import { renameFields, settleFields } from "./fields.js";
import { enumerate, say } from "./messages.js";
import { Problem } from "./problem.js";

/**
 * @typedef {object} SourceRecord
 * @property {string} id
 * @property {string} text
 * @property {string} line The line of JSON that is sent.
 * @property {() => string} [fault] Tells why it cannot be sent.
 */
/** @typedef {() => string} Note Tells what was guessed, in the language of the page. */
/** @typedef {{name: string, records: SourceRecord[], notes: Note[]}} Source */

const LARGEST = 256 * 2 ** 20;

/**
 * Read a file as text.
 * @param {File} file
 * @throws {Problem} It is too large, or not UTF-8.
 */
export async function readText(file) {
  if (file.size > LARGEST) throw new Problem("file_size", "", { file: file.name });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) throw new Problem("file_encoding", "", { file: file.name });
    throw error;
  }
}

/**
 * Read the records of a file of JSON Lines or CSV.
 * @param {File} file
 * @returns {Promise<Source>}
 */
export async function readSource(file) {
  const text = await readText(file);
  const source = /\.(csv|tsv)$/i.test(file.name) ? readTable(file.name, text) : readLines(file.name, text);
  if (source.records.length === 0) throw new Problem("file_empty", "", { file: file.name });
  return source;
}

/**
 * Take text files as the records of a batch.
 * @param {File[]} files
 * @returns {Promise<Source>}
 */
export async function readTexts(files) {
  const records = files.map(async (file) => makeRecord({ id: file.name, text: await readText(file) }));
  return { name: files[0].name, records: await Promise.all(records), notes: [] };
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {Source}
 */
function readTable(name, text) {
  const delimiter = guessDelimiter(text);
  const [columns = [], ...rows] = parseCsv(text, delimiter).filter((row) => row.some((cell) => cell.trim() !== ""));
  const settled = settleFields(columns);
  if (columns.length > 0 && settled.text === undefined) throw lackText(name, columns);
  const records = rows.map((cells, index) => {
    const values = Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
    const record = makeRecord({ id: `${name}:${index + 2}`, ...renameFields(values, settled) });
    const shape = { cells: cells.length, columns: columns.length };
    return shape.cells === shape.columns ? record : { ...record, fault: () => say("fault_cells", shape) };
  });
  const split = delimiter === "," ? [] : [() => say("delimiter", { delimiter: say(`delimiter_${delimiter}`) })];
  return { name, records, notes: [...split, ...noteGuesses(settled)] };
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {Source}
 */
function readLines(name, text) {
  /** @type {Record<string, string> | undefined} */
  let guessed;
  /** @type {string[]} */
  let names = [];
  const records = text.split("\n").flatMap((raw, index) => {
    const line = raw.trim();
    if (line === "") return [];
    const id = `${name}:${index + 1}`;
    const values = parseObject(line);
    // What is no object is sent as it is: the service says what is wrong with it.
    if (values === null) return [{ id, text: "", line }];
    const settled = settleFields(Object.keys(values));
    if (settled.text !== undefined) guessed ??= settled;
    names = [...new Set([...names, ...Object.keys(values).slice(0, 20)])].slice(0, 20);
    return [{ ...makeRecord({ id, ...renameFields(values, settled) }), ...(isPlain(settled) ? { line } : {}) }];
  });
  if (guessed === undefined && names.length > 0) throw lackText(name, names);
  return { name, records, notes: noteGuesses(guessed ?? {}) };
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
 * Tell whether a record can be sent as it is, which keeps its numbers as they are written.
 * @param {Record<string, string>} settled
 */
function isPlain(settled) {
  return settled.id === "id" && Object.entries(settled).every(([field, name]) => field === name);
}

/**
 * @param {Record<string, unknown>} values
 * @returns {SourceRecord}
 */
function makeRecord(values) {
  return {
    id: String(values.id),
    text: typeof values.text === "string" ? values.text : "",
    line: JSON.stringify(values),
  };
}

/**
 * @param {string} name
 * @param {string[]} fields
 */
function lackText(name, fields) {
  return new Problem("file_text", "", { file: name, fields: fields.join(", ") });
}

/**
 * @param {Record<string, string>} settled
 * @returns {Note[]}
 */
function noteGuesses(settled) {
  const { text, ...others } = settled;
  const renamed = Object.entries(others).filter(([field, name]) => field !== name);
  const fields = renamed.map(([field, name]) => `${field} ← ${name}`);
  return [
    ...(text === undefined ? [] : [() => say("text_from", { field: text })]),
    ...(fields.length === 0 ? [] : [() => say("fields_from", { fields: enumerate(fields) })]),
  ];
}
