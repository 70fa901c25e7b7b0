// @ts-check
/** Messages: what the page says, in the language of the reader. */

import { ENGLISH } from "./messages_en.js";
import { FRENCH } from "./messages_fr.js";
import { VIETNAMESE } from "./messages_vi.js";

/** @typedef {string | {one?: string, other: string}} Message */
/** @typedef {"en" | "fr" | "vi"} Language */

/** @type {Record<Language, Record<string, Message>>} */
const MESSAGES = { en: ENGLISH, fr: FRENCH, vi: VIETNAMESE };

/** @type {Language} */
let language = "en";

/** Return the language of the page. */
export function currentLanguage() {
  return language;
}

/**
 * Return the first of the wanted languages that the page speaks.
 * @param {readonly string[]} wanted
 * @returns {Language}
 */
export function chooseLanguage(wanted) {
  const known = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in MESSAGES);
  return /** @type {Language} */ (known ?? "en");
}

/**
 * Speak a language from now on, and translate what the page says already.
 * @param {Language} chosen
 */
export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const place of document.querySelectorAll("[data-message]")) {
    place.textContent = say(/** @type {HTMLElement} */ (place).dataset.message ?? "");
  }
  for (const place of document.querySelectorAll("[data-label]")) {
    place.setAttribute("aria-label", say(/** @type {HTMLElement} */ (place).dataset.label ?? ""));
  }
}

/** @param {string} key */
export function has(key) {
  return Object.hasOwn(MESSAGES[language], key);
}

/**
 * Return a message. Where it depends on a number, `count` is that number.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const message = MESSAGES[language][key];
  const form = typeof message === "string" ? message : pickForm(message, Number(values.count));
  return form.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? number(value) : value;
  });
}

/**
 * @param {{one?: string, other: string}} forms
 * @param {number} count
 */
function pickForm(forms, count) {
  return (new Intl.PluralRules(language).select(count) === "one" ? forms.one : undefined) ?? forms.other;
}

/** @param {number} value */
export function number(value) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

/**
 * Return a probability in per cent; no model is so sure that it could say 100.
 * @param {number} score
 */
export function percent(score) {
  return new Intl.NumberFormat(language, { style: "percent" }).format(Math.min(score, 0.99));
}

/** @param {string[]} items */
export function enumerate(items) {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(items);
}

/** Return the order of names in the language of the page. */
export function nameOrder() {
  return new Intl.Collator(language).compare;
}
