import { modifierKey, productKey, type Link } from '../../functions/src/model/link';
import type { LoyverseModel } from '../../test/simulators/loyverse';
import * as seed from '../../test/simulators/loyverse/seed';
import { MENU, MODIFIERS, UNLINKED } from './menu';

const OPTIONS = { 'oat-milk': seed.OAT_OPTION_ID, 'almond-milk': seed.ALMOND_OPTION_ID } as const;
const uuid = (group: number, number: number) =>
  `de300000-0000-4000-8000-${String(group * 100 + number).padStart(12, '0')}`;

/** Puts the menu into the simulated Loyverse, as its owner would by hand; returns what each product is called there. */
export function stockLoyverse(model: LoyverseModel): Record<string, Link> {
  const links: Record<string, Link> = {};
  for (const { id, name } of MODIFIERS) links[modifierKey(id)] = { variationId: OPTIONS[id], name };
  [...MENU, UNLINKED].forEach(({ id, name, sku, price, variations }, index) => {
    const itemId = uuid(index + 1, 0);
    const sizes = variations ?? [{ id: undefined, name: undefined, sku, price }];
    const variants = sizes.map((size, number) => {
      const variationId = uuid(index + 1, number + 1);
      links[productKey(id, size.id)] = { itemId, variationId, name, sku: size.sku };
      return { id: variationId, sku: size.sku, price: size.price, option: size.name };
    });
    const sized = variations && { option: 'Size', modifierIds: [seed.MILK_MODIFIER_ID] };
    model.addItem({ id: itemId, name, ...sized, variants });
  });
  return links;
}
