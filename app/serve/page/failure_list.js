// @ts-check
/** The list of the records of a batch that could not be tagged, with the reasons. */

import { element } from "./element.js";
import { say } from "./messages.js";

const MOST = 1000;

/**
 * Draw failures, or nothing where there are none; a list that is open stays open.
 * @param {HTMLElement} place
 * @param {import("./api.js").Failure[]} failures
 */
export function drawFailures(place, failures) {
  if (failures.length === 0) return place.replaceChildren();
  const summary = say("failures", { count: failures.length });
  if (place.querySelector("summary")?.textContent === summary) return;
  const open = place.querySelector("details")?.open ?? false;
  const items = failures.slice(0, MOST).map(({ id, error }) => {
    // The service speaks English; what the page finds itself it tells in its own language.
    const language = error.code === "record" ? {} : { lang: "en" };
    return element("li", {}, element("bdi", { class: "id" }, id), " ", element("bdi", language, error.message));
  });
  const list = element("ul", {}, ...items);
  place.replaceChildren(element("details", { class: "failures", open }, element("summary", {}, summary), list));
}
