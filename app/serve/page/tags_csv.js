// @ts-check
/** Tags as CSV: a row for each article, with the columns that `dateline tag -o tags.csv` writes. */

import { formatRow } from "./csv.js";
import { isFailure } from "./batch.js";

const COLUMNS = [
  "id",
  "language",
  "home",
  "partners",
  "partner_scores",
  "domains",
  "domain_scores",
  "pairs",
  "content_paragraphs",
  "boilerplate_paragraphs",
  "review",
  "model",
  "error",
  "fields",
];
const TAGS = new Set(["id", "language", "home", "partners", "domains", "sections", "review", "doubt", "model"]);

/**
 * Return the table's lines.
 * @param {string[]} answers Each a line of JSON.
 */
export function writeTags(answers) {
  // The mark of order tells spreadsheets that this is UTF-8.
  return ["\ufeff", formatRow(COLUMNS), ...answers.map((answer) => formatRow(flatten(JSON.parse(answer))))];
}

/** @param {import("./batch.js").Outcome} answer */
function flatten(answer) {
  const carried = Object.entries(answer).filter(([name]) => !TAGS.has(name) && !(name === "error" && isFailure(answer)));
  const fields = carried.length > 0 ? JSON.stringify(Object.fromEntries(carried)) : "";
  if (isFailure(answer)) {
    const row = COLUMNS.map(() => "");
    row[COLUMNS.indexOf("id")] = answer.id;
    row[COLUMNS.indexOf("error")] = `${answer.error.code}: ${answer.error.message}`;
    row[COLUMNS.indexOf("fields")] = fields;
    return row;
  }
  const { partners, domains, sections, model } = answer;
  const content = sections.filter((section) => section.content).length;
  return [
    answer.id,
    answer.language,
    answer.home ?? "",
    partners.map((tag) => tag.code).join(";"),
    partners.map((tag) => tag.score.toFixed(4)).join(";"),
    domains.map((tag) => tag.id).join(";"),
    domains.map((tag) => tag.score.toFixed(4)).join(";"),
    partners.map((tag) => `${tag.code}:${tag.domains.join(",")}`).join(";"),
    content,
    sections.length - content,
    answer.review,
    `${model.name} ${model.version}`,
    "",
    fields,
  ];
}
