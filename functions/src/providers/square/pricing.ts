import { Failure } from '../../model/failure';
import type { PushOrder } from '../provider';
import type { OrderBody } from './body';
import { isFractional } from './lines';
import { orderBody, type Terms } from './mapping';
import { locationOf, type Shop } from './shop';
import { isDelicate } from './total';
import { calculatedReply } from './wire';

/** What goes to CreateOrder, and what a person should know about it. */
export interface Draft {
  body: OrderBody;
  notes: string[];
}

const PASSING = new Set(['unauthorized', 'throttled', 'unavailable']);

/**
 * Square's total for a body in minor units, or why it does not tell; creates nothing.
 * POST /v2/orders/calculate, https://developer.squareup.com/reference/square/orders-api/calculate-order
 * @throws Failure only for what passes: `unauthorized`, `throttled`, `unavailable`
 */
async function ask({ call }: Shop, order: OrderBody): Promise<number | Failure> {
  try {
    const path = '/v2/orders/calculate';
    const reply = await call({
      method: 'POST',
      path,
      json: { order },
      effect: false,
      reply: calculatedReply,
    });
    return reply.order.total_money.amount;
  } catch (thrown) {
    const failure = Failure.from(thrown);
    if (PASSING.has(failure.kind)) throw failure;
    return failure;
  }
}

/** The body with the tax as Square's own catalog tax, if Square then comes to the same total. */
async function withCatalogTax(shop: Shop, push: PushOrder, terms: Terms): Promise<OrderBody | undefined> {
  const body = orderBody(push, terms);
  return (await ask(shop, body)) === push.order.total ? body : undefined;
}

/** The body whose total we are sure of; Square is asked where its arithmetic is not written down. */
async function withExactTotal(shop: Shop, push: PushOrder, terms: Terms): Promise<Draft> {
  const body = orderBody(push, terms);
  if (!isDelicate(body)) return { body, notes: [] };
  const answer = await ask(shop, body);
  if (typeof answer === 'number')
    return { body: orderBody(push, { ...terms, excess: answer - push.order.total }), notes: [] };
  // An item without a measurement unit may not be sold in parts.
  if (!/quantity/i.test(answer.message) || !push.lines.some(isFractional)) return { body, notes: [] };
  const notes = [
    'Square takes no fractional quantity for these items: they stand as one piece, see their notes.',
  ];
  return { body: orderBody(push, { ...terms, weights: 'piece' }), notes };
}

function taxNotes({ tax }: PushOrder['order'], body: OrderBody, catalogTaxId: string | undefined): string[] {
  if (!tax.inclusive && tax.amount > 0)
    return catalogTaxId === undefined
      ? ['The tax stands as a service charge, so Square’s tax reports leave it out.']
      : ['The tax stands as a service charge: Square’s catalog tax was not shown to give the same total.'];
  const split = tax.inclusive && tax.amount > 0 && tax.rate !== undefined;
  if (split && body.taxes === undefined)
    return [
      'The prices contain the tax, but one rate does not explain it: Square’s tax reports leave it out.',
    ];
  return [];
}

/** The order as Square will hold it, with the storefront's total to the minor unit. */
export async function draftOrder(shop: Shop, push: PushOrder): Promise<Draft> {
  const settings = shop.settings();
  const terms: Terms = { locationId: locationOf(shop), settings, now: shop.now() };
  const { tax } = push.order;
  if (settings.taxId !== undefined && !tax.inclusive && tax.amount > 0) {
    const body = await withCatalogTax(shop, push, { ...terms, catalogTaxId: settings.taxId });
    if (body) return { body, notes: [] };
  }
  const draft = await withExactTotal(shop, push, terms);
  return { ...draft, notes: [...draft.notes, ...taxNotes(push.order, draft.body, settings.taxId)] };
}
