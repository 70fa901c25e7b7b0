// @ts-check
/** The mark of order that a text of UTF-8 may begin with; it is no part of it. */

const MARK = /^\ufeff/;

/**
 * Return a text without its mark.
 * @param {string} text
 */
export function withoutMark(text) {
  return text.replace(MARK, "");
}
