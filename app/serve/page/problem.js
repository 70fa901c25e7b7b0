// @ts-check
/** Problems: what went wrong, told in words where the user acts. */

import { element } from "./element.js";
import { has, say } from "./messages.js";

/** Something went wrong, here or in the service. */
export class Problem extends Error {
  /**
   * @param {string} code The service's code, or one of the page's own.
   * @param {string} [detail] What the service says about it, in English.
   * @param {Record<string, string | number>} [values] What the message of the code names.
   */
  constructor(code, detail = "", values = {}) {
    super(detail || code);
    this.code = code;
    this.detail = detail;
    this.values = values;
  }

  /** Return the message in the language of the page. */
  get words() {
    return say(has(`problem_${this.code}`) ? `problem_${this.code}` : "problem_other", this.values);
  }
}

/**
 * Read the problem that an answer of the service tells.
 * @param {Response} response
 */
export async function readProblem(response) {
  const told = await response.json().catch(() => ({}));
  return new Problem(String(told.code ?? response.status), String(told.detail ?? told.title ?? response.statusText));
}

/**
 * Show a problem, or nothing, in an element with the role of an alert.
 * @param {HTMLElement} place
 * @param {unknown} [error]
 */
export function showProblem(place, error) {
  if (error === undefined) return place.replaceChildren();
  const problem = error instanceof Problem ? error : new Problem("other", String(error));
  const detail = problem.detail ? element("span", { lang: "en", class: "alert-detail" }, problem.detail) : null;
  place.replaceChildren(element("p", { class: "alert" }, problem.words, " ", detail));
}
