import { Failure } from '../../../functions/src/model/failure';
import { orderSchema, type Order, type OrderLine } from '../../../functions/src/model/order';
import { dine } from '../../../functions/src/providers/dine';
import type { Http } from '../../../functions/src/providers/http';
import type { MappedLine, Operations, PushOrder } from '../../../functions/src/providers/provider';
import type { Page } from '../../../functions/src/providers/pull';

export const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
export const MARKER = 'A17-0123456789abcd';
export const KEYS = { apiKey: 'key-secret', apiSecret: 'other-secret' };
export const ORDERS = '/v1/outlets/out-1/orders';
export const MENU = '/v1/outlets/out-1/menu-items';

/** A session at `https://pos.test`, as if the emulator stood in. */
export function open(http: Http, pos: unknown = {}, more: Record<string, unknown> = {}): Operations {
  return dine.open({
    credentials: KEYS,
    externalLocationId: 'out-1',
    currency: 'USD',
    pos,
    tools: { http, baseUrl: 'https://pos.test', now: () => NOW },
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
  link: { itemId: 'item-latte', variationId: 'item-latte' },
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
    payment: { status: 'paid', method: 'card', reference: 'pay_1' },
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

export const row = (more: Record<string, unknown> = {}) => ({
  id: 'ord-1',
  number: '17',
  status: 'new',
  client_reference: MARKER,
  total: 700,
  created_at: '2026-11-21T12:00:00Z',
  ...more,
});

export async function failureOf(action: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error(`expected a Failure, got ${String(thrown)}`);
}

export async function pagesOf<T>(pages: AsyncIterable<Page<T>>): Promise<Page<T>[]> {
  const all: Page<T>[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

export const recordsOf = <T>(pages: readonly Page<T>[]): T[] => pages.flatMap(({ records }) => records);
