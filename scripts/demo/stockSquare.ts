import { modifierKey, productKey, type Link } from '../../functions/src/model/link';
import * as seed from '../../test/simulators/square/seed';
import { MENU, MODIFIERS, UNLINKED } from './menu';
import { call } from './posApi';

interface Upserted {
  id_mappings?: { client_object_id: string; object_id: string }[];
}

const money = (amount: number) => ({ amount, currency: 'USD' });

/** Puts the menu into the simulated Square; returns what each product is called there. */
export async function stockSquare(url: string): Promise<Record<string, Link>> {
  const upsert = async (key: string, object: unknown): Promise<Map<string, string>> => {
    const headers = {
      authorization: `Bearer ${seed.ACCESS_TOKEN}`,
      'square-version': seed.SQUARE_VERSION,
    };
    const body = { idempotency_key: `demo-${key}`, object };
    const done = await call<Upserted>({ url: `${url}/v2/catalog/object`, headers, body });
    return new Map(done.id_mappings?.map(({ client_object_id, object_id }) => [client_object_id, object_id]));
  };
  const links: Record<string, Link> = {};
  const extras = await upsert('extras', {
    type: 'MODIFIER_LIST',
    id: '#extras',
    modifier_list_data: {
      name: 'Coffee extras',
      modifiers: MODIFIERS.map(({ id, name, price }) => ({
        type: 'MODIFIER',
        id: `#${id}`,
        modifier_data: { name, price_money: money(price) },
      })),
    },
  });
  for (const { id, name } of MODIFIERS)
    links[modifierKey(id)] = { variationId: extras.get(`#${id}`) ?? '', name };
  for (const { id, name, sku, price, variations } of [...MENU, UNLINKED]) {
    const sizes = variations ?? [{ id: undefined, name: 'Regular', sku, price }];
    const ids = await upsert(id, {
      type: 'ITEM',
      id: '#item',
      item_data: {
        name,
        ...(variations && { modifier_list_info: [{ modifier_list_id: extras.get('#extras') }] }),
        variations: sizes.map((size) => ({
          type: 'ITEM_VARIATION',
          id: `#${size.sku}`,
          item_variation_data: {
            item_id: '#item',
            name: size.name,
            sku: size.sku,
            pricing_type: 'FIXED_PRICING',
            price_money: money(size.price),
          },
        })),
      },
    });
    for (const size of sizes)
      links[productKey(id, size.id)] = {
        itemId: ids.get('#item'),
        variationId: ids.get(`#${size.sku}`) ?? '',
        name,
        sku: size.sku,
      };
  }
  return links;
}
