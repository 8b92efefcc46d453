import { priceReport, readPricesArguments } from '../../scripts/cli/prices';
import type { PriceEdit } from '../../functions/src/model/priceEdit';

const edit = (productId: string, more: Partial<PriceEdit>): PriceEdit => ({
  connectionId: 'c1',
  product: `tenants/t1/products/${productId}`,
  productId,
  state: 'due',
  editedAt: 0,
  refusals: [],
  ...more,
});

describe('npm run prices', () => {
  it('wants to know whose prices', () => {
    expect(() => readPricesArguments(['--tenant', 't1'])).toThrow('Missing: --connection.');
    expect(readPricesArguments(['--tenant', 't1', '--connection', 'c1', '--send'])).toMatchObject({
      send: true,
    });
  });

  it('says that nothing waits', () => expect(priceReport([])).toMatch(/the POS has them all/));

  it('counts what waits, and gives the reason and the advice of what was not taken', () => {
    const report = priceReport([
      edit('soup', {}),
      edit('tea', { state: 'manual' }),
      edit('pie', { state: 'refused', refusals: [{ key: 'p:pie', reason: 'Gone.', advice: 'Map it.' }] }),
      edit('ale', { state: 'refused' }),
    ]);
    expect(report).toMatch(/1 {2}on their way/);
    expect(report).toMatch(/1 {2}wait for --send/);
    expect(report).toMatch(/2 {2}not taken by the POS/);
    expect(report).toContain('pie: Gone. Map it.');
    expect(report).toContain('ale: No reason is on record.');
  });
});
