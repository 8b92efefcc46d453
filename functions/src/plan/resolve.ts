import { roundingOf } from '../model/arithmetic';
import type { Connection } from '../model/connection';
import type { UnmappedLine } from '../model/failure';
import { modifierKey, productKey, type Link, type Links } from '../model/link';
import type { Order, OrderLine } from '../model/order';
import type { Manifest } from '../providers/manifest';
import type { MappedLine, MappedModifier, NamedAmount, PushOrder } from '../providers/provider';

/** Every link-table key that an order can need. */
export function keysOf(order: Order): string[] {
  const keys = order.lines.flatMap((line) => [
    productKey(line.productId, line.variationId),
    ...line.modifiers.map((modifier) => modifierKey(modifier.id)),
  ]);
  return [...new Set(keys)];
}

type Policy = 'hold' | 'fallback' | 'adhoc';

/** What the connection wants done with unlinked lines, as far as its POS can. */
function policyOf({ settings }: Connection, manifest: Manifest): Policy {
  if (manifest.channel) return 'adhoc';
  if (settings.unmapped === 'adhoc' && manifest.adhocLines) return 'adhoc';
  if (settings.unmapped !== 'hold' && settings.fallbackItem) return 'fallback';
  return 'hold';
}

function mapModifiers(
  line: OrderLine,
  links: Links,
  policy: Policy,
  missing: UnmappedLine[],
): MappedModifier[] {
  return line.modifiers.map((modifier) => {
    const key = modifierKey(modifier.id);
    const link = links[key];
    if (!link && policy === 'hold')
      missing.push({ lineId: line.id, key, name: `${line.name}: ${modifier.name}` });
    return { modifier, link };
  });
}

function mapLine(
  line: OrderLine,
  links: Links,
  policy: Policy,
  fallback: Link | undefined,
  missing: UnmappedLine[],
): MappedLine {
  const key = productKey(line.productId, line.variationId);
  const link = links[key];
  const modifiers = mapModifiers(line, links, policy, missing);
  if (link) return { line, as: 'item', link, modifiers };
  if (policy === 'hold') missing.push({ lineId: line.id, key, name: line.name });
  if (policy === 'fallback') return { line, as: 'fallback', link: fallback, modifiers };
  return { line, as: 'adhoc', modifiers };
}

const named = (list: readonly { name?: string; amount: number }[], name: string): NamedAmount[] =>
  list
    .filter((entry) => entry.amount > 0)
    .map((entry) => ({ name: entry.name ?? name, amount: entry.amount }));

/** Discounts and fees of the order, with the storefront's rounding among them so that the sum is exact. */
function adjustments(order: Order): Pick<PushOrder, 'discounts' | 'fees'> {
  const rounding = roundingOf(order);
  const discounts = named(order.discounts, 'Discount');
  const fees = named(order.fees, 'Fee');
  if (rounding < 0) discounts.push({ name: 'Rounding', amount: -rounding });
  if (rounding > 0) fees.push({ name: 'Rounding', amount: rounding });
  return { discounts, fees };
}

export type Resolved =
  | { ok: true; push: Omit<PushOrder, 'marker' | 'customerId' | 'mayExistSince'> }
  | { ok: false; missing: UnmappedLine[] };

/** Turns an order into what a POS is asked for, or names the lines that have no item there. */
export function resolveOrder(
  order: Order,
  links: Links,
  connection: Connection,
  manifest: Manifest,
): Resolved {
  const policy = policyOf(connection, manifest);
  const fallback = connection.settings.fallbackItem;
  const missing: UnmappedLine[] = [];
  const lines = order.lines.map((line) => mapLine(line, links, policy, fallback, missing));
  if (missing.length > 0) return { ok: false, missing };
  return { ok: true, push: { order, lines, fallback, ...adjustments(order) } };
}
