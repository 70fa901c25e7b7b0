// @ts-check
/** The matrix: which articles each partner and each domain has, and each pair of them. */

import { nameOrder } from "./messages.js";
import { nameOf } from "./names.js";

/** @typedef {import("./api.js").Tagged} Tagged */

/** Counts articles by partner and domain; articles are told by their number. */
export class Matrix {
  /** @type {Map<string, number[]>} */
  #partners = new Map();
  /** @type {Map<string, number[]>} */
  #domains = new Map();
  /** @type {Map<string, Map<string, number[]>>} */
  #pairs = new Map();

  /** Articles without a partner.
   * @type {number[]} */
  alone = [];
  /** Articles that a person should check.
   * @type {number[]} */
  review = [];
  /** All articles that were tagged.
   * @type {number[]} */
  all = [];

  /**
   * Count an article.
   * @param {number} article
   * @param {Tagged} tagged
   */
  add(article, tagged) {
    this.all.push(article);
    if (tagged.review) this.review.push(article);
    if (tagged.partners.length === 0) this.alone.push(article);
    for (const { id } of tagged.domains) append(this.#domains, id, article);
    for (const { code, domains } of tagged.partners) {
      append(this.#partners, code, article);
      const row = this.#pairs.get(code) ?? new Map();
      this.#pairs.set(code, row);
      for (const id of domains) append(row, id, article);
    }
  }

  /** The partners' codes, most articles first, then by name. */
  get partners() {
    return sortByCount(this.#partners, "party");
  }

  /** The domains' ids, most articles first, then by name. */
  get domains() {
    return sortByCount(this.#domains, "domain");
  }

  /**
   * Return the articles of a partner, of a domain, of a pair of them, or all.
   * @param {string | null} partner
   * @param {string | null} domain
   */
  articles(partner, domain) {
    if (partner === null) return domain === null ? this.all : (this.#domains.get(domain) ?? []);
    return (domain === null ? this.#partners.get(partner) : this.#pairs.get(partner)?.get(domain)) ?? [];
  }
}

/**
 * @param {Map<string, number[]>} map
 * @param {string} key
 * @param {number} article
 */
function append(map, key, article) {
  const articles = map.get(key);
  if (articles) articles.push(article);
  else map.set(key, [article]);
}

/**
 * @param {Map<string, number[]>} map
 * @param {"party" | "domain"} kind
 */
function sortByCount(map, kind) {
  const order = nameOrder();
  return [...map]
    .sort(([a, first], [b, second]) => second.length - first.length || order(nameOf(kind, a), nameOf(kind, b)))
    .map(([key]) => key);
}
