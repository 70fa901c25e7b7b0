// @ts-check
/** JSON whose numbers stay as they are written: many an id has more digits than a number of JavaScript holds. */

/** @typedef {{source: string}} Context */
/** @typedef {(text: string, revive: (name: string, value: unknown, context: Context) => unknown) => unknown} Parse */

/** What JSON looks like that may hold a number that is too large; to look at each number takes long. */
const MAYBE_LARGE = /\d[eE]\+?\d|\d{309}/;
/** Makes of digits what is written as they are; not every browser has it.
 * @type {((digits: string) => unknown) | undefined} */
const keep = Reflect.get(JSON, "rawJSON");

/**
 * Parse JSON. A number that would be written otherwise than it is read is no number here, but is written as it was.
 * @param {string} text
 */
export function parseExactly(text) {
  if (keep === undefined) return JSON.parse(text);
  return /** @type {Parse} */ (JSON.parse)(text, (_, value, context) =>
    typeof value === "number" && String(value) !== context.source ? keep(context.source) : value,
  );
}

/**
 * Parse JSON.
 * @param {string} text
 * @throws {SyntaxError} It is none, or has a number that is too large for one.
 */
export function parseJson(text) {
  const value = JSON.parse(text);
  if (MAYBE_LARGE.test(text)) /** @type {Parse} */ (JSON.parse)(text, refuseLarge);
  return value;
}

/**
 * Whole numbers may have any number of digits; others are read as what a computer can reckon with.
 * @param {string} _
 * @param {unknown} value
 * @param {Context} [context]
 */
function refuseLarge(_, value, context) {
  const isLarge = value === Infinity || value === -Infinity;
  if (isLarge && /[.eE]/.test(context?.source ?? ".")) throw new SyntaxError("a number is too large");
  return value;
}
