import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { hashOf } from '../../model/hash';
import type { Delivery, Hint, HintedPull, Webhook } from '../webhook';

/** In constant time, also for texts of different lengths. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** 128 bits in base64url: anything shorter is no unguessable token. */
const MIN_TOKEN = 22;

/** The path segments and query values of an address. */
function partsOf(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { pathname, searchParams } = new URL(url);
  return [...pathname.split('/'), ...searchParams.values()];
}

/**
 * Odoo signs nothing and sends no header of its own: the token in the address is all there is.
 * https://www.odoo.com/documentation/19.0/applications/studio/automated_actions.html
 */
function verify({ url }: Delivery, secrets: readonly string[]): boolean {
  const tokens = secrets.filter((secret) => secret.length >= MIN_TOKEN);
  const fits = partsOf(url).flatMap((part) => tokens.map((token) => same(part, token)));
  // Never the first hit only: how long it takes must not tell which secret fits.
  return fits.filter(Boolean).length > 0;
}

/** The models that concern us, and what is worth a look when one of their records changed. */
const DUE: Readonly<Record<string, readonly HintedPull[]>> = {
  'product.template': ['catalog'],
  'product.product': ['catalog'],
  'product.pricelist': ['catalog'],
  'product.pricelist.item': ['catalog'],
  'product.template.attribute.value': ['catalog', 'metadata'],
  'product.template.attribute.line': ['catalog', 'metadata'],
  'pos.category': ['metadata'],
  'account.tax': ['metadata'],
  'pos.payment.method': ['metadata'],
  'loyalty.program': ['discounts'],
  'loyalty.rule': ['discounts'],
  'loyalty.reward': ['discounts'],
  'pos.order': ['orders'],
  'sale.order': ['orders'],
  'res.partner': ['customers'],
  'stock.quant': ['stock'],
};

const body = z.looseObject({ _model: z.string(), _id: z.number().int().positive() });

/**
 * One record changed. A delivery has no id: the record and what it says of it are its id. Up to 17 and 18 it comes
 * before Odoo has committed, so an immediate look may show what was: the pull reaches back far enough all the same.
 */
function read(raw: unknown): Hint[] {
  const parsed = body.safeParse(raw);
  if (!parsed.success) return [];
  const { _model: model, _id: record, _action, ...values } = parsed.data;
  const due = Object.hasOwn(DUE, model) ? DUE[model] : undefined;
  if (!due) return [];
  const content = JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [{ eventId: hashOf(['odoo', model, record, content]), due: [...due], revoked: false }];
}

export const webhook: Webhook = { protection: 'url-token', verify, read };
