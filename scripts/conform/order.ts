import { randomBytes } from 'node:crypto';
import { connectionSchema, type Connection } from '../../functions/src/model/connection';
import type { PosItem } from '../../functions/src/model/item';
import { productKey } from '../../functions/src/model/link';
import { exponentOf } from '../../functions/src/model/money';
import { readOrder } from '../../functions/src/model/order';
import { resolveOrder } from '../../functions/src/plan/resolve';
import type { PushOrder } from '../../functions/src/providers/provider';
import { Wrong } from './check';
import type { Place } from './server';

const PRODUCT = 'conform';

/** At most 40 characters of `[A-Za-z0-9-]`, and never the same twice. */
export const freshMarker = (): string => `CONFORM-${randomBytes(7).toString('hex')}`;

/** The connection that a merchant would have to this place. */
function connectionTo({ provider, request, location, currency }: Place): Connection {
  const row = connectionSchema.parse({
    provider: provider.manifest.id,
    name: provider.manifest.name,
    locationId: 'conform',
    accountId: location.accountId,
    externalLocationId: location.externalId,
    currency,
    timezone: location.timezone,
    status: 'active',
    settings: request.settings,
  });
  return { ...row, id: 'conform', tenantId: 'conform' };
}

/** One of the item at its own price (one unit of the currency where it has none), unpaid where the POS can hold that. */
function document({ provider, currency, clock }: Place, item: PosItem, marker: string): object {
  const unitPrice = item.price ?? 10 ** exponentOf(currency);
  return {
    number: marker,
    locationId: 'conform',
    currency,
    channel: 'conform',
    placedAt: clock.now(),
    status: 'placed',
    payment: { status: provider.manifest.bornPaid ? 'paid' : 'unpaid' },
    fulfillment: { type: 'pickup' },
    lines: [{ id: 'l1', productId: PRODUCT, name: item.name, quantity: 1, unitPrice }],
    total: unitPrice,
    note: 'A test of the connection. It is cancelled at once.',
  };
}

/** What the bridge would push for one of this item. @throws Wrong when our own planner refuses it. */
export function orderOf(place: Place, item: PosItem, marker: string): PushOrder {
  const read = readOrder(document(place, item, marker));
  if (!read.ok) throw new Wrong(read.issues.map(({ path, message }) => `${path} ${message}`).join('; '));
  const { itemId, variationId, name, sku, taxIds } = item;
  const links = { [productKey(PRODUCT)]: { itemId, variationId, name, sku, taxIds } };
  const resolved = resolveOrder(read.order, links, connectionTo(place), place.provider.manifest);
  if (!resolved.ok) throw new Wrong('The order of a linked item was not mapped.');
  return { ...resolved.push, marker };
}
