// @ts-check
/** Fields: which of a record hold its text, its id, its home country and its language, by their names. */

import { strip } from "./blank.js";

/** @typedef {{text?: string, title?: string}} Choice The fields that are told to hold the text and the headline. */

/** @type {Record<string, string[]>} */
const GUESSES = {
  text: ["text", "body", "content", "article", "full_text", "fulltext", "article_text", "article_body", "maintext"],
  id: ["id", "article_id", "doc_id", "document_id", "uid", "uuid", "guid"],
  home: ["home", "home_country"],
  language: ["language", "lang"],
};
/** A headline is told, not guessed: places count in the text that it opens. */
const HEADLINES = ["headline", "title", "article_title", "titre"];

/**
 * Return for each field of ours the name that it has among these, if any; case and the blanks around it do not count.
 * @param {string[]} names
 * @param {Choice} choice
 * @returns {Record<string, string>}
 */
export function settleFields(names, choice) {
  const free = names.filter((name) => name !== choice.text && name !== choice.title);
  const byName = new Map(free.reverse().map((name) => [strip(name).toLowerCase(), name]));
  /** @type {Record<string, string>} */
  const settled = {};
  for (const [field, guesses] of Object.entries(GUESSES)) {
    const given = field === "text" ? choice.text : undefined;
    const name = given ?? guesses.map((guess) => byName.get(guess)).find((found) => found !== undefined);
    if (name !== undefined) settled[field] = name;
  }
  return settled;
}

/**
 * Return the name, among these, of what may be a headline and is nothing else.
 * @param {string[]} names
 * @param {Record<string, string>} settled
 */
export function findHeadline(names, settled) {
  const used = new Set(Object.values(settled));
  return names.find((name) => HEADLINES.includes(strip(name).toLowerCase()) && !used.has(name));
}

/**
 * Return the values that are none of ours.
 * @param {Record<string, unknown>} values
 * @param {Record<string, string>} settled
 */
export function carryFields(values, settled) {
  const used = new Set(Object.values(settled));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !used.has(name)));
}
