// @ts-check
/** The first view: where an article is pasted, a file is dropped, and the home country is chosen. */

import { find } from "./element.js";
import { EXAMPLE } from "./example.js";
import { say } from "./messages.js";
import { Problem, showProblem } from "./problem.js";
import { readSource, readText, readTexts } from "./records.js";
import { checkSize } from "./size.js";

const MANY = /\.(jsonl|ndjson|json|csv|tsv)$/i;
const ONE = /\.(txt|text)$/i;

/**
 * @typedef {object} Acts
 * @property {(text: string) => Promise<void>} tag Tags an article and shows it.
 * @property {(source: import("./records.js").Source) => Promise<void>} tagMany Tags records and shows them.
 */

export class Compose {
  #acts;
  #text = find("text", HTMLTextAreaElement);
  #button = find("tag", HTMLButtonElement);
  #problem = find("compose-problem", HTMLElement);
  #status = find("status", HTMLElement);

  /** @param {Acts} acts */
  constructor(acts) {
    this.#acts = acts;
    const file = find("file", HTMLInputElement);
    find("compose-form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#tag();
    });
    this.#text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#tag();
    });
    this.#text.addEventListener("beforeinput", (event) => this.#admit(event));
    find("example", HTMLButtonElement).addEventListener("click", () => {
      this.fill(EXAMPLE);
      this.#button.focus();
    });
    find("choose", HTMLButtonElement).addEventListener("click", () => file.click());
    file.addEventListener("change", () => {
      this.#take([...(file.files ?? [])]);
      file.value = "";
    });
    this.#listenToDrops();
  }

  /**
   * Put a text in the field.
   * @param {string} text
   */
  fill(text) {
    this.#text.value = text;
    this.#text.scrollTop = 0;
    showProblem(this.#problem);
  }

  async #tag() {
    await this.#attempt(say("tagging"), async () => {
      if (this.#text.value.trim() === "") throw new Problem("no_text");
      checkSize(this.#text.value);
      await this.#acts.tag(this.#text.value);
    });
  }

  /**
   * Refuse what is pasted or dropped where it is longer than an article.
   * @param {InputEvent} event
   */
  #admit(event) {
    try {
      checkSize(event.data ?? "");
    } catch (error) {
      event.preventDefault();
      showProblem(this.#problem, error);
    }
  }

  /** @param {File[]} files */
  async #take(files) {
    if (files.length === 0) return;
    await this.#attempt(say("reading", { file: files[0].name }), async () => {
      const odd = files.find(
        ({ name }) => !(files.length > 1 ? ONE : /\.\w+$/).test(name) || !(MANY.test(name) || ONE.test(name)),
      );
      if (odd) throw new Problem("file_kind", "", { file: odd.name });
      if (files.length > 1) await this.#acts.tagMany(await readTexts(files));
      else if (MANY.test(files[0].name)) await this.#acts.tagMany(await readSource(files[0]));
      else {
        const text = await readText(files[0]);
        checkSize(text);
        this.fill(text);
        this.#button.focus();
      }
    });
  }

  /**
   * Do something that takes time; what goes wrong is told beneath the field.
   * @param {string} words
   * @param {() => Promise<void>} act
   */
  async #attempt(words, act) {
    if (this.#button.getAttribute("aria-disabled") === "true") return;
    this.#button.setAttribute("aria-disabled", "true");
    this.#button.textContent = words;
    this.#status.textContent = words;
    showProblem(this.#problem);
    try {
      await act();
    } catch (error) {
      showProblem(this.#problem, error);
    }
    this.#status.textContent = "";
    this.#button.textContent = say("tag");
    this.#button.setAttribute("aria-disabled", "false");
  }

  /** A file may be dropped anywhere here. In other views a drop does nothing, or the browser would go there. */
  #listenToDrops() {
    const view = find("compose", HTMLElement);
    const isFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
    document.addEventListener("dragover", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      view.classList.add("dropping");
    });
    document.addEventListener(
      "dragleave",
      (event) => event.relatedTarget === null && view.classList.remove("dropping"),
    );
    document.addEventListener("drop", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      view.classList.remove("dropping");
      if (!view.hidden) this.#take([...(event.dataTransfer?.files ?? [])]);
    });
  }
}
