import { ALL_SERIES } from '../../../simulators/odoo';
import * as seed from '../../../simulators/odoo/seed';
import { applied, shopOf, type Shop } from './shop';

const variant = (templateId: number, variantId: number) => ({
  itemId: String(templateId),
  variationId: String(variantId),
});
const LEMONADE = variant(seed.LEMONADE_TEMPLATE_ID, seed.LEMONADE_ID);
const MEDIUM = variant(seed.PIZZA_TEMPLATE_ID, seed.PIZZA_MEDIUM_ID);

const record = ({ model }: Shop, of: string, id: number) => model.records(of).find((row) => row.id === id);
const variantPrice = (shop: Shop, id: number) => record(shop, 'product.product', id)?.lst_price;
const rules = ({ model }: Shop) =>
  model.records('product.pricelist.item').filter((row) => JSON.stringify(row.pricelist_id).startsWith('[1,'));

describe.each(ALL_SERIES)('a price for Odoo %i', (series) => {
  it('stands on the template of a product in one form', async () => {
    const shop = shopOf(series);
    const session = shop.open({ priceScope: 'everywhere' });
    const change = { key: 'lemonade', link: LEMONADE, price: 425 };
    expect(await applied(session.pushPrices([change]))).toMatchObject({ lemonade: { outcome: 'done' } });
    expect(record(shop, 'product.template', seed.LEMONADE_TEMPLATE_ID)?.list_price).toBe(4.25);
    expect(await applied(session.pushPrices([change]))).toMatchObject({ lemonade: { outcome: 'unchanged' } });
    expect(shop.model.state().violated).toEqual([]);
  });

  it('stands on the option of one form, and the others keep theirs', async () => {
    const shop = shopOf(series);
    const session = shop.open({ priceScope: 'everywhere' });
    const results = await applied(session.pushPrices([{ key: 'medium', link: MEDIUM, price: 1310 }]));
    expect(results).toMatchObject({ medium: { outcome: 'done' } });
    const prices = [seed.PIZZA_SMALL_ID, seed.PIZZA_MEDIUM_ID, seed.PIZZA_LARGE_ID].map((id) =>
      variantPrice(shop, id),
    );
    expect(prices).toEqual([9, 13.1, 15]);
  });

  it('for the location is a rule of the till’s pricelist, written once, and no other till sees it', async () => {
    const shop = shopOf(series);
    const session = shop.open();
    for (const price of [425, 450])
      expect(await applied(session.pushPrices([{ key: 'l', link: LEMONADE, price }]))).toMatchObject({
        l: { outcome: 'done' },
      });
    expect(rules(shop)).toMatchObject([{ fixed_price: 4.5, applied_on: '0_product_variant' }]);
    expect(record(shop, 'product.template', seed.LEMONADE_TEMPLATE_ID)?.list_price).toBe(3.5);
  });

  it('is refused for an archived product, and the others go on', async () => {
    const shop = shopOf(series);
    const session = shop.open({ priceScope: 'everywhere' });
    const soup = { key: 'soup', link: variant(seed.SOUP_TEMPLATE_ID, seed.SOUP_ID), price: 100 };
    const results = await applied(
      session.pushPrices([soup, { key: 'lemonade', link: LEMONADE, price: 425 }]),
    );
    expect(results).toMatchObject({ soup: { outcome: 'refused' }, lemonade: { outcome: 'done' } });
  });
});

describe.each(ALL_SERIES)('a stock count for Odoo %i', (series) => {
  const ROTI = variant(seed.ROTI_TEMPLATE_ID, seed.ROTI_ID);
  const quants = ({ model }: Shop) =>
    model
      .records('stock.quant')
      .filter((row) => JSON.stringify(row.product_id).startsWith(`[${seed.ROTI_ID},`))
      .filter((row) => JSON.stringify(row.location_id).startsWith(`[${seed.STOCK_LOCATION_ID},`));

  it('is set on the one row of the till’s place, and counted again changes nothing', async () => {
    const shop = shopOf(series);
    const session = shop.open();
    const change = { key: 'roti', link: ROTI, quantity: 17, countedAt: shop.clock.now };
    expect(await applied(session.setStock([change]))).toMatchObject({ roti: { outcome: 'done' } });
    expect(await applied(session.setStock([change]))).toMatchObject({ roti: { outcome: 'unchanged' } });
    expect(quants(shop)).toMatchObject([{ quantity: 17 }]);
    expect(shop.model.state().violated).toEqual([]);
  });

  it('is refused for goods that Odoo does not count', async () => {
    const shop = shopOf(series);
    const change = { key: 'l', link: LEMONADE, quantity: 5, countedAt: shop.clock.now };
    expect(await applied(shop.open().setStock([change]))).toMatchObject({ l: { outcome: 'refused' } });
  });
});
