import { productKey, type Link } from '../../functions/src/model/link';
import type { Shop } from './bridge';
import { comesTrue } from './comesTrue';
import { MENU } from './menu';
import type { Rehearsal } from './rehearsal';
import { LOCATION, TENANT } from './seed';
import type { Counter } from './simulators';
import { money } from './table';

const BURST = 10;

/** A price that the storefront has set and every POS that takes prices is to learn, minor units. */
interface Priced {
  productId: string;
  variationId?: string;
  title: string;
  price: number;
}

const SOUP = { productId: 'lentil-soup', title: 'base price', price: 725 };
const COFFEE = { productId: 'coffee', variationId: 'large', title: 'price of a variation', price: 475 };
/** The others of the coffee: they cost what they did. */
const SMALL = { productId: 'coffee', variationId: 'small', title: 'its sister, not edited', price: 300 };
const NAAN = { productId: 'naan', title: `the last of ${BURST} edits`, price: 299 + BURST };
const EDITED: readonly Priced[] = [SOUP, COFFEE, SMALL, NAAN];

/** The menu's own words for a product. */
const nameOf = ({ productId, variationId }: Priced) => {
  const item = MENU.find(({ id }) => id === productId);
  const variation = item?.variations?.find(({ id }) => id === variationId);
  return [item?.name, variation?.name].filter(Boolean).join(', ');
};

/** What a POS calls it. */
const linkAt = ({ links }: Shop, { productId, variationId }: Priced, { id }: Counter): Link =>
  links[`${id}-${LOCATION}`]?.[productKey(productId, variationId)] ?? { variationId: '' };

/** What it costs at every POS that takes prices. */
function pricesThere(shop: Shop, priced: Priced): { name: string; price: number | undefined }[] {
  return shop.counters.flatMap((counter) =>
    counter.price ? [{ name: counter.name, price: counter.price(linkAt(shop, priced, counter)) }] : [],
  );
}

const isEqual = (shop: Shop, priced: Priced) =>
  pricesThere(shop, priced).every(({ price }) => price === priced.price);

async function edit({ db }: Shop): Promise<void> {
  const product = (id: string) => db.doc(`tenants/${TENANT}/products/${id}`);
  await product(SOUP.productId).update({ price: SOUP.price });
  const { variations = [] } = MENU.find(({ id }) => id === COFFEE.productId) ?? {};
  const sizes = variations.map((one) =>
    one.id === COFFEE.variationId ? { ...one, price: COFFEE.price } : one,
  );
  await product(COFFEE.productId).update({ variations: sizes });
  for (let price = NAAN.price - BURST + 1; price <= NAAN.price; price += 1)
    await product(NAAN.productId).update({ price });
}

/** True when every price stands everywhere and no edit is left over. */
async function arrived(shop: Shop): Promise<boolean> {
  if (!EDITED.every((priced) => isEqual(shop, priced))) return false;
  return (await shop.db.collection(`tenants/${TENANT}/priceEdits`).get()).empty;
}

/** How often each POS was told a price of the product. */
function writesOf(shop: Shop, priced: Priced): { name: string; writes: number }[] {
  return shop.counters.flatMap((counter) => {
    const { name, simulator, tellsPrices } = counter;
    if (!tellsPrices) return [];
    const { variationId } = linkAt(shop, priced, counter);
    const tells = ({ method, path, body }: (typeof simulator.calls)[number]) =>
      tellsPrices.test(`${method} ${path}`) && `${path} ${JSON.stringify(body)}`.includes(variationId);
    return [{ name, writes: simulator.calls.filter(tells).length }];
  });
}

/** Edits prices in the storefront and compares them with those of every POS that takes them. */
export async function rehearsePrices(r: Rehearsal): Promise<void> {
  const { shop } = r;
  const startedAt = performance.now();
  await edit(shop);
  const ok = await comesTrue(() => arrived(shop));
  const after = ok ? `in ${((performance.now() - startedAt) / 1000).toFixed(1)} s` : 'too late';
  r.check('all edited prices reach every POS that takes prices, and none is left over', ok, after);
  for (const priced of EDITED) {
    const there = pricesThere(shop, priced);
    const equal = isEqual(shop, priced);
    const told = there.map(({ name, price }) => `${name} ${money(price)}`).join(', ');
    r.check(`${nameOf(priced)}: ${priced.title}`, equal, `storefront ${money(priced.price)}, ${told}`);
    const cells = there.map(({ price }) => money(price));
    r.prices.push([nameOf(priced), priced.title, money(priced.price), ...cells, equal ? 'yes' : 'NO']);
  }
  // Edits are pushed at the end of their window: one that ends within the burst makes a second push.
  for (const { name, writes } of writesOf(shop, NAAN))
    r.check(
      `${BURST} edits in a burst are one or two pushes to ${name}`,
      writes > 0 && writes <= 2,
      `${writes}`,
    );
}
