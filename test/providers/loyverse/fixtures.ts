import { Failure } from '../../../functions/src/model/failure';
import { orderSchema, type Order, type OrderLine } from '../../../functions/src/model/order';
import { loyverse } from '../../../functions/src/providers/loyverse';
import type { ReceiptBody } from '../../../functions/src/providers/loyverse/wire';
import type { Http } from '../../../functions/src/providers/http';
import type { MappedLine, Operations, PushOrder } from '../../../functions/src/providers/provider';

export const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
export const STORE = 'store-1';
export const MARKER = 'A17-0123456789abcd';
export const POS = { paymentTypeId: 'pay-online' };

export function open(http: Http, pos: unknown = POS, more: Record<string, unknown> = {}): Operations {
  return loyverse.open({
    credentials: { accessToken: 'tok-secret' },
    externalLocationId: STORE,
    currency: 'USD',
    pos,
    tools: { http, baseUrl: 'https://loyverse.test', now: () => NOW },
    ...more,
  }) as Operations;
}

export const line = (more: Partial<OrderLine> = {}): OrderLine => ({
  id: 'l1',
  productId: 'latte',
  variationId: undefined,
  name: 'Latte',
  quantity: 2,
  unitPrice: 350,
  modifiers: [],
  note: undefined,
  discount: 0,
  ...more,
});

export const mapped = (more: Partial<MappedLine> = {}): MappedLine => ({
  line: line(),
  as: 'item',
  link: { variationId: 'var-latte' },
  modifiers: [],
  ...more,
});

export function order(more: Record<string, unknown> = {}): Order {
  return orderSchema.parse({
    number: 'A17',
    locationId: 'loc',
    currency: 'USD',
    placedAt: NOW - 60_000,
    status: 'placed',
    payment: { status: 'paid' },
    lines: [line()],
    total: 700,
    ...more,
  });
}

export const push = (more: Partial<PushOrder> = {}): PushOrder => ({
  marker: MARKER,
  order: order(),
  lines: [mapped()],
  discounts: [],
  fees: [],
  ...more,
});

export const FALLBACK = { variationId: 'var-misc' };

/** A receipt as Loyverse shows it; `total_money` in major units. */
export const receiptRow = (more: Record<string, unknown> = {}) => ({
  receipt_number: '1007',
  receipt_type: 'SALE',
  refund_for: null,
  order: MARKER,
  created_at: '2026-11-21T11:59:30.000Z',
  cancelled_at: null,
  total_money: 7,
  line_items: [{ id: 'line-1', quantity: 2 }],
  ...more,
});

/** Takes a receipt as Loyverse would where the payment is right. */
export const accepting = ({ body }: { body: unknown }) => {
  const { order: reference, payments, line_items } = body as ReceiptBody;
  return {
    json: receiptRow({
      order: reference,
      total_money: payments[0]?.money_amount,
      line_items: line_items.map((item, index) => ({ id: `line-${index}`, quantity: item.quantity })),
    }),
  };
};

export async function failureOf(action: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error(`expected a Failure, got ${String(thrown)}`);
}
