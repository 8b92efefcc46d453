import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { hashOf } from '../../model/hash';
import { parsed } from '../http';
import type { Delivery, Hint, HintedPull, Webhook } from '../webhook';

/** In constant time, also for texts of different lengths. */
const same = (a: string, b: string) => {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
};

/** Never the first hit only: how long it takes must not tell which secret fits. */
const any = (checks: readonly boolean[]) => checks.filter(Boolean).length > 0;

const SIGNATURE = 'x-zoho-webhook-signature';
/** For a token that the merchant has Zoho send; the query of the address does as well. */
const TOKEN = 'x-tillbridge-token';
/** A shorter one may be guessed. */
const MIN_TOKEN = 32;

const queryOf = (url: string) => [...(URL.canParse(url) ? new URL(url).searchParams : [])];
const byName = ([a]: readonly [string, string], [b]: readonly [string, string]) =>
  a < b ? -1 : a > b ? 1 : 0;

/** Pairs of query and form in the order of their names, names and values run together, then a body that is no form. */
function signedBytes({ headers, rawBody, url }: Delivery): Buffer {
  const isForm = /application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? '');
  const form = isForm ? [...new URLSearchParams(Buffer.from(rawBody).toString('utf8'))] : [];
  const pairs = [...queryOf(url), ...form].sort(byName);
  const text = pairs.map(([name, value]) => name + value).join('');
  return Buffer.concat([Buffer.from(text), isForm ? new Uint8Array() : rawBody]);
}

function isSigned(delivery: Delivery, secrets: readonly string[]): boolean {
  const signature = delivery.headers[SIGNATURE]?.trim().toLowerCase();
  if (signature === undefined || signature === '') return false;
  const bytes = signedBytes(delivery);
  return any(
    secrets.map((secret) => same(signature, createHmac('sha256', secret).update(bytes).digest('hex'))),
  );
}

function hasToken({ headers, url }: Delivery, secrets: readonly string[]): boolean {
  const tokens = secrets.filter((secret) => secret.length >= MIN_TOKEN);
  const path = URL.canParse(url) ? new URL(url).pathname.split('/') : [];
  const parts = [headers[TOKEN] ?? '', ...path, ...queryOf(url).map(([, value]) => value)];
  return any(parts.flatMap((part) => tokens.map((token) => same(part, token))));
}

/**
 * HMAC-SHA256 in hex, where the merchant gave the webhook a secret. Users report signatures that do not match, so a long
 * random token in a header or in the address is as good. The rule is that of Zoho Billing ("securing webhooks" in its
 * help); Inventory's own help, https://www.zoho.com/inventory/help/, does not state one.
 */
function verify(delivery: Delivery, secrets: readonly string[]): boolean {
  const usable = secrets.filter((secret) => secret !== '');
  return any([isSigned(delivery, usable), hasToken(delivery, usable)]);
}

/** The object that a body holds -> what is worth a look. A payment or invoice shows on its order. */
const ENTITIES: Readonly<Record<string, readonly HintedPull[]>> = {
  salesorder: ['orders'],
  item: ['catalog', 'stock'],
  contact: ['customers'],
  invoice: ['orders'],
  payment: ['orders'],
  customerpayment: ['orders'],
  inventory_adjustment: ['stock'],
};

const record = z.record(z.string(), z.unknown());

/** The three ways of a body: JSON, a form that holds JSON, a form of the merchant's own. */
function fieldsOf(body: unknown): Record<string, unknown> {
  const text = typeof body === 'string' ? body : undefined;
  const form = () => Object.fromEntries(new URLSearchParams(text));
  const plain = record.safeParse(text === undefined ? body : (parsed(text) ?? form())).data ?? {};
  const inner = typeof plain.JSONString === 'string' ? parsed(plain.JSONString) : undefined;
  return record.safeParse(inner).data ?? plain;
}

/** The entity with its own fields; of a form, the pairs stand for them. */
function entityOf(fields: Record<string, unknown>) {
  for (const [name, due] of Object.entries(ENTITIES)) {
    const object = record.safeParse(fields[name]).data ?? (`${name}_id` in fields ? fields : undefined);
    if (object) return { name, due, object };
  }
  return undefined;
}

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** A delivery has no id: what changed, and when, is its id, so a repeated delivery has the same. */
function read(body: unknown): Hint[] {
  const fields = fieldsOf(body);
  const entity = entityOf(fields);
  if (!entity) return [];
  const { name, due, object } = entity;
  const at = object.last_modified_time ?? object.updated_time ?? object.created_time;
  // Without a time, all of it: the same content again is worth no second look.
  const content = at === undefined ? object : [object[`${name}_id`], at, object.status];
  const accountId = text(object.organization_id ?? fields.organization_id);
  const externalLocationId = text(object.location_id) || undefined;
  return [{ eventId: hashOf([name, content]), accountId, externalLocationId, due: [...due], revoked: false }];
}

export const webhook: Webhook = { protection: 'signature', verify, read };
