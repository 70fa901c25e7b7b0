// @ts-check
/** Names: what the label set calls its sections, domains and parties in the language of the page. */

import { currentLanguage } from "./messages.js";

/** @typedef {import("./api.js").Label} Label */

/** @type {{section: Map<string, Label>, domain: Map<string, Label>, party: Map<string, Label>}} */
const known = { section: new Map(), domain: new Map(), party: new Map() };

/** @param {import("./api.js").LabelSet} labels */
export function learnNames({ sections, domains, parties }) {
  known.section = new Map(sections.map((section) => [section.id, section]));
  known.domain = new Map(domains.map((domain) => [domain.id, domain]));
  known.party = new Map(parties.map(({ code, names }) => [code, { id: code, names }]));
}

/**
 * Return the name of a label; its id where it has none.
 * @param {"section" | "domain" | "party"} kind
 * @param {string} id
 */
export function nameOf(kind, id) {
  const names = known[kind].get(id)?.names;
  return names?.[currentLanguage()] ?? names?.en ?? id;
}
