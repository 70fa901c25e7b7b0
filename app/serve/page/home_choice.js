// @ts-check
/** The choice of the home country: a field that finds countries as one types, in any language. */

import { element, find } from "./element.js";
import { nameOrder, say } from "./messages.js";
import { nameOf } from "./names.js";
import { Problem } from "./problem.js";

const NONE = "none";

/** @typedef {import("./api.js").Party} Party */

export class HomeChoice {
  /** @type {Party[]} */
  #countries = [];
  #active = -1;
  #unknown = false;
  #input;
  #list;
  #problem = find("home-problem", HTMLElement);

  /** The code of the chosen country, or `none`; empty as long as none is offered. */
  value = "";

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   */
  constructor(input, list) {
    this.#input = input;
    this.#list = list;
    input.addEventListener("click", () => this.#open(""));
    input.addEventListener("input", () => this.#open(input.value));
    input.addEventListener("keydown", (event) => this.#press(event));
    input.addEventListener("blur", () => this.#settle());
    // A press must not take the focus from the field before the click is heard.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.#choose(/** @type {Element} */ (event.target).closest("li")));
  }

  /**
   * Offer countries, one of them chosen.
   * @param {Party[]} parties
   * @param {string | null} home
   */
  offer(parties, home) {
    this.#countries = parties.filter((party) => party.kind === "country");
    this.value = home ?? NONE;
    if (this.#input.value === "") this.render();
    else this.#settle();
  }

  /** Show the chosen country; what was typed and is none stays. */
  render() {
    if (!this.#unknown) this.#input.value = nameHome(this.value);
    this.#problem.textContent = this.#unknown ? say("problem_home") : "";
    this.#input.setAttribute("aria-invalid", String(this.#unknown));
  }

  /**
   * Check that what stands in the field is a country, or none.
   * @throws {Problem} It is neither.
   */
  check() {
    this.#settle();
    if (this.#unknown) throw new Problem("home");
  }

  get #options() {
    return [...this.#list.querySelectorAll("li[role=option]")];
  }

  /** @param {string} typed */
  #open(typed) {
    if (typed === "") this.#input.select();
    const order = nameOrder();
    const found = this.#countries.filter((country) => matches(country, fold(typed)));
    const codes = found.map(({ code }) => code).sort((a, b) => order(nameOf("party", a), nameOf("party", b)));
    if (fold(say("home_none")).startsWith(fold(typed))) codes.unshift(NONE);
    this.#list.replaceChildren(...codes.map((code) => this.#option(code)));
    if (codes.length === 0)
      this.#list.append(element("li", { role: "option", "aria-disabled": "true" }, say("home_unknown")));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#activate(typed === "" ? codes.indexOf(this.value) : 0);
  }

  /** @param {string} code */
  #option(code) {
    const chosen = String(code === this.value);
    return element(
      "li",
      { role: "option", id: `home-${code}`, "aria-selected": chosen, "data-code": code },
      nameHome(code),
    );
  }

  /** Take what was typed for the country that it names. */
  #settle() {
    const typed = fold(this.#input.value);
    if (this.#countries.length === 0) return this.#hide();
    if (typed === fold(nameHome(this.value))) return this.#close();
    const code = typed === fold(say("home_none")) ? NONE : this.#countries.find((each) => isNamed(each, typed))?.code;
    this.value = code ?? this.value;
    this.#unknown = code === undefined;
    this.#hide();
    this.render();
  }

  #close() {
    this.#unknown = false;
    this.#hide();
    this.render();
  }

  #hide() {
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  #activate(index) {
    const options = this.#options;
    this.#active = Math.max(0, Math.min(index, options.length - 1));
    options.forEach((option, at) => option.classList.toggle("active", at === this.#active));
    const active = options[this.#active];
    if (active?.id) this.#input.setAttribute("aria-activedescendant", active.id);
    active?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Element | null | undefined} option */
  #choose(option) {
    const code = option instanceof HTMLElement ? option.dataset.code : undefined;
    if (code === undefined) return;
    this.value = code;
    this.#close();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const open = !this.#list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      if (open) this.#activate(this.#active + step);
      else this.#open("");
    } else if (event.key === "Enter" && open && !event.ctrlKey) this.#choose(this.#options[this.#active]);
    else if (event.key === "Escape" && open) this.#close();
    else return;
    event.preventDefault();
  }
}

/** @param {string} code */
function nameHome(code) {
  return code === NONE ? say("home_none") : nameOf("party", code);
}

/**
 * @param {Party} country
 * @param {string} typed
 */
function isNamed({ code, names }, typed) {
  return [code, ...Object.values(names)].some((name) => fold(name) === typed);
}

/**
 * @param {Party} country
 * @param {string} typed
 */
function matches(country, typed) {
  return [country.code, ...Object.values(country.names)].some((name) =>
    fold(name)
      .split(" ")
      .some((_, at, words) => words.slice(at).join(" ").startsWith(typed)),
  );
}

/**
 * Fold letters, so that `cote d'i` finds Côte d’Ivoire.
 * @param {string} text
 */
function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("’", "'").trim();
}
