// @ts-check
/** Schemas of OpenAPI, told in words. */

import { element } from "./element.js";

/**
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {string} [type]
 * @property {string} [description]
 * @property {Schema[]} [anyOf]
 * @property {(string | number)[]} [enum]
 * @property {string | number} [const]
 * @property {Schema} [items]
 * @property {unknown} [default]
 * @property {Record<string, Schema>} [properties]
 * @property {Schema | boolean} [additionalProperties]
 * @property {string[]} [required]
 */
/** @typedef {{name: string, schema: Schema, required: boolean, place?: string, description?: string}} Field */

/**
 * Return what a value of a schema is, shapes of their own as links.
 * @param {Schema} schema
 * @returns {(Node | string)[]}
 */
export function tellType(schema) {
  if (schema.$ref) return [tellShape(schema.$ref)];
  if (schema.anyOf) return join(schema.anyOf.filter(({ type }) => type !== "null").map(tellType));
  if (schema.enum) return join(schema.enum.map((value) => [element("code", {}, String(value))]));
  if (schema.const !== undefined) return [element("code", {}, String(schema.const))];
  if (schema.type === "array") return ["list of ", ...tellType(schema.items ?? {})];
  if (typeof schema.additionalProperties === "object") return ["object of ", ...tellType(schema.additionalProperties)];
  return [schema.type ?? "anything"];
}

/**
 * Draw fields: each with its type, what it is, and whether it must be there.
 * @param {Field[]} fields
 */
export function drawFields(fields) {
  const drawn = fields.flatMap(({ name, schema, required, place, description }) => {
    const told = [place, required ? "required" : "", schema.default == null ? "" : `default ${schema.default}`];
    const type = element(
      "span",
      { class: "hint" },
      ...tellType(schema),
      ...told.filter(Boolean).map((word) => ` · ${word}`),
    );
    return [
      element("dt", {}, element("code", {}, name), " ", type),
      element("dd", {}, ...tellText(description ?? schema.description ?? "")),
    ];
  });
  return element("dl", {}, ...drawn);
}

/**
 * Return the fields of an object.
 * @param {Schema} schema
 * @returns {Field[]}
 */
export function listFields({ properties = {}, required = [] }) {
  return Object.entries(properties).map(([name, schema]) => ({ name, schema, required: required.includes(name) }));
}

/**
 * Return a text, what stands between backticks as code.
 * @param {string} text
 */
export function tellText(text) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}

/** @param {string} reference */
function tellShape(reference) {
  const name = reference.split("/").at(-1) ?? "";
  return element("a", { href: `#shape-${name}` }, name);
}

/** @param {(Node | string)[][]} parts */
function join(parts) {
  return parts.flatMap((part, index) => (index === 0 ? part : [" or ", ...part]));
}
