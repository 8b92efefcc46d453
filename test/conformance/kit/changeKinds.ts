import type { Link } from '../../../functions/src/model/link';
import type { ChangeResult } from '../../../functions/src/providers/change';
import type { Operations } from '../../../functions/src/providers/provider';
import { drain } from './pullStage';
import type { Stage } from './stage';
import type { Subject } from './subject';

/** Setting prices and setting stock are held to the same: `value` is the price in minor units, or the quantity. */
export interface Kind {
  name: string;
  needs: 'pushPrices' | 'setStock';
  wanted: readonly [number, number];
  run: (session: Operations, here: Stage, changes: readonly Change[]) => AsyncIterable<ChangeResult>;
  /** What the POS says by now, for the account's first location. */
  now: (session: Operations, link: Link) => Promise<number | undefined>;
}

export interface Change {
  key: string;
  link: Link;
  value: number;
}

async function priceNow(session: Operations, { variationId }: Link): Promise<number | undefined> {
  const pages = await drain(session, 'pullCatalog');
  const items = pages.flatMap(({ records }) => records) as {
    variations?: { id: string; price?: number }[];
  }[];
  return items.flatMap(({ variations = [] }) => variations).find(({ id }) => id === variationId)?.price;
}

async function stockNow(session: Operations, { variationId }: Link): Promise<number | undefined> {
  const pages = await drain(session, 'pullStock');
  const rows = pages.flatMap(({ records }) => records) as { variationId: string; available: number }[];
  return rows.find((row) => row.variationId === variationId)?.available;
}

export const PRICES: Kind = {
  name: 'prices',
  needs: 'pushPrices',
  wanted: [1999, 777],
  run: (session, _here, changes) =>
    session.pushPrices(changes.map(({ key, link, value: price }) => ({ key, link, price }))),
  now: priceNow,
};

export const STOCK: Kind = {
  name: 'stock',
  needs: 'setStock',
  wanted: [17, 5],
  run: (session, here, changes) => {
    const countedAt = here.world.clock;
    return session.setStock(
      changes.map(({ key, link, value: quantity }) => ({ key, link, quantity, countedAt })),
    );
  },
  now: stockNow,
};

/** Two changes that the POS can take. */
export const changesOf = ({ links, stocked }: Subject, { needs, wanted: [one, other] }: Kind): Change[] => {
  const [first, second] = needs === 'setStock' && stocked ? stocked : [links.plain, links.second];
  return [
    { key: 'a', link: first, value: one },
    { key: 'b', link: second, value: other },
  ];
};
