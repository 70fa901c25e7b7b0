// @ts-check
/** Fields that an answer carries though they were not sent. */

/** Those that an answer may have of its own: carried, they stand together under `input`. */
const RESERVED = new Set("id language home partners domains sections review doubt model error input".split(" "));

/**
 * Tell whether an answer may have a field of this name of its own.
 * @param {string} name
 */
export function isReserved(name) {
  return RESERVED.has(name);
}

/**
 * Return an answer's line with more fields; what it says already stays as it is written.
 * @param {string} line
 * @param {Record<string, unknown>} [fields]
 */
export function addFields(line, fields = {}) {
  const hidden = Object.entries(fields).filter(([name]) => RESERVED.has(name));
  const plain = Object.entries(fields).filter(([name]) => !RESERVED.has(name));
  if (hidden.length > 0) plain.push(["input", Object.fromEntries(hidden)]);
  if (plain.length === 0) return line;
  return `${line.slice(0, -1)},${JSON.stringify(Object.fromEntries(plain)).slice(1)}`;
}
