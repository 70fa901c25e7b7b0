// @ts-check
/** Notes: what was guessed of a file's fields, told in the language of the page. */

import { enumerate, say } from "./messages.js";

/** @typedef {() => string} Note */

/**
 * Note which fields are taken for what.
 * @param {Record<string, string>} settled
 * @param {string | undefined} title The field with the headline.
 * @param {string | undefined} headline One that may hold a headline.
 * @returns {Note[]}
 */
export function noteFields({ text, ...others }, title, headline) {
  if (text === undefined) return [() => say("text_unknown")];
  const renamed = Object.entries(others).filter(([field, name]) => field !== name);
  const fields = renamed.map(([field, name]) => `${field} ← ${name}`);
  return [
    () => say("text_from", { field: text }),
    ...(title === undefined ? [] : [() => say("title_from", { field: title })]),
    ...(fields.length === 0 ? [] : [() => say("fields_from", { fields: enumerate(fields) })]),
    ...(title !== undefined || headline === undefined ? [] : [() => say("title_apart", { field: headline })]),
  ];
}
