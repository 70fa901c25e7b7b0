// @ts-check
/** The service: its answers as values, its errors as problems. */

import { Problem, readProblem } from "./problem.js";
import { askToken } from "./token.js";

/** @typedef {Record<string, string>} Names */
/** @typedef {{paragraph: number, start: number, end: number, text: string}} Evidence */
/** @typedef {{code: string, score: number, domains: string[], evidence?: Evidence[]}} Partner */
/** @typedef {{id: string, score: number, evidence?: Evidence[]}} Domain */
/** @typedef {{start: number, end: number, label: string, content: boolean}} Section */
/** @typedef {{name: string, version: string}} ModelId */
/** @typedef {{tags: number, paragraphs: number}} Doubt */
/**
 * @typedef {object} Tagged
 * @property {string} id
 * @property {string} language
 * @property {string | null} home
 * @property {Partner[]} partners
 * @property {Domain[]} domains
 * @property {Section[]} sections
 * @property {boolean} review
 * @property {Doubt} doubt
 * @property {ModelId} model
 */
/** @typedef {{id: string, error: {code: string, message: string}}} Failure */
/** @typedef {{batch_body: number, batch: number}} Limits */
/** @typedef {{service: {home: string | null, limits: Limits}}} Model */
/** @typedef {{id: string, names: Names}} Label */
/** @typedef {{code: string, kind: string, names: Names}} Party */
/** @typedef {{sections: Label[], domains: Label[], parties: Party[]}} LabelSet */

const ROOT = new URL("../", import.meta.url);

let token = "";
/** @type {Promise<string | null> | null} */
let asked = null;

/** @returns {Promise<LabelSet>} */
export async function getLabels() {
  return (await send("v1/labels")).json();
}

/** @returns {Promise<Model>} */
export async function getModel() {
  return (await send("v1/model")).json();
}

/**
 * Tag an article.
 * @param {string} text
 * @param {string} home
 * @returns {Promise<Tagged>}
 */
export async function tagArticle(text, home) {
  return (
    await post(`v1/tag?home=${encodeURIComponent(home)}`, "application/json", JSON.stringify({ id: "article", text }))
  ).json();
}

/**
 * Tag records, each a line of JSON, and yield the answers' lines as they come.
 * @param {string[]} lines
 * @param {string} home
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<string>}
 */
export async function* tagBatch(lines, home, signal) {
  const body = lines.join("\n") + "\n";
  const answer = await post(`v1/tag/batch?home=${encodeURIComponent(home)}`, "application/x-ndjson", body, signal);
  yield* splitLines(/** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (answer.body));
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
async function* splitLines(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch(asProblem);
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line !== "");
  }
  if (rest !== "") yield rest;
}

/**
 * @param {string} path
 * @param {string} type
 * @param {string} body
 * @param {AbortSignal} [signal]
 */
function post(path, type, body, signal) {
  return send(path, { method: "POST", headers: { "Content-Type": type }, body, signal });
}

/**
 * Send a request; where the service wants a token, ask for it and send again.
 * @param {string} path
 * @param {RequestInit} [request]
 */
async function send(path, request = {}) {
  for (;;) {
    const used = token;
    const headers = { ...request.headers, ...(used ? { Authorization: `Bearer ${used}` } : {}) };
    const response = await fetch(new URL(path, ROOT), { ...request, headers, cache: "no-store" }).catch(asProblem);
    if (response.ok) return response;
    const problem = await readProblem(response);
    if (response.status !== 401) throw problem;
    if (used === token && !(await renewToken(used))) throw problem;
  }
}

/** @param {string} used */
async function renewToken(used) {
  // Several requests may be refused at the same time: they wait for one answer of the user.
  asked ??= askToken(used !== "").finally(() => (asked = null));
  const given = await asked;
  token = given ?? token;
  return given !== null;
}

/**
 * @param {Error} error
 * @returns {never}
 */
function asProblem(error) {
  throw error.name === "AbortError" ? error : new Problem("unreachable");
}
