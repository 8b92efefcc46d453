import { modifierKey, productKey, type Links } from '../../functions/src/model/link';
import type { Simulator } from '../../test/simulators/core/simulator';
import type { LoyverseModel } from '../../test/simulators/loyverse';
import * as loyverseSeed from '../../test/simulators/loyverse/seed';
import * as squareSeed from '../../test/simulators/square/seed';

export interface Dish {
  id: string;
  name: string;
  price: number;
}

/** A menu of made-up dishes, the same in the storefront and in both POS systems. */
export const MENU: readonly Dish[] = Array.from({ length: 60 }, (_, n) => ({
  id: `dish-${n}`,
  name: `Dish ${n}`,
  price: 300 + 37 * n,
}));

/** Linked only in the middle of the run: orders for it wait until then. */
export const LATE_DISH = 'dish-59';
export const MODIFIER = { id: 'oat', name: 'Oat milk', price: 60 };

const uuid = (number: number) => `d2110000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Puts the menu into Loyverse, as its owner would; returns the ties. */
export function stockLoyverse({ model }: Simulator<LoyverseModel>): Links {
  const ties = MENU.map(({ id, name, price }, n): [string, { itemId: string; variationId: string }] => {
    const [itemId, variationId] = [uuid(2 * n), uuid(2 * n + 1)];
    const variants = [{ id: variationId, sku: `DISH-${n}`, price }];
    model.addItem({ id: itemId, name, modifierIds: [loyverseSeed.MILK_MODIFIER_ID], variants });
    return [productKey(id), { itemId, variationId }];
  });
  return {
    ...Object.fromEntries(ties),
    [modifierKey(MODIFIER.id)]: { variationId: loyverseSeed.OAT_OPTION_ID },
  };
}

/** Puts the menu into Square by its own catalog API; returns the ties. */
export async function stockSquare(square: Simulator): Promise<Links> {
  const objects = MENU.map(({ name, price }, n) => ({
    type: 'ITEM',
    id: `#i${n}`,
    item_data: {
      name,
      modifier_list_info: [{ modifier_list_id: squareSeed.EXTRAS }],
      variations: [
        {
          type: 'ITEM_VARIATION',
          id: `#v${n}`,
          item_variation_data: {
            item_id: `#i${n}`,
            name: 'Regular',
            sku: `DISH-${n}`,
            pricing_type: 'FIXED_PRICING',
            price_money: { amount: price, currency: 'USD' },
          },
        },
      ],
    },
  }));
  const reply = await square.handle({
    method: 'POST',
    path: '/v2/catalog/batch-upsert',
    query: {},
    headers: {
      authorization: `Bearer ${squareSeed.ACCESS_TOKEN}`,
      'square-version': squareSeed.SQUARE_VERSION,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ idempotency_key: 'menu', batches: [{ objects }] }),
  });
  if ('dropped' in reply || reply.status !== 200)
    throw new Error(`Square did not take the menu: ${JSON.stringify(reply)}`);
  const { id_mappings: mapped } = reply.json as {
    id_mappings: { client_object_id: string; object_id: string }[];
  };
  const ids = new Map(mapped.map(({ client_object_id, object_id }) => [client_object_id, object_id]));
  const ties = MENU.map(({ id }, n) => [
    productKey(id),
    { itemId: ids.get(`#i${n}`), variationId: ids.get(`#v${n}`) ?? '' },
  ]);
  return {
    ...Object.fromEntries(ties),
    [modifierKey(MODIFIER.id)]: { variationId: squareSeed.MODIFIERS.bread.id },
  } as Links;
}
