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
/** What gets the focus where one comes to a view; its heading, where nothing is told.
 * @type {Partial<Record<ViewName, Element | null>>} */
const returns = {};
/** Draws the article again. */
let redraw = () => {};

/**
 * Show a view.
 * @param {ViewName} name
 * @param {Element | null} [focus] What gets the focus, if it is not the heading.
 */
function show(name, focus) {
  for (const [other, view] of Object.entries(views)) view.hidden = other !== name;
  if (focus instanceof HTMLElement && focus.isConnected) return focus.focus();
  scrollTo(0, 0);
  views[name].querySelector("h1")?.focus();
}

/**
 * Go on to a view. The browser remembers the view's name alone, to come back.
 * @param {ViewName} name
 */
function goOn(name) {
  history.pushState(name, "");
  show(name, returns[name]);
}

/**
 * Show the view that the browser goes back or forth to; one that was left before the page was loaded is empty.
 * @param {PopStateEvent} event
 */
function follow({ state }) {
  /** @type {ViewName} */
  const name = views[/** @type {ViewName} */ (state)]?.hasChildNodes() ? state : "compose";
  if (name === "compose") batch?.stop();
  show(name, returns[name]);
}

/**
 * @param {string} text
 * @param {import("./api.js").Tagged} tagged
 * @param {() => import("./article_view.js").Way[]} ways
 */
function showArticle(text, tagged, ways) {
  redraw = () => drawArticle(views.article, text, tagged, ways());
  redraw();
  goOn("article");
}

const compose = new Compose({
  async tag(text) {
    await introduce();
    home.check();
    const tagged = await tagArticle(text, home.value);
    const startOver = () => {
      compose.fill("");
      history.back();
    };
    returns.compose = find("text", HTMLElement);
    showArticle(text, tagged, () => [
      { label: say("edit"), act: () => history.back() },
      { label: say("start_over"), act: startOver },
    ]);
  },
  async tagMany(source) {
    const limits = await introduce();
    home.check();
    startBatch(source, { home: home.value, limits });
    returns.compose = null;
    goOn("batch");
  },
});

/**
 * @param {import("./records.js").Source} source
 * @param {import("./batch_view.js").Terms} terms
 */
function startBatch(source, terms) {
  batch?.stop();
  const restart = (/** @type {import("./records.js").Source} */ chosen) => {
    startBatch(chosen, terms);
    show("batch");
  };
  batch = new BatchView(views.batch, source, terms, {
    open: openFromBatch,
    leave: () => history.back(),
    restart,
    announce,
  });
  returns.batch = batch.start();
}

/**
 * @param {string} text
 * @param {import("./api.js").Tagged} tagged
 */
function openFromBatch(text, tagged) {
  returns.batch = document.activeElement;
  showArticle(text, tagged, () => [{ label: say("back", { file: batch?.name ?? "" }), act: () => history.back() }]);
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
  // A page that is loaded again begins anew.
  history.replaceState(null, "");
  addEventListener("popstate", follow);
  language.value = chooseLanguage(navigator.languages);
  language.addEventListener("change", () => changeLanguage(language.value));
  changeLanguage(language.value);
  await introduce().catch((error) => showProblem(find("compose-problem", HTMLElement), error));
}

start();
