// @ts-check
/** The headline that an article has in a field of its own. */

/**
 * Return a text with its headline as its first line, unless it opens with it already, or holds nothing.
 * @param {string} text
 * @param {string} headline
 */
export function joinHeadline(text, headline) {
  const opening = asLine(headline);
  const [first] = text.trim().split(/[\r\n\u2028\u2029\x85]/, 1);
  return opening === "" || first === "" || opening === asLine(first) ? text : `${opening}\n${text}`;
}

/** @param {string} words */
function asLine(words) {
  return words.trim().replace(/\s+/g, " ");
}
