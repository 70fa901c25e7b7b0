// @ts-check
/** JSON whose numbers stay as they are written: many an id has more digits than a number of JavaScript holds. */

/** @typedef {{source: string}} Context */
/** @typedef {(text: string, revive: (name: string, value: unknown, context: Context) => unknown) => unknown} Parse */

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
