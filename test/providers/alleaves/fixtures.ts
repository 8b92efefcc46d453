import { Failure } from '../../../functions/src/model/failure';
import { orderSchema, type Order, type OrderLine } from '../../../functions/src/model/order';
import { alleaves } from '../../../functions/src/providers/alleaves';
import type { Http } from '../../../functions/src/providers/http';
import type { MappedLine, Operations, PushOrder } from '../../../functions/src/providers/provider';
import type { Page } from '../../../functions/src/providers/pull';

export const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
export const MARKER = 'A17-0123456789abcd';
export const POS = { guestCustomerId: '42' };
export const CREDENTIALS = {
  username: 'bridge',
  password: 'pass-secret',
  token: 'tok-secret',
  expiresAt: NOW + 900_000,
  companyId: '9',
};

export function open(http: Http, pos: unknown = POS, more: Record<string, unknown> = {}): Operations {
  return alleaves.open({
    credentials: CREDENTIALS,
    externalLocationId: '1000',
    currency: 'USD',
    timezone: 'America/New_York',
    pos,
    tools: { http, baseUrl: 'https://alleaves.test', now: () => NOW },
    ...more,
  }) as Operations;
}

export const line = (more: Partial<OrderLine> = {}): OrderLine => ({
  id: 'l1',
  productId: 'blue',
  variationId: undefined,
  name: 'Blue Dream',
  quantity: 2,
  unitPrice: 1250,
  modifiers: [],
  note: undefined,
  discount: 0,
  ...more,
});

export const mapped = (more: Partial<MappedLine> = {}): MappedLine => ({
  line: line(),
  as: 'item',
  link: { variationId: '1000' },
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
    lines: [line()],
    total: 2500,
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
