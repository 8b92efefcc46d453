import { Failure, type UnmappedLine } from '../../model/failure';
import { modifierKey, productKey } from '../../model/link';
import type { PushOrder } from '../provider';
import type { OrderBody } from './body';
import type { Explain } from './client';
import { withoutContact } from './fulfillment';
import { idempotencyKey } from './keys';
import { findOrder } from './orders';
import type { Draft } from './pricing';
import { hasCode, wordsOf } from './refusal';
import type { Shop } from './shop';
import { orderReply, type SquareOrder } from './wire';

/** An order at Square, new or found, and what a person should know about it. */
export interface Placed {
  order: SquareOrder;
  notes: string[];
}

const names = (detail: string, id: string): boolean => detail.split(/[^A-Za-z0-9_#-]+/).includes(id);

/** The lines and modifiers whose POS id Square says it does not know. */
function unmappedLines({ lines }: PushOrder, detail: string): UnmappedLine[] {
  return lines.flatMap(({ line, link, modifiers }) => [
    ...(link && names(detail, link.variationId)
      ? [{ lineId: line.id, key: productKey(line.productId, line.variationId), name: line.name }]
      : []),
    ...modifiers
      .filter((mapped) => mapped.link && names(detail, mapped.link.variationId))
      .map(({ modifier }) => ({ lineId: line.id, key: modifierKey(modifier.id), name: modifier.name })),
  ]);
}

/** NOT_FOUND names the id: of an item, or of a customer who has been deleted. */
const explain =
  (push: PushOrder): Explain =>
  (errors) => {
    const missing = errors.filter(({ code }) => code === 'NOT_FOUND');
    const detail = missing.map((error) => error.detail).join(' ');
    const lines = unmappedLines(push, detail);
    if (lines.length > 0)
      return new Failure(
        'unmapped',
        `Square does not have these items at this location (${missing.map(wordsOf).join('; ').slice(0, 300)}).`,
        {
          code: 'NOT_FOUND',
          lines,
          advice: 'Link them to Square item variations that are sold at this location.',
        },
      );
    if (push.customerId === undefined || !names(detail, push.customerId)) return undefined;
    return new Failure('rejected', 'Square does not know the customer.', { code: 'CUSTOMER_NOT_FOUND' });
  };

interface Remedy {
  name: string;
  codes: readonly string[];
  note: string;
  without(body: OrderBody): OrderBody;
}

/** What an order may come without rather than not at all. */
const REMEDIES: readonly Remedy[] = [
  {
    name: 'contact',
    codes: ['INVALID_PHONE_NUMBER', 'INVALID_EMAIL_ADDRESS'],
    note: 'Square refuses the shopper’s phone number or e-mail address: the order stands without them.',
    without: (body) => ({ ...body, fulfillments: body.fulfillments?.map(withoutContact) }),
  },
  {
    name: 'customer',
    codes: ['CUSTOMER_NOT_FOUND'],
    note: 'Square no longer has this customer: the order stands without one.',
    without: (body) => ({ ...body, customer_id: undefined }),
  },
];

/**
 * The order that an earlier create with this key has made.
 * @throws Failure `unavailable` when the search does not show it yet. Another key could make a second order.
 */
async function adopted(shop: Shop, push: PushOrder): Promise<Placed> {
  const since = Math.min(push.order.placedAt, push.mayExistSince ?? shop.now(), shop.now());
  const order = await findOrder(shop, push.marker, since);
  if (order)
    return { order, notes: ['The order stands as it was first sent: a later change did not reach Square.'] };
  throw new Failure('unavailable', 'Square says that it has this order, but does not show it yet.', {
    advice: 'The bridge looks again.',
    code: 'IDEMPOTENCY_KEY_REUSED',
  });
}

/**
 * POST /v2/orders, https://developer.squareup.com/reference/square/orders-api/create-order
 * @throws Failure `unmapped` with the lines whose item Square does not have at this location
 */
export async function createOrder(
  shop: Shop,
  push: PushOrder,
  { body, notes }: Draft,
  dropped: readonly string[] = [],
): Promise<Placed> {
  try {
    const { order } = await shop.call({
      method: 'POST',
      path: '/v2/orders',
      json: { idempotency_key: idempotencyKey('create', push.marker, ...dropped), order: body },
      effect: true,
      reply: orderReply,
      explain: explain(push),
    });
    return { order, notes };
  } catch (thrown) {
    if (hasCode(thrown, 'IDEMPOTENCY_KEY_REUSED')) return adopted(shop, push);
    const remedy = REMEDIES.find(({ name, codes }) => hasCode(thrown, ...codes) && !dropped.includes(name));
    if (!remedy) throw thrown;
    // The refusal made nothing, and it will come again for the same body: both steps keep a key each.
    const less = { body: remedy.without(body), notes: [...notes, remedy.note] };
    return createOrder(shop, push, less, [...dropped, remedy.name]);
  }
}
