// @ts-check
/** Downloads, made in the browser. */

import { element } from "./element.js";

/**
 * Offer a file to be saved.
 * @param {string} name
 * @param {string} type
 * @param {string[]} parts
 */
export function download(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  element("a", { href: address, download: name.replace(/[/\\\p{C}]/gu, "_") }).click();
  // The browser has begun to save by then; without this the page would keep the data for ever.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
