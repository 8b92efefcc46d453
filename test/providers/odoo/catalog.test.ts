import { open } from './fixtures';
import { domainOf, scripted, type Json } from './scripted';

const FIND = 'product.product.search_read';
const row = (more: Json = {}): Json => ({
  id: 65,
  name: 'Latte',
  display_name: '[10010] Latte (Large, Oat)',
  default_code: '10010',
  barcode: '761234',
  lst_price: 3.5,
  taxes_id: [1, 17],
  product_tmpl_id: [40, 'Latte'],
  ...more,
});

async function searched(query: { text: string } | { sku: string }, rows: Json[], more = {}) {
  const wire = scripted({ [FIND]: { result: rows } });
  return { found: await open(wire.http, more).searchItems(query), domain: domainOf(wire.calls[0]), ...wire };
}

describe('a search', () => {
  it('shows what a person needs to map a product', async () => {
    const { found } = await searched({ text: 'latte' }, [row()]);
    expect(found).toEqual([
      {
        itemId: '40',
        variationId: '65',
        name: 'Latte',
        variationName: 'Large, Oat',
        sku: '10010',
        barcode: '761234',
        price: 350,
        taxIds: ['1', '17'],
      },
    ]);
  });

  it('by words wants each of them in the name or the code, among what the till sells', async () => {
    const { domain } = await searched({ text: ' oat  latte ' }, []);
    expect(domain).toEqual([
      '|',
      ['name', 'ilike', 'oat'],
      ['default_code', 'ilike', 'oat'],
      '|',
      ['name', 'ilike', 'latte'],
      ['default_code', 'ilike', 'latte'],
      ['available_in_pos', '=', true],
    ]);
  });

  it('by code takes code or barcode, and nothing that only fits as a pattern', async () => {
    const rows = [
      row(),
      row({ id: 66, default_code: '1_010', barcode: false }),
      row({ id: 67, default_code: false, barcode: '10010' }),
    ];
    const { found } = await searched({ sku: '10010' }, rows);
    expect(found.map(({ variationId }) => variationId)).toEqual(['65', '67']);
  });

  it('where there is no till looks among what is for sale', async () => {
    const { domain } = await searched({ text: 'x' }, [], { pos: { target: 'sale', warehouseId: 3 } });
    expect(domain).toContainEqual(['sale_ok', '=', true]);
  });

  it('has no name for the form of a product that has one only', async () => {
    const plain = row({ display_name: '[10010] Latte', default_code: false, barcode: false });
    const { found } = await searched({ text: 'latte' }, [plain]);
    expect(found[0]).toMatchObject({ variationName: undefined, sku: undefined, barcode: undefined });
  });
});
