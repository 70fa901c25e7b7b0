// @ts-check
/** The description of the service: what each address takes and answers, as openapi.json has it. */

import { element, find } from "./element.js";
import { drawFields, listFields, tellText, tellType } from "./schema.js";

/** @typedef {import("./schema.js").Schema} Schema */
/** @typedef {Record<string, {schema?: Schema}>} Content */
/** @typedef {{name: string, in: string, required?: boolean, description?: string, schema: Schema}} Parameter */
/**
 * @typedef {object} Operation
 * @property {string} [summary]
 * @property {string} [description]
 * @property {Parameter[]} [parameters]
 * @property {{content: Content}} [requestBody]
 * @property {Record<string, {description: string, content?: Content}>} responses
 */
/**
 * @typedef {object} Description
 * @property {{summary?: string}} info
 * @property {Record<string, Record<string, Operation>>} paths
 * @property {{schemas?: Record<string, Schema>}} [components]
 */

const ROOT = new URL("../", import.meta.url);

/** What an example sends, by the type of the body. */
const SENT = new Map([
  ["application/json", `'{"text": "Fiji, Tonga sign police pact\\nSUVA – The police chiefs of Fiji and Tonga …"}'`],
  ["text/plain", "@article.txt"],
  ["application/x-ndjson", "@articles.jsonl"],
]);

async function start() {
  try {
    const answer = await fetch(new URL("openapi.json", ROOT));
    if (!answer.ok) throw new Error(`openapi.json: ${answer.status} ${answer.statusText}`);
    drawDescription(await answer.json());
  } catch (error) {
    find("problem", HTMLElement).replaceChildren(
      element("p", { class: "alert" }, `The description cannot be read. ${error}`),
    );
  }
}

/** @param {Description} description */
function drawDescription({ info, paths, components }) {
  find("summary", HTMLElement).textContent = info.summary ?? "";
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => drawOperation(method.toUpperCase(), path, operation)),
  );
  const shapes = Object.entries(components?.schemas ?? {}).map(([name, schema]) => drawShape(name, schema));
  find("operations", HTMLElement).replaceChildren(...operations, ...shapes);
  const links = operations.map(({ id, firstElementChild }) => {
    return element("li", {}, element("a", { href: `#${id}` }, firstElementChild?.textContent ?? id));
  });
  find("contents", HTMLElement).replaceChildren(...links);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Operation} operation
 */
function drawOperation(method, path, operation) {
  const { summary = "", description = "", parameters = [], requestBody, responses } = operation;
  const fields = parameters.map(({ name, in: place, required = false, description: told, schema }) => {
    return { name, schema, required, place, description: told };
  });
  const bodies = Object.entries(requestBody?.content ?? {});
  return element(
    "section",
    { id: `${method}${path.replaceAll("/", "-")}`, class: "operation" },
    element("h2", {}, element("span", { class: "method" }, method), " ", path),
    element("p", {}, element("strong", {}, summary), ". ", ...tellText(description)),
    drawExample(method, path, bodies[0]?.[0], "401" in responses),
    ...(fields.length > 0 ? [element("h3", {}, "Parameters"), drawFields(fields)] : []),
    ...bodies.flatMap(([type, { schema }]) => drawBody(type, schema ?? {})),
    element("h3", {}, "Answers"),
    drawAnswers(responses),
  );
}

/**
 * @param {string} type
 * @param {Schema} schema
 */
function drawBody(type, schema) {
  const heading = element("h3", {}, "Body: ", element("code", {}, type));
  return [heading, element("p", {}, ...tellText(schema.description ?? "")), ...drawProperties(schema)];
}

/** @param {Schema} schema */
function drawProperties(schema) {
  return schema.properties ? [drawFields(listFields(schema))] : [];
}

/** @param {Operation["responses"]} responses */
function drawAnswers(responses) {
  const drawn = Object.entries(responses).flatMap(([status, { description, content = {} }]) => {
    const types = Object.entries(content).flatMap(([type, { schema }]) => [
      " · ",
      element("code", {}, type),
      " ",
      ...tellType(schema ?? {}),
    ]);
    return [
      element("dt", {}, element("code", {}, status), element("span", { class: "hint" }, ...types)),
      element("dd", {}, ...tellText(description)),
    ];
  });
  return element("dl", {}, ...drawn);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {string | undefined} type
 * @param {boolean} isGuarded
 */
function drawExample(method, path, type, isGuarded) {
  const address = new URL(path.replace(/^\//, ""), ROOT).href;
  const lines = [
    method === "GET" ? `curl ${address}` : `curl -X ${method} ${address}`,
    ...(isGuarded ? ['-H "Authorization: Bearer $DATELINE_TOKEN"'] : []),
    ...(type ? [`-H "Content-Type: ${type}"`, `--data-binary ${SENT.get(type) ?? "@body"}`] : []),
  ];
  const note = isGuarded ? element("p", { class: "hint" }, "The token is needed only where the service has one.") : "";
  const region = { tabindex: "0", role: "region", "aria-label": `Example of ${method} ${path}` };
  return element("div", {}, element("pre", region, lines.join(" \\\n  ")), note);
}

/**
 * @param {string} name
 * @param {Schema} schema
 */
function drawShape(name, schema) {
  return element(
    "section",
    { id: `shape-${name}`, class: "shape" },
    element("h2", {}, name),
    element("p", {}, ...tellText(schema.description ?? "")),
    ...drawProperties(schema),
  );
}

start();
