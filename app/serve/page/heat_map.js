// @ts-check
/** The heat map: a table of partners and domains, each cell a number of articles, darker where there are more. */

import { element } from "./element.js";
import { number, say } from "./messages.js";
import { nameOf } from "./names.js";

const STEPS = 6;

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {(partner: string | null, domain: string | null) => void} Choose */

/**
 * Draw a matrix.
 * @param {Matrix} matrix
 * @param {number} rows How many partners to show.
 * @param {Choose} choose Called with the cell that the user chooses; null stands for all.
 */
export function drawHeatMap(matrix, rows, choose) {
  const domains = matrix.domains;
  const partners = matrix.partners.slice(0, rows);
  // Where all counts are small, none of them is drawn as dark as can be.
  const most = Math.max(
    STEPS,
    ...partners.flatMap((partner) => domains.map((domain) => matrix.articles(partner, domain).length)),
  );
  /** @type {(partner: string | null) => HTMLElement[]} */
  const cells = (partner) => [null, ...domains].map((domain) => drawCell(matrix, partner, domain, most, choose));
  const heads = domains.map((domain) => element("th", { scope: "col" }, element("span", {}, nameOf("domain", domain))));
  const table = element(
    "table",
    { class: "heat" },
    element("caption", { class: "hidden" }, say("matrix")),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col", class: "corner" }, say("partner")),
        element("th", { scope: "col", class: "total" }, element("span", {}, say("all"))),
        ...heads,
      ),
      element("tr", { class: "totals" }, element("th", { scope: "row" }, say("all")), ...cells(null)),
    ),
    element(
      "tbody",
      {},
      ...partners.map((partner) =>
        element("tr", {}, element("th", { scope: "row" }, nameOf("party", partner)), ...cells(partner)),
      ),
    ),
  );
  table.addEventListener("keydown", moveFocus);
  enter(table, table.querySelector("button"));
  return table;
}

/**
 * Put a new table where one stands; the focus stays on its cell.
 * @param {HTMLElement} place
 * @param {HTMLTableElement} table
 */
export function replaceHeatMap(place, table) {
  const focused = document.activeElement;
  const cell = focused instanceof HTMLElement && place.contains(focused) ? focused.dataset.cell : undefined;
  place.replaceChildren(table);
  const same = [...table.querySelectorAll("button")].find((button) => button.dataset.cell === cell);
  if (cell === undefined || same === undefined) return;
  enter(table, same);
  same.focus();
}

/**
 * @param {Matrix} matrix
 * @param {string | null} partner
 * @param {string | null} domain
 * @param {number} most
 * @param {Choose} choose
 */
function drawCell(matrix, partner, domain, most, choose) {
  const count = matrix.articles(partner, domain).length;
  const isTotal = partner === null || domain === null;
  const heat = isTotal ? "total" : String(heatOf(count, most));
  if (count === 0) return element("td", { "data-heat": heat });
  const label = say("cell", { ...nameCell(partner, domain), articles: say("articles", { count }) });
  const cell = JSON.stringify([partner, domain]);
  const click = () => choose(partner, domain);
  const button = element(
    "button",
    { type: "button", tabindex: "-1", "aria-label": label, "data-cell": cell, click },
    number(count),
  );
  return element("td", { "data-heat": heat }, button);
}

/**
 * Return the names of a cell's row and column.
 * @param {string | null} partner
 * @param {string | null} domain
 */
export function nameCell(partner, domain) {
  return {
    partner: partner === null ? say("all_partners") : nameOf("party", partner),
    domain: domain === null ? say("all_domains") : nameOf("domain", domain),
  };
}

/**
 * Return the step of a count. Steps grow by factors, for a few partners have most of the articles.
 * @param {number} count
 * @param {number} most
 */
function heatOf(count, most) {
  if (count === 0) return 0;
  return 1 + Math.floor((STEPS - 1) * (Math.log(count) / Math.log(most)) + 1e-9);
}

/**
 * Make a button the one that the tabulator key reaches; the arrow keys reach the others.
 * @param {HTMLElement} table
 * @param {HTMLElement | null} button
 */
function enter(table, button) {
  for (const other of table.querySelectorAll("button[tabindex='0']")) other.setAttribute("tabindex", "-1");
  button?.setAttribute("tabindex", "0");
}

/** @param {KeyboardEvent} event */
function moveFocus(event) {
  const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key] ?? [
    0, 0,
  ];
  const cell = /** @type {Element} */ (event.target).closest("td");
  const table = /** @type {HTMLTableElement} */ (event.currentTarget);
  if (cell === null || (down === 0 && right === 0)) return;
  event.preventDefault();
  const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
  for (let y = row.rowIndex + down, x = cell.cellIndex + right; ; y += down, x += right) {
    const next = table.rows[y]?.cells[x];
    if (next === undefined) return;
    const button = next.querySelector("button");
    if (button === null) continue;
    enter(table, button);
    return button.focus();
  }
}
