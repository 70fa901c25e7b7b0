// @ts-check
/** The choice of fields: what is noted of a file's, and a form to choose those with the text and the headline. */

import { element } from "./element.js";
import { say } from "./messages.js";

/** @typedef {import("./records.js").Source} Source */

export class FieldChoice {
  #source;
  #take;
  #notes = element("p", { class: "hint", id: "field-notes" });
  #open = element("button", { type: "button", class: "quiet", click: () => this.#show(true) });
  #textLabel = element("label", { for: "text-field" });
  #text = element("select", { id: "text-field", required: true, "aria-describedby": "field-notes" });
  #titleLabel = element("label", { for: "title-field" });
  #title = element("select", { id: "title-field", "aria-describedby": "title-hint" });
  #hint = element("p", { class: "hint", id: "title-hint" });
  #tag = element("button", { type: "submit", class: "primary" });
  #cancel = element("button", { type: "button", class: "quiet", click: () => this.#show(false) });
  #form = element(
    "form",
    { class: "field-form", hidden: true },
    element("div", {}, this.#textLabel, this.#text),
    element("div", {}, this.#titleLabel, this.#title, this.#hint),
    element("div", { class: "buttons" }, this.#tag, this.#cancel),
  );

  /**
   * @param {Source} source
   * @param {(source: Source) => void} take Takes the same file, read by the fields that were chosen.
   */
  constructor(source, take) {
    this.#source = source;
    this.#take = take;
    this.place = element("div", {}, element("div", { class: "field-notes" }, this.#notes, this.#open), this.#form);
    const names = (source.offer?.names ?? []).filter((name) => name.trim() !== "");
    for (const select of [this.#text, this.#title]) {
      const options = [...new Set(names)].map((name) => element("option", { value: name, dir: "auto" }, name));
      select.replaceChildren(element("option", { value: "" }), ...options);
    }
    this.#text.addEventListener("change", () => this.#part());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#choose();
    });
    this.#settle();
  }

  /** Whether the text is in no field that is known, so that nothing can be tagged before the user has chosen. */
  get isNeeded() {
    return this.#source.offer !== undefined && this.#source.offer.choice.text === undefined;
  }

  /** What gets the focus where the form is needed. */
  get first() {
    return this.#text;
  }

  /** Write all words in the language of the page. */
  render() {
    this.#notes.textContent = this.#source.notes.map((note) => note()).join(" ");
    this.#open.textContent = say("other_fields");
    this.#textLabel.textContent = say("text_field");
    this.#titleLabel.textContent = say("title_field");
    this.#hint.textContent = say("title_hint");
    this.#tag.textContent = say("tag_all");
    this.#cancel.textContent = say("cancel");
    this.#text.options[0].textContent = say("field_choose");
    this.#title.options[0].textContent = say("field_none");
  }

  /** Set the form to what is chosen now. */
  #settle() {
    const { choice = {}, headline } = this.#source.offer ?? {};
    this.#text.value = choice.text ?? "";
    this.#title.value = ("title" in choice ? choice.title : headline) ?? "";
    this.#part();
    this.#form.hidden = !this.isNeeded;
    this.#cancel.hidden = this.isNeeded;
    this.#open.hidden = this.isNeeded || this.#source.offer === undefined;
  }

  /** No field is the text and its headline. */
  #part() {
    const text = this.#text.value;
    for (const option of this.#title.options) option.disabled = option.value !== "" && option.value === text;
    if (this.#title.value === text) this.#title.value = "";
  }

  /** @param {boolean} open */
  #show(open) {
    this.#settle();
    this.#form.hidden = !open;
    this.#open.hidden = open;
    (open ? this.#text : this.#open).focus();
  }

  #choose() {
    const choice = { text: this.#text.value, title: this.#title.value || undefined };
    if (this.#source.offer) this.#take(this.#source.offer.choose(choice));
  }
}
