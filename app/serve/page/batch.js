// @ts-check
/** A batch: records sent in parts that the service takes, answers matched to them in order. */

import { tagBatch } from "./api.js";
import { addFields } from "./carried.js";
import { Problem } from "./problem.js";
import { say } from "./messages.js";

const PLACED = /^body:\d+$/;
const PLACED_MESSAGE = /("message":\s*")body:\d+: /;

/** @typedef {import("./api.js").Tagged} Tagged */
/** @typedef {import("./api.js").Failure} Failure */
/** @typedef {import("./api.js").Limits} Limits */
/** @typedef {import("./record.js").SourceRecord} SourceRecord */
/** @typedef {Tagged | Failure} Outcome */
/** @typedef {{line: string, outcome: Outcome}} Answer What a line says, and the line, which keeps numbers exact. */
/** @typedef {{home: string, limits: Limits, signal: AbortSignal}} Terms */

/**
 * Tell whether an outcome is a failure.
 * @param {Outcome} outcome
 * @returns {outcome is Failure}
 */
export function isFailure(outcome) {
  return "error" in outcome && !("partners" in outcome);
}

/**
 * Tag records and yield an answer for each, in order.
 * @param {SourceRecord[]} records
 * @param {number} from The first that is wanted.
 * @param {Terms} terms
 * @returns {AsyncGenerator<Answer>}
 */
export async function* tagRecords(records, from, terms) {
  for (let next = from; next < records.length;) {
    const fault = findFault(records[next], terms.limits);
    if (fault !== null) {
      const outcome = { id: records[next].id, error: { code: "record", message: fault } };
      yield { line: addFields(JSON.stringify(outcome), records[next].apart), outcome };
      next += 1;
      continue;
    }
    const part = takePart(records, next, terms.limits);
    const lines = tagBatch(
      part.map((record) => record.line),
      terms.home,
      terms.signal,
    );
    for await (const answer of readAnswers(lines, part.length)) {
      yield completeAnswer(records[next], answer);
      next += 1;
    }
  }
}

/**
 * Return an answer with what its record carries. Of a failure the service knows the place in the request, not in the
 * file; all that is sent has an id, so what is called by its place could not be read, and carries nothing.
 * @param {SourceRecord} record
 * @param {Answer} answer
 * @returns {Answer}
 */
function completeAnswer({ id, place, apart }, { line, outcome }) {
  if (!isFailure(outcome)) return { line: addFields(line, apart), outcome };
  const told = line.replace(PLACED_MESSAGE, "$1");
  // A record may be called by such a name itself.
  const isRead = PLACED.test(id) || !PLACED.test(outcome.id);
  const whole = isRead ? addFields(told, apart) : told.replace(JSON.stringify(outcome.id), () => JSON.stringify(place));
  return { line: whole, outcome: JSON.parse(whole) };
}

/**
 * Return the records from one on that fit into a request together.
 * @param {SourceRecord[]} records
 * @param {number} from
 * @param {Limits} limits
 */
function takePart(records, from, limits) {
  let end = from;
  let bytes = 0;
  while (end < records.length && end - from < limits.batch && findFault(records[end], limits) === null) {
    bytes += countBytes(records[end].line);
    if (bytes > limits.batch_body) break;
    end += 1;
  }
  return records.slice(from, end);
}

/**
 * @param {SourceRecord} record
 * @param {Limits} limits
 */
function findFault(record, limits) {
  if (record.fault) return record.fault();
  const isLarge = record.line.length * 3 > limits.batch_body && countBytes(record.line) > limits.batch_body;
  return isLarge ? say("fault_size", { limit: limits.batch_body / 2 ** 20 }) : null;
}

/** @param {string} line */
function countBytes(line) {
  return new TextEncoder().encode(line).length + 1;
}

/**
 * Yield answers; where a limit ended the part, its last line says so and is no answer to a record.
 * @param {AsyncIterable<string>} lines
 * @param {number} wanted
 * @returns {AsyncGenerator<Answer>}
 * @throws {Problem} The part ended before its first record was tagged.
 */
async function* readAnswers(lines, wanted) {
  /** @type {Answer | undefined} */
  let last;
  let count = 0;
  for await (const line of lines) {
    if (last !== undefined) yield last;
    last = { line, outcome: JSON.parse(line) };
    count += 1;
  }
  if (last === undefined) throw new Problem("unreachable");
  const { outcome } = last;
  if (count >= wanted || !isFailure(outcome)) yield last;
  else if (count === 1) throw new Problem(outcome.error.code, outcome.error.message);
}
