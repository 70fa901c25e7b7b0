// @ts-check
/** The view of a batch: its progress, the matrix of partners and domains, its articles, its failures. */

import { ArticleList } from "./article_list.js";
import { isFailure, tagRecords } from "./batch.js";
import { download } from "./download.js";
import { element } from "./element.js";
import { drawFailures } from "./failure_list.js";
import { FieldChoice } from "./field_choice.js";
import { drawHeatMap, nameCell, replaceHeatMap } from "./heat_map.js";
import { Matrix } from "./matrix.js";
import { say } from "./messages.js";
import { CodePoints } from "./offsets.js";
import { showProblem } from "./problem.js";
import { writeTags } from "./tags_csv.js";

const FIRST_ROWS = 25;
const REDRAW = 500;

/** @typedef {import("./api.js").Tagged} Tagged */
/** @typedef {{home: string, limits: import("./api.js").Limits}} Terms */
/**
 * @typedef {object} Acts
 * @property {(text: string, tagged: Tagged) => void} open Shows an article.
 * @property {() => void} leave Leaves the view.
 * @property {(source: import("./records.js").Source) => void} restart Begins anew, with the fields that were chosen.
 * @property {(words: string) => void} announce Says something to those who do not see it.
 */

export class BatchView {
  /** The answers' lines.
   * @type {string[]} */
  #lines = [];
  /** @type {import("./api.js").Failure[]} */
  #failures = [];
  #matrix = new Matrix();
  /** @type {AbortController | null} */
  #run = null;
  /** @type {unknown} */
  #error;
  #rows = FIRST_ROWS;
  #place;
  #source;
  #terms;
  #acts;
  #list = new ArticleList(
    (article) => this.#readItem(article),
    () => this.#parts.matrix.focus(),
  );
  #ways = element("div", { class: "ways" });
  #heading = element("h1", { tabindex: "-1" });
  #fields;
  #parts = {
    progress: element("div", { class: "progress" }),
    alert: element("div", { role: "alert" }),
    figures: element("div", { class: "figures" }),
    failures: element("div"),
    title: element("h2"),
    hint: element("p", { class: "hint" }),
    matrix: element("div", { class: "scroller", tabindex: "0", role: "region" }),
    more: element("div", { class: "buttons" }),
    list: this.#list.place,
  };
  #lists = element("div", { class: "buttons" });
  #saves = element("div", { class: "buttons saves" });

  /**
   * @param {HTMLElement} place
   * @param {import("./records.js").Source} source
   * @param {Terms} terms
   * @param {Acts} acts
   */
  constructor(place, source, terms, acts) {
    this.#place = place;
    this.#source = source;
    this.#terms = terms;
    this.#acts = acts;
    this.#parts.figures.append(this.#lists, this.#saves);
    this.#fields = new FieldChoice(source, acts.restart);
    const results = element("div", { class: "results", hidden: this.#fields.isNeeded }, ...Object.values(this.#parts));
    this.#place.replaceChildren(this.#ways, this.#heading, this.#fields.place, results);
  }

  /** The name of what is tagged. */
  get name() {
    return this.#source.name;
  }

  /**
   * Tag all records, or ask first which field holds their text.
   * @returns {HTMLElement | null} What gets the focus, if it is not the heading.
   */
  start() {
    if (this.#fields.isNeeded) {
      this.render();
      return this.#fields.first;
    }
    this.run();
    return null;
  }

  /** Tag what is not tagged yet. */
  async run() {
    this.#run = new AbortController();
    this.#error = undefined;
    this.render();
    let drawn = performance.now();
    try {
      const terms = { ...this.#terms, signal: this.#run.signal };
      for await (const answer of tagRecords(this.#source.records, this.#lines.length, terms)) {
        this.#take(answer);
        if (performance.now() - drawn < REDRAW) continue;
        this.#draw();
        drawn = performance.now();
      }
    } catch (error) {
      if (!this.#run.signal.aborted) this.#error = error;
    }
    this.#run = null;
    showProblem(this.#parts.alert, this.#error);
    this.#draw();
    // One in whose place another has begun says nothing more.
    if (this.#heading.isConnected) this.#acts.announce(this.#summary);
  }

  /** Stop tagging; what is tagged stays. */
  stop() {
    this.#run?.abort();
  }

  /** Draw the whole view. */
  render() {
    const { alert, title, hint, matrix } = this.#parts;
    replaceKeepingFocus(
      this.#ways,
      drawButton(say("other_file"), () => this.#acts.leave()),
    );
    this.#heading.replaceChildren(element("bdi", {}, this.name));
    this.#fields.render();
    title.textContent = say("matrix");
    hint.textContent = say("matrix_hint");
    matrix.setAttribute("aria-label", say("matrix"));
    showProblem(alert, this.#error);
    this.#draw();
    this.#list.render();
  }

  /** @param {import("./batch.js").Answer} answer */
  #take({ line, outcome }) {
    if (isFailure(outcome)) this.#failures.push(outcome);
    else this.#matrix.add(this.#lines.length, outcome);
    this.#lines.push(line);
  }

  /** How far it has come, in words. */
  get #summary() {
    const [done, all] = [this.#lines.length, this.#source.records.length];
    return done === all ? say("finished", { count: all }) : say("stopped", { done, all });
  }

  /** Draw what changes while records are tagged. */
  #draw() {
    this.#drawProgress();
    this.#drawLists();
    this.#drawMatrix();
    this.#drawSaves();
    drawFailures(this.#parts.failures, this.#failures);
  }

  #drawProgress() {
    const [done, all] = [this.#lines.length, this.#source.records.length];
    const running = this.#run !== null;
    const bar = element("progress", { max: all, value: done, "aria-label": say("progress_label") });
    const go = done < all ? drawButton(say("continue"), () => this.run()) : null;
    replaceKeepingFocus(
      this.#parts.progress,
      running ? bar : null,
      element("span", {}, running ? say("progress", { done, all }) : this.#summary),
      running ? drawButton(say("stop"), () => this.stop()) : go,
    );
  }

  #drawLists() {
    const { all, review, alone } = this.#matrix;
    const lists = Object.entries({ list_all: all, list_review: review, list_alone: alone });
    const buttons = lists.map(([key, articles]) => {
      const title = () => say(key, { count: articles.length });
      return articles.length > 0 ? drawButton(title(), () => this.#list.show(title, articles)) : null;
    });
    replaceKeepingFocus(this.#lists, ...buttons);
  }

  #drawMatrix() {
    const { matrix, more } = this.#parts;
    const count = this.#matrix.partners.length;
    if (count === 0) return matrix.replaceChildren(element("p", { class: "nothing" }, say("matrix_empty")));
    const table = drawHeatMap(this.#matrix, this.#rows, (partner, domain) => {
      const title = () => say("cell_heading", nameCell(partner, domain));
      this.#list.show(title, this.#matrix.articles(partner, domain));
    });
    replaceHeatMap(matrix, table);
    const showAll = () => {
      this.#rows = Infinity;
      this.#drawMatrix();
      matrix.focus();
    };
    replaceKeepingFocus(more, count > this.#rows ? drawButton(say("show_all_partners", { count }), showAll) : null);
  }

  #drawSaves() {
    if (this.#run !== null || this.#lines.length === 0) return this.#saves.replaceChildren();
    const name = `${this.name.replace(/\.[^.]*$/, "")}.tags`;
    const lines = () => this.#lines.map((line) => `${line}\n`);
    replaceKeepingFocus(
      this.#saves,
      drawButton(say("download_jsonl"), () => download(`${name}.jsonl`, "application/x-ndjson", lines())),
      drawButton(say("download_csv"), () => download(`${name}.csv`, "text/csv", writeTags(this.#lines))),
    );
  }

  /** @param {number} article */
  #readItem(article) {
    const tagged = /** @type {Tagged} */ (JSON.parse(this.#lines[article]));
    const { text } = this.#source.records[article];
    const { language, id, review } = tagged;
    return { headline: findHeadline(text, tagged), language, id, review, open: () => this.#acts.open(text, tagged) };
  }
}

/**
 * @param {string} text
 * @param {Tagged} tagged
 */
function findHeadline(text, { sections }) {
  const [first] = sections;
  const found = sections.find(({ label }) => label === "headline") ?? sections.find(({ content }) => content) ?? first;
  return new CodePoints(text).slice(found.start, Math.min(found.end, found.start + 300));
}

/**
 * @param {string} label
 * @param {() => void} click
 */
function drawButton(label, click) {
  return element("button", { type: "button", class: "quiet", click }, label);
}

/**
 * Put new children in an element; the focus stays on the one of the same place.
 * @param {HTMLElement} place
 * @param {...(HTMLElement | null)} children
 */
function replaceKeepingFocus(place, ...children) {
  const at = [...place.children].indexOf(/** @type {Element} */ (document.activeElement));
  place.replaceChildren(...children.filter((child) => child !== null));
  /** @type {HTMLElement | undefined} */ (place.children[Math.min(at, place.children.length - 1)])?.focus();
}
