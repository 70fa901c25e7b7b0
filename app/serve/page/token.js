// @ts-check
/** The token that the service may ask for; it lives in memory only. */

import { find } from "./element.js";
import { say } from "./messages.js";

/**
 * Ask the user for the token.
 * @param {boolean} refused Whether one was given that the service did not take.
 * @returns {Promise<string | null>} The token, or null if the user gives none.
 */
export function askToken(refused) {
  const dialog = find("token", HTMLDialogElement);
  const value = find("token-value", HTMLInputElement);
  find("token-refused", HTMLElement).textContent = refused ? say("token_refused") : "";
  value.value = "";
  dialog.showModal();
  return new Promise((resolve) => {
    /** @param {string | null} answer */
    const answer = (answer) => {
      value.value = "";
      dialog.onclose = null;
      dialog.close();
      resolve(answer);
    };
    dialog.onclose = () => answer(null);
    find("token-cancel", HTMLButtonElement).onclick = () => answer(null);
    find("token-form", HTMLFormElement).onsubmit = (event) => {
      event.preventDefault();
      answer(value.value.trim());
    };
  });
}
