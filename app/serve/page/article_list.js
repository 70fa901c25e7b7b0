// @ts-check
/** The list of the articles behind a number of a batch, some at a time. */

import { element } from "./element.js";
import { say } from "./messages.js";

const PAGE = 50;

/** @typedef {{headline: string, language: string, id: string, review: boolean, open: () => void}} Item */
/** @typedef {{title: () => string, articles: number[], length: number}} Shown */

export class ArticleList {
  /** @type {Shown | null} */
  #shown = null;
  #read;
  #leave;

  /**
   * @param {(article: number) => Item} read Returns what the list tells of an article.
   * @param {() => void} leave Called when the user closes the list.
   */
  constructor(read, leave) {
    this.place = element("div", { class: "list" });
    this.#read = read;
    this.#leave = leave;
  }

  /**
   * Show articles, and go to them.
   * @param {() => string} title
   * @param {number[]} articles
   */
  show(title, articles) {
    this.#shown = { title, articles, length: PAGE };
    this.render();
    this.place.querySelector("h2")?.focus();
  }

  /** Draw the list, if there is one. */
  render() {
    if (this.#shown === null) return this.place.replaceChildren();
    const { title, articles, length } = this.#shown;
    const rest = Math.min(articles.length - length, PAGE);
    this.place.replaceChildren(
      element("h2", { tabindex: "-1" }, title()),
      element("ol", {}, ...articles.slice(0, length).map((article) => drawItem(this.#read(article)))),
      element(
        "div",
        { class: "buttons" },
        rest > 0
          ? element("button", { type: "button", click: () => this.#extend() }, say("show_more", { count: rest }))
          : null,
        element("button", { type: "button", click: () => this.#close() }, say("close")),
      ),
    );
  }

  #extend() {
    if (this.#shown === null) return;
    const { length } = this.#shown;
    this.#shown.length += PAGE;
    this.render();
    /** @type {HTMLElement | undefined} */ (this.place.querySelectorAll("li button")[length])?.focus();
  }

  #close() {
    this.#shown = null;
    this.render();
    this.#leave();
  }
}

/** @param {Item} item */
function drawItem({ headline, language, id, review, open }) {
  return element(
    "li",
    {},
    element("button", { type: "button", class: "headline", click: open }, element("bdi", { lang: language }, headline)),
    element("span", { class: "hint" }, element("bdi", {}, id), review ? ` · ${say("to_check")}` : null),
  );
}
