import { instant, object, optional, required, text } from '../core/shape';
import type { Answer, Call, Endpoint } from './endpoint';
import { moneyCheck, shownMoney } from './money';
import { outletOf } from './outlets';
import { page, pagingParameters } from './paging';
import type { MenuItem } from './records';
import { forbidden, notFound, Refused, unprocessable } from './refusal';

export function shownItem(call: Call, item: MenuItem): Record<string, unknown> {
  const money = (minor: number) => shownMoney(call, minor);
  const priced = <T extends { price: number }>(row: T) => ({ ...row, price: money(row.price) });
  const { id, name, sku, category, price, available, stock, variants, groups, updatedAt, deleted } = item;
  return {
    id,
    name,
    ...(sku !== undefined && { sku }),
    category,
    price: money(price),
    currency: call.account.currency.code,
    available,
    ...(stock !== undefined && { stock }),
    tax_inclusive: item.taxInclusive,
    variants: variants.map(priced),
    modifier_groups: groups.map((group) => ({ ...group, options: group.options.map(priced) })),
    updated_at: new Date(updatedAt).toISOString(),
    ...(deleted && { deleted }),
  };
}

/** Milliseconds of a time in the query. */
export function timeIn({ query }: Call, name: string): number | undefined {
  const given = query[name];
  return given === undefined ? undefined : Date.parse(instant(given, name));
}

function list(call: Call): Answer {
  const outlet = outletOf(call);
  const since = timeIn(call, 'updated_since');
  const { tombstones } = call.switches;
  const showDeleted = tombstones === 'always' || (tombstones === 'incremental' && since !== undefined);
  const items = call.account.items.filter(
    (item) =>
      item.outlets.includes(outlet.id) &&
      (!item.deleted || showDeleted) &&
      (since === undefined || item.updatedAt >= since),
  );
  const rows = items.map((item) => shownItem(call, item));
  return page(call, rows);
}

function checkUnmodified({ headers }: Call, item: MenuItem): void {
  const given = headers['if-unmodified-since'];
  if (given === undefined) return;
  const at = Date.parse(given);
  if (Number.isNaN(at)) throw new Refused(400, 'invalid_request', 'If-Unmodified-Since is no time');
  if (Math.floor(item.updatedAt / 1000) > Math.floor(at / 1000))
    throw new Refused(412, 'precondition_failed', 'The item has changed since');
}

/** A new price of an item, or of one of its variants. */
function reprice(call: Call): Answer {
  const { account, params, body } = call;
  const outlet = outletOf(call);
  const item = account.item(params.id ?? '');
  if (!item || item.deleted || !item.outlets.includes(outlet.id))
    throw notFound('item_not_found', `There is no item ${params.id ?? ''} here`);
  const price = required(moneyCheck(call));
  const input = object({ price, currency: required(text(3, 3)), variant_id: optional(text(64, 1)) })(
    body,
    '',
  );
  if (input.currency !== account.currency.code)
    throw unprocessable('currency_mismatch', `This outlet sells in ${account.currency.code}`, 'currency');
  if (item.priceLocked) throw forbidden('price_locked', 'Head office sets this price');
  checkUnmodified(call, item);
  const variant = item.variants.find(({ id }) => id === input.variant_id);
  if (input.variant_id !== undefined && !variant)
    throw notFound('variant_not_found', `There is no variant ${input.variant_id}`, 'variant_id');
  (variant ?? item).price = input.price;
  item.updatedAt = account.now();
  return { body: { data: shownItem(call, item) } };
}

export const MENU_ITEMS: Endpoint[] = [
  {
    method: 'GET',
    path: '/v1/outlets/:outlet/menu-items',
    query: (switches) => [...pagingParameters(switches), 'updated_since'],
    handle: list,
  },
  { method: 'PATCH', path: '/v1/outlets/:outlet/menu-items/:id', handle: reprice },
];
