// @ts-check
/** Runs: a paragraph cut where evidence begins or ends, for the places of several tags may overlap. */

/** @typedef {{start: number, end: number, key: string}} Place */
/** @typedef {{start: number, end: number, keys: string[]}} Run */

/**
 * Cut a span into runs, each with the keys of all places that cover it.
 * @param {number} start
 * @param {number} end
 * @param {Place[]} places
 * @returns {Run[]}
 */
export function cutRuns(start, end, places) {
  const inside = places.filter((place) => place.start < end && place.end > start);
  const cuts = new Set([start, end]);
  for (const place of inside) {
    cuts.add(Math.max(place.start, start));
    cuts.add(Math.min(place.end, end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted
    .slice(0, -1)
    .map((from, index) => ({ start: from, end: sorted[index + 1], keys: covering(inside, from) }));
}

/**
 * @param {Place[]} places
 * @param {number} at
 */
function covering(places, at) {
  return [...new Set(places.filter((place) => place.start <= at && at < place.end).map((place) => place.key))];
}
