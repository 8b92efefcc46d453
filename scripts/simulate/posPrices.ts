import type { Simulator } from '../../test/simulators/core/simulator';
import * as loyverseSeed from '../../test/simulators/loyverse/seed';
import type { SquareModel } from '../../test/simulators/square';
import * as squareSeed from '../../test/simulators/square/seed';

/** SKU -> minor units, as the POS itself answers at the location of the drill. */
export type PosPrices = Map<string, number | undefined>;

async function ask<T>(
  simulator: Simulator,
  method: string,
  path: string,
  token: string,
  query: Record<string, string>,
  body?: unknown,
) {
  const reply = await simulator.handle({
    method,
    path,
    query,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'square-version': squareSeed.SQUARE_VERSION,
    },
    body: body === undefined ? '' : JSON.stringify(body),
  });
  if ('dropped' in reply || reply.status !== 200)
    throw new Error(`${simulator.name}: ${JSON.stringify(reply)}`);
  return reply.json as T;
}

interface Variant {
  sku: string;
  stores: { store_id: string; price: number | null }[];
}

export async function loyversePrices(simulator: Simulator): Promise<PosPrices> {
  const path = '/v1.0/variants';
  const { variants } = await ask<{ variants: Variant[] }>(simulator, 'GET', path, loyverseSeed.ACCESS_TOKEN, {
    limit: '250',
  });
  const at = ({ stores }: Variant) =>
    stores.find(({ store_id }) => store_id === loyverseSeed.STORE_ID)?.price;
  return new Map(variants.map((variant) => [variant.sku, Math.round((at(variant) ?? NaN) * 100)]));
}

interface Money {
  amount: number;
}
interface Variation {
  item_variation_data: {
    sku?: string;
    price_money?: Money;
    location_overrides?: { location_id: string; price_money?: Money }[];
  };
}

export async function squarePrices(simulator: Simulator<SquareModel>): Promise<PosPrices> {
  // The seeded token may have been expired on the way.
  const token = simulator.model.issueToken(squareSeed.ALL_SCOPES);
  const path = '/v2/catalog/search';
  const query = { object_types: ['ITEM_VARIATION'], limit: 1000 };
  const { objects } = await ask<{ objects: Variation[] }>(simulator, 'POST', path, token, {}, query);
  return new Map(
    objects.map(({ item_variation_data: { sku, price_money, location_overrides = [] } }) => {
      const here = location_overrides.find(({ location_id }) => location_id === squareSeed.MAIN_LOCATION);
      return [sku ?? '', (here?.price_money ?? price_money)?.amount];
    }),
  );
}
