// @ts-check
/** The highlight: which tag's evidence is lit in the text. A tag is previewed for a moment, or pinned. */

export class Highlight {
  #root;
  #story;
  #related;
  /** @type {string | null} */
  #pinned = null;
  /** @type {string | null} */
  #lit = null;

  /**
   * Listen to the tags in `root`; each is a button with `data-key`.
   * @param {HTMLElement} root
   * @param {HTMLElement} story The text with its marks, each with the keys of its tags in `data-keys`.
   * @param {Map<string, string[]>} related For each tag those that it is shared with.
   */
  constructor(root, story, related) {
    this.#root = root;
    this.#story = story;
    this.#related = related;
    // Not `pointerover`: when the page scrolls, other tags come to lie under a pointer that nobody moved.
    for (const kind of ["pointermove", "focusin"]) root.addEventListener(kind, (event) => this.#preview(event));
    for (const kind of ["pointerleave", "focusout"]) root.addEventListener(kind, () => this.#light(this.#pinned));
    root.addEventListener("click", (event) => this.#toggle(keyAt(event.target)));
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.#toggle(this.#pinned));
  }

  /** @param {Event} event */
  #preview(event) {
    this.#light(keyAt(event.target) ?? this.#pinned);
  }

  /** @param {string | null} key */
  #toggle(key) {
    if (key === null) return;
    this.#pinned = key === this.#pinned ? null : key;
    for (const button of this.#buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.key === this.#pinned));
    }
    this.#light(this.#pinned);
    if (this.#pinned !== null) this.#show(this.#pinned);
  }

  /** @returns {NodeListOf<HTMLElement>} */
  get #buttons() {
    return this.#root.querySelectorAll("button[data-key]");
  }

  /** @param {string | null} key */
  #light(key) {
    if (key === this.#lit) return;
    this.#lit = key;
    const related = this.#related.get(key ?? "") ?? [];
    this.#root.classList.toggle("dimmed", key !== null);
    this.#story.classList.toggle("dimmed", key !== null);
    for (const button of this.#buttons) {
      button.classList.toggle("lit", button.dataset.key === key || related.includes(button.dataset.key ?? ""));
    }
    for (const mark of this.#story.querySelectorAll("mark")) mark.classList.toggle("lit", holds(mark, key));
  }

  /** @param {string} key */
  #show(key) {
    const first = [...this.#story.querySelectorAll("mark")].find((mark) => holds(mark, key));
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    first?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}

/** @param {EventTarget | null} target */
function keyAt(target) {
  const button = target instanceof Element ? target.closest("button[data-key]") : null;
  return button instanceof HTMLElement ? (button.dataset.key ?? null) : null;
}

/**
 * @param {HTMLElement} mark
 * @param {string | null} key
 */
function holds(mark, key) {
  return key !== null && (mark.dataset.keys ?? "").split(" ").includes(key);
}
