import type { Order } from '../../model/order';
import type { MappedLine, PushOrder } from '../provider';
import type { Prepared } from './client';
import { Failure } from '../../model/failure';
import { manifest } from './manifest';
import { carriedBy } from './order/carried';
import { orderValues } from './order/scope';
import type { OperationName } from './recipe/schema';
import { validateRecipe, type ReadRecipe } from './recipe/validate';
import { openShop } from './shop';

/** A call as it would be sent, with secrets masked; or why it cannot be made. */
export type DryCall = { operation: OperationName } & (
  { request: Prepared } | { problem: string; advice?: string }
);

export type DryRun = Extract<ReadRecipe, { ok: false }> | { ok: true; calls: DryCall[] };

const MASK = '***';

/** Stand-ins for ids that only a connection has. */
const mapped = (line: Order['lines'][number]): MappedLine => ({
  line,
  as: 'item',
  link: { itemId: `item-of-${line.productId}`, variationId: line.variationId ?? `item-of-${line.productId}` },
  modifiers: line.modifiers.map((modifier) => ({
    modifier,
    link: { variationId: `option-of-${modifier.id}` },
  })),
});

const pushOf = (order: Order): PushOrder => ({
  marker: 'DRY-RUN',
  order,
  lines: order.lines.map(mapped),
  discounts: order.discounts.map(({ name = 'Discount', amount }) => ({ name, amount })),
  fees: order.fees.map(({ name = 'Fee', amount }) => ({ name, amount })),
  fallback: { variationId: 'fallback-item' },
});

/**
 * Renders every call of a recipe for an order, and sends nothing. Secrets are masks from the start, so none can show;
 * settings that are not given stand under their own names.
 */
export function dryRun(raw: unknown, order: Order, config: Readonly<Record<string, string>> = {}): DryRun {
  const read = validateRecipe(raw);
  if (!read.ok) return read;
  const { fields } = read.recipe.connection;
  const secrets = fields.filter(({ secret }) => secret).map(({ key }): [string, string] => [key, MASK]);
  const names = fields.filter(({ secret }) => !secret).map(({ key }): [string, string] => [key, key]);
  const shop = openShop({
    credentials: Object.fromEntries(secrets),
    externalLocationId: config.outletId ?? 'outletId',
    currency: order.currency,
    pos: { recipe: raw, config: { ...Object.fromEntries(names), ...config } },
    tools: {
      http: noHttp,
      baseUrl: manifest.hosts.production,
      now: () => order.placedAt,
      hosts: hostsOf(read.recipe.baseUrl, config),
    },
  });
  const create = read.recipe.operations.createOrder;
  const values = orderValues(pushOf(order), carriedBy(create?.request ?? { body: undefined }));
  const price = { itemId: 'itemId', variantId: 'variantId', amount: order.total, currency: order.currency };
  const scope = { order: { ...values, id: 'orderId' }, price };
  return {
    ok: true,
    calls: Object.entries(read.recipe.operations).flatMap(([name, operation]) => {
      const known = NAMES.find((one) => one === name);
      return known && operation ? [dryCall(known, () => shop.prepared(operation.request, { scope }))] : [];
    }),
  };
}

const NAMES: readonly OperationName[] = [
  'listOutlets',
  'listItems',
  'listDiscounts',
  'listOrders',
  'findOrder',
  'getOrder',
  'createOrder',
  'cancelOrder',
  'updatePrice',
];

function dryCall(operation: OperationName, prepare: () => Prepared): DryCall {
  try {
    return { operation, request: prepare() };
  } catch (thrown) {
    const { message, detail } = Failure.from(thrown);
    return { operation, problem: message, advice: detail.advice };
  }
}

/** Nothing is sent, so any host will do. */
function hostsOf(baseUrl: string, config: Readonly<Record<string, string>>): string[] {
  const text = baseUrl.replace(/\{\{\s*config\.(\w+)\s*\}\}/g, (_all, key: string) => config[key] ?? key);
  return URL.canParse(text) ? [new URL(text).host] : [];
}

const noHttp = () => Promise.reject(new Error('A dry run sends nothing.'));
