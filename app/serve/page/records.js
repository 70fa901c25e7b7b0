// @ts-check
/** Sources: what a file with many articles holds, and which of its fields are read. */

import { findHeadline } from "./fields.js";
import { readJson } from "./json_file.js";
import { readLines } from "./json_lines.js";
import { withoutMark } from "./mark.js";
import { noteFields } from "./notes.js";
import { Problem } from "./problem.js";
import { makeRecord } from "./record.js";
import { readTable } from "./table.js";

/** @typedef {import("./fields.js").Choice} Choice */
/**
 * @typedef {object} Offer
 * @property {string[]} names The fields that may be chosen.
 * @property {Choice} choice Those that are; without one for the text, nothing can be tagged.
 * @property {string} [headline] One that may hold a headline.
 * @property {(choice: Choice) => Source} choose Reads the same file by other fields.
 */
/**
 * @typedef {object} Source
 * @property {string} name
 * @property {import("./record.js").SourceRecord[]} records
 * @property {import("./notes.js").Note[]} notes
 * @property {Offer} [offer] What may be chosen of its fields, where it has any.
 */

const LARGEST = 256 * 2 ** 20;
/** What reads a file, by its ending; all others are JSON Lines.
 * @type {[RegExp, typeof readLines][]} */
const READERS = [
  [/\.(csv|tsv)$/i, readTable],
  [/\.json$/i, readJson],
];

/**
 * Read a file as text.
 * @param {File} file
 */
export async function readText(file) {
  return withoutMark(await decode(file));
}

/**
 * Return what a file holds, with its mark of order.
 * @param {File} file
 * @throws {Problem} It is too large, or not UTF-8.
 */
async function decode(file) {
  if (file.size > LARGEST) throw new Problem("file_size", "", { file: file.name });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) throw new Problem("file_encoding", "", { file: file.name });
    throw error;
  }
}

/**
 * Read the records of a file of JSON Lines, JSON or CSV.
 * @param {File} file
 * @returns {Promise<Source>}
 */
export async function readSource(file) {
  const source = readRecords(file.name, await decode(file), {});
  if (source.records.length === 0) throw new Problem("file_empty", "", { file: file.name });
  return source;
}

/**
 * Take text files as the records of a batch.
 * @param {File[]} files
 * @returns {Promise<Source>}
 */
export async function readTexts(files) {
  const records = files.map(async (file) =>
    makeRecord({ text: await readText(file) }, { text: "text" }, undefined, file.name),
  );
  return { name: files[0].name, records: await Promise.all(records), notes: [] };
}

/**
 * @param {string} name
 * @param {string} text
 * @param {Choice} given
 * @returns {Source}
 */
function readRecords(name, text, given) {
  const [, read] = READERS.find(([ending]) => ending.test(name)) ?? [null, readLines];
  const { records, names, settled, notes } = read(name, text, given);
  const source = { name, records, notes };
  if (names.length === 0) return source;
  const headline = findHeadline(names, settled);
  return {
    ...source,
    notes: [...notes, ...noteFields(settled, given.title, headline)],
    offer: {
      names,
      choice: { ...given, text: settled.text },
      headline,
      choose: (choice) => readRecords(name, text, choice),
    },
  };
}
