import { connectionSchema, type Connection } from '../../../functions/src/model/connection';
import { modifierKey, productKey, type Links } from '../../../functions/src/model/link';
import type { Subject } from './subject';

export const TENANT = 'demo';
export const CONNECTION = 'c1';

export interface StageOptions {
  currency?: string;
  /** Over the connection's defaults. */
  settings?: object;
  /** Over the account's `settings.pos`. */
  pos?: object;
  /** Over the links of `productLinks`. */
  links?: Links;
  credentials?: unknown;
}

/** What the products of `orders.ts` are at this POS. */
export function productLinks({ links }: Subject): Links {
  const { plain, second, sizes, modifiers, weighed, unknownItem, unknownModifier } = links;
  const sized = sizes.map((size, index) => [productKey('sized', String(index)), size] as const);
  return {
    ...Object.fromEntries(sized),
    ...('link' in weighed && { [productKey('weighed')]: weighed.link }),
    [productKey('plain')]: plain,
    [productKey('second')]: second,
    [productKey('unknown')]: unknownItem,
    [modifierKey('extra')]: modifiers[0],
    [modifierKey('more')]: modifiers[1],
    [modifierKey('unknown')]: unknownModifier,
  };
}

/** An active connection to the account's first location. */
export function connectionOf({ manifest, account, links }: Subject, options: StageOptions): Connection {
  const { currency = 'USD', settings, pos } = options;
  const { variationId, itemId } = links.fallback;
  const row = connectionSchema.parse({
    provider: manifest.id,
    name: 'Main Street',
    locationId: 'main',
    accountId: account.id,
    externalLocationId: account.locations[0],
    currency,
    status: 'active',
    settings: { fallbackItem: { itemId, variationId }, pos: { ...account.pos, ...pos }, ...settings },
  });
  return { ...row, id: CONNECTION, tenantId: TENANT };
}
