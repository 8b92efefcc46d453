import { manifestOf } from '../../functions/src/providers/manifests';
import { productKey } from '../../functions/src/model/link';
import { forSale, MENU, UNLINKED } from '../../scripts/demo/menu';
import { ALL_POS } from '../../scripts/demo/pos/all';
import { money, table } from '../../scripts/demo/table';
import { serve } from '../simulators/core/simulator';

describe('the POS systems of the demo', () => {
  it('are all that the bridge speaks to, each on a port of its own', () => {
    expect(ALL_POS.map(({ id }) => id).sort()).toEqual([
      'alleaves',
      'dine',
      'loyverse',
      'odoo',
      'square',
      'zoho',
    ]);
    expect(new Set(ALL_POS.map(({ port }) => port)).size).toBe(ALL_POS.length);
  });

  describe.each(ALL_POS.map((pos) => [pos.name, pos] as const))('%s', (_, pos) => {
    const manifest = manifestOf(pos.id);

    it('takes prices in the demo where it can', () => {
      expect(pos.open().price !== undefined).toBe(manifest?.can.includes('pushPrices'));
    });

    it('watches every secret that its owner types in', () => {
      const { connect, secrets } = pos.open();
      const credentials = connect.credentials as Record<string, unknown>;
      for (const { name, secret } of manifest?.signIn.fields ?? [])
        if (secret && credentials[name] !== undefined) expect(secrets).toContain(credentials[name]);
    });

    it('has the whole menu, and sells it at the menu’s prices', async () => {
      const account = pos.open();
      const served = await serve(account.simulator);
      const links = await account.stock(served.url);
      await served.close();
      for (const { productId, variationId, price } of forSale()) {
        const link = links[productKey(productId, variationId)];
        expect(link?.variationId).toBeTruthy();
        if (link && account.price) expect([productId, account.price(link)]).toEqual([productId, price]);
      }
    });
  });
});

describe('the menu for a POS without sizes', () => {
  it('has a name, a SKU and a price for each thing that can be ordered', () => {
    const things = forSale();
    const sizes = [...MENU, UNLINKED].reduce((sum, { variations }) => sum + (variations?.length ?? 1), 0);
    expect(things).toHaveLength(sizes);
    expect(new Set(things.map(({ name }) => name)).size).toBe(sizes);
    expect(new Set(things.map(({ sku }) => sku)).size).toBe(sizes);
    expect(things).toContainEqual({
      productId: 'coffee',
      variationId: 'large',
      name: 'Coffee, Large',
      sku: 'COFFEE-L',
      price: 425,
    });
  });
});

describe('a table', () => {
  it('shows the columns of its head, as wide as their widest cell', () => {
    expect(
      table(
        ['a', 'b'],
        [
          ['وليمة', '1', 'hidden'],
          ['', '22'],
        ],
      ),
    ).toBe(['a      b', '-----  --', 'وليمة  1', '       22'].join('\n'));
  });

  it.each([
    [1575, '15.75'],
    [5, '0.05'],
    [undefined, '-'],
    [NaN, '-'],
  ])('writes %s cents as %s', (minor, text) => expect(money(minor)).toBe(text));
});
