// @ts-check
/** Fields: which of a record hold its text, its id, its home country and its language, by their names. */

/** @type {Record<string, string[]>} */
const GUESSES = {
  text: ["text", "body", "content", "article", "full_text", "fulltext", "article_text", "article_body", "maintext"],
  id: ["id", "article_id", "doc_id", "document_id", "uid", "uuid", "guid"],
  home: ["home", "home_country"],
  language: ["language", "lang"],
};

/**
 * Return for each field of ours the name that it has among these, if any; case does not count.
 * @param {string[]} names
 * @returns {Record<string, string>}
 */
export function settleFields(names) {
  const byName = new Map([...names].reverse().map((name) => [name.trim().toLowerCase(), name]));
  /** @type {Record<string, string>} */
  const settled = {};
  for (const [field, guesses] of Object.entries(GUESSES)) {
    const name = guesses.map((guess) => byName.get(guess)).find((found) => found !== undefined);
    if (name !== undefined) settled[field] = name;
  }
  return settled;
}

/**
 * Return the values under our names; all others are carried through. An empty id, home or language is none.
 * @param {Record<string, unknown>} values
 * @param {Record<string, string>} settled
 */
export function renameFields(values, settled) {
  /** @type {Record<string, unknown>} */
  const renamed = {};
  for (const [field, name] of Object.entries(settled)) {
    if (field === "text" || (values[name] ?? "") !== "") renamed[field] = values[name];
  }
  const used = new Set(Object.values(settled));
  return {
    ...renamed,
    ...Object.fromEntries(Object.entries(values).filter(([name]) => !used.has(name) && !(name in renamed))),
  };
}
