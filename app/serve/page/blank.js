// @ts-check
/** Blanks, as the command line has them: four separators of ASCII are some, the mark of order is none. */

const SIGN = /[^\s\x1c-\x1f\x85]|\ufeff/;

/**
 * Return where the first sign stands that is no blank; less than nothing if there is none.
 * @param {string} text
 */
export function findSign(text) {
  return text.search(SIGN);
}

/**
 * Return a text without the blanks around it.
 * @param {string} text
 */
export function strip(text) {
  let end = text.length;
  while (end > 0 && !SIGN.test(text[end - 1])) end -= 1;
  return text.slice(Math.max(findSign(text), 0), end);
}
