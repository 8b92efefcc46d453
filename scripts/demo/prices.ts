import { productKey } from '../../functions/src/model/link';
import type { Shop } from './bridge';
import { comesTrue } from './comesTrue';
import { MENU } from './menu';
import { loyversePrice, squarePrice } from './posPrices';
import type { Rehearsal } from './rehearsal';
import { TENANT } from './seed';

const BURST = 10;

/** A price that the storefront has set and both POS systems are to learn, minor units. */
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

/** What each POS calls it. */
const idsAt = ({ links }: Shop, { productId, variationId }: Priced, connectionId: string): string =>
  links[connectionId]?.[productKey(productId, variationId)]?.variationId ?? '';

/** What it costs in the POS of each connection. */
function pricesThere(shop: Shop, priced: Priced): { provider: string; price: number | undefined }[] {
  return shop.connections.map(({ id, provider }) => {
    const variationId = idsAt(shop, priced, id);
    const price =
      provider === 'square'
        ? squarePrice(shop.square.model, variationId)
        : loyversePrice(shop.loyverse.model, variationId);
    return { provider, price };
  });
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
function writesOf(shop: Shop, priced: Priced): { provider: string; writes: number }[] {
  return shop.connections.map(({ id, provider }) => {
    const { calls } = provider === 'square' ? shop.square : shop.loyverse;
    const variationId = idsAt(shop, priced, id);
    const tells = ({ method, path, body }: (typeof calls)[number]) =>
      method === 'POST' &&
      /\/(variants|batch-upsert)$/.test(path) &&
      JSON.stringify(body).includes(variationId);
    return { provider, writes: calls.filter(tells).length };
  });
}

/** Edits prices in the storefront and compares them with those of both POS systems. */
export async function rehearsePrices(r: Rehearsal, shop: Shop): Promise<void> {
  const startedAt = performance.now();
  await edit(shop);
  const ok = await comesTrue(() => arrived(shop));
  const after = ok ? `in ${Math.round(performance.now() - startedAt)} ms` : 'too late';
  r.check('all edited prices reach both POS systems, and none is left over', ok, after);
  for (const priced of EDITED) {
    const there = pricesThere(shop, priced);
    const equal = isEqual(shop, priced);
    const told = there.map(({ provider, price }) => `${provider} ${price ?? 'nothing'}`).join(', ');
    r.check(`${nameOf(priced)}: ${priced.title}`, equal, `storefront ${priced.price}, ${told}`);
    const cells = there.map(({ price }) => String(price ?? '-'));
    r.prices.push([nameOf(priced), priced.title, String(priced.price), ...cells, equal ? 'yes' : 'NO']);
  }
  // Edits are pushed at the end of their window: one that ends within the burst makes a second push.
  for (const { provider, writes } of writesOf(shop, NAAN))
    r.check(
      `${BURST} edits in a burst are one or two pushes to ${provider}`,
      writes > 0 && writes <= 2,
      `${writes}`,
    );
}
