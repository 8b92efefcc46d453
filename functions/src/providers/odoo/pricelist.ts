import { z } from 'zod';
import { millisOf } from './time';
import type { Client } from './client';
import { id, link, maybe } from './wire';

const rule = z.looseObject({
  id,
  applied_on: z.string(),
  product_tmpl_id: maybe(link),
  product_id: maybe(link),
  compute_price: z.string(),
  fixed_price: z.number(),
  percent_price: z.number(),
  min_quantity: z.number(),
  date_start: maybe(z.string()),
  date_end: maybe(z.string()),
});
export type Rule = z.infer<typeof rule>;

const FIELDS = [
  'applied_on',
  'product_tmpl_id',
  'product_id',
  'compute_price',
  'fixed_price',
  'percent_price',
  'min_quantity',
  'date_start',
  'date_end',
];

/** 0_product_variant goes before 1_product, before 2_product_category, before 3_global. */
const precedence = (a: Rule, b: Rule) =>
  a.applied_on.localeCompare(b.applied_on) || b.min_quantity - a.min_quantity || b.id - a.id;

/**
 * The rules of a pricelist, the strongest first.
 * https://www.odoo.com/documentation/19.0/applications/sales/sales/products_prices/prices/pricing.html
 */
export async function rulesOf(client: Client, pricelistId: number): Promise<Rule[]> {
  const domain = [['pricelist_id', '=', pricelistId] as const];
  const rows = await client.find('product.pricelist.item', { domain, fields: FIELDS, reply: rule });
  return rows.sort(precedence);
}

interface Product {
  variantId: number;
  templateId: number;
  /** Major units, before any rule. */
  basePrice: number;
}

const inTime = ({ date_start: from, date_end: until }: Rule, now: number) =>
  (from === undefined || millisOf(from) <= now) && (until === undefined || millisOf(until) >= now);

function isAbout({ applied_on: on, product_id, product_tmpl_id }: Rule, product: Product): boolean {
  if (on === '0_product_variant') return product_id?.id === product.variantId;
  if (on === '1_product') return product_tmpl_id?.id === product.templateId;
  // A rule for a category would need the tree of categories: it is left out, see the README.
  return on === '3_global';
}

const COMPUTED: Readonly<Record<string, (rule: Rule, base: number) => number>> = {
  fixed: ({ fixed_price }) => fixed_price,
  percentage: ({ percent_price }, base) => base * (1 - percent_price / 100),
};

/** The rule for one piece, now; formulas and categories are not computed here and count as no rule. */
export const ruleFor = (rules: readonly Rule[], product: Product, now: number): Rule | undefined =>
  rules.find(
    (one) =>
      one.min_quantity <= 1 &&
      COMPUTED[one.compute_price] !== undefined &&
      inTime(one, now) &&
      isAbout(one, product),
  );

/** Major units, for one piece, now. */
export function priceBy(rules: readonly Rule[], product: Product, now: number): number {
  const found = ruleFor(rules, product, now);
  return found
    ? (COMPUTED[found.compute_price]?.(found, product.basePrice) ?? product.basePrice)
    : product.basePrice;
}
