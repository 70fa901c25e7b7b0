// @ts-check
/** Offsets: the service counts code points, JavaScript counts UTF-16 units. */

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/** A text that is cut by code points. */
export class CodePoints {
  #text;
  /** For each code point the unit where it begins, and the end; null where both counts are the same.
   * @type {Uint32Array | null} */
  #units;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
    this.#units = PAIR.test(text) ? countUnits(text) : null;
  }

  /** How many code points the text has. */
  get length() {
    return this.#units === null ? this.#text.length : this.#units.length - 1;
  }

  /**
   * Return what stands between two offsets.
   * @param {number} start
   * @param {number} end
   */
  slice(start, end) {
    if (this.#units === null) return this.#text.slice(start, end);
    const last = this.#units.length - 1;
    return this.#text.slice(this.#units[Math.min(start, last)], this.#units[Math.min(end, last)]);
  }
}

/** @param {string} text */
function countUnits(text) {
  const units = new Uint32Array(text.length + 1);
  let points = 0;
  let unit = 0;
  for (const point of text) {
    units[points] = unit;
    points += 1;
    unit += point.length;
  }
  units[points] = unit;
  return units.subarray(0, points + 1);
}
