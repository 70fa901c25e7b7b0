// @ts-check
/** The page: which view is shown, and what leads from one to the other. */

import { getLabels, getModel, tagArticle } from "./api.js";
import { drawArticle } from "./article_view.js";
import { BatchView } from "./batch_view.js";
import { Compose } from "./compose.js";
import { find } from "./element.js";
import { HomeChoice } from "./home_choice.js";
import { chooseLanguage, say, speak } from "./messages.js";
import { learnNames } from "./names.js";
import { showProblem } from "./problem.js";

/** @typedef {"compose" | "article" | "batch"} ViewName */

const views = {
  compose: find("compose", HTMLElement),
  article: find("article", HTMLElement),
  batch: find("batch", HTMLElement),
};
const language = find("language", HTMLSelectElement);
const home = new HomeChoice(find("home", HTMLInputElement), find("home-list", HTMLElement));
/** What the service says of itself, once it has said it.
 * @type {Promise<import("./api.js").Limits> | null} */
let introduced = null;
/** @type {BatchView | null} */
let batch = null;
/** Draws the article again. */
let redraw = () => {};

/**
 * Show a view.
 * @param {ViewName} name
 * @param {Element | null} [focus] What had the focus in it, if it was shown before.
 */
function show(name, focus) {
  for (const [other, view] of Object.entries(views)) view.hidden = other !== name;
  if (focus instanceof HTMLElement && focus.isConnected) return focus.focus();
  scrollTo(0, 0);
  views[name].querySelector("h1")?.focus();
}

/**
 * @param {string} text
 * @param {import("./api.js").Tagged} tagged
 * @param {() => import("./article_view.js").Way[]} ways
 */
function showArticle(text, tagged, ways) {
  redraw = () => drawArticle(views.article, text, tagged, ways());
  redraw();
  show("article");
}

const compose = new Compose({
  async tag(text) {
    await introduce();
    const tagged = await tagArticle(text, home.value);
    const edit = () => show("compose", find("text", HTMLElement));
    const startOver = () => {
      compose.fill("");
      edit();
    };
    showArticle(text, tagged, () => [
      { label: say("edit"), act: edit },
      { label: say("start_over"), act: startOver },
    ]);
  },
  async tagMany(source) {
    const limits = await introduce();
    batch = new BatchView(
      views.batch,
      source,
      { home: home.value, limits },
      { open: openFromBatch, leave: leaveBatch, announce },
    );
    batch.run();
    show("batch");
  },
});

/**
 * @param {string} text
 * @param {import("./api.js").Tagged} tagged
 */
function openFromBatch(text, tagged) {
  const opener = document.activeElement;
  const back = () => show("batch", opener);
  showArticle(text, tagged, () => [{ label: say("back", { file: batch?.name ?? "" }), act: back }]);
}

function leaveBatch() {
  batch?.stop();
  batch = null;
  views.batch.replaceChildren();
  show("compose");
}

/** @param {string} words */
function announce(words) {
  find("status", HTMLElement).textContent = words;
}

/** @param {string} chosen */
function changeLanguage(chosen) {
  speak(chooseLanguage([chosen]));
  home.render();
  redraw();
  batch?.render();
}

/** Learn names, home and limits from the service; where that failed, it is tried again when they are needed. */
function introduce() {
  introduced ??= Promise.all([getLabels(), getModel()]).then(
    ([labels, model]) => {
      learnNames(labels);
      home.offer(labels.parties, model.service.home);
      return model.service.limits;
    },
    (error) => {
      introduced = null;
      throw error;
    },
  );
  return introduced;
}

async function start() {
  language.value = chooseLanguage(navigator.languages);
  language.addEventListener("change", () => changeLanguage(language.value));
  changeLanguage(language.value);
  await introduce().catch((error) => showProblem(find("compose-problem", HTMLElement), error));
}

start();
