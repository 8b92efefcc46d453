import { expiringStock } from '../../functions/src/deliver/stockLists';
import { subject as alleaves } from '../conformance/subjects/alleaves';
import { subject as square } from '../conformance/subjects/square';
import { everything, filled } from './pull/provided';

describe('a menu that is kept in the POS', () => {
  it('is published by the pull, item for item, and not again when nothing changed', async () => {
    const here = await filled(alleaves);
    await everything(here);
    const { published, pulled } = here.world;
    const items = [...pulled.of(here.connection.id, 'catalog')];
    const shown = items.filter(([, item]) => item.archived !== true).map(([id]) => id);
    expect(shown.length).toBeGreaterThan(0);
    expect([...published.viewRows.values()].map(({ view }) => view.itemId).sort()).toEqual(shown.sort());
    const version = pulled.catalogVersions.get(here.connection.tenantId);
    await everything(here);
    expect(pulled.catalogVersions.get(here.connection.tenantId)).toBe(version);
  });

  it('is not published where the storefront keeps it', async () => {
    const here = await filled(square);
    await everything(here);
    expect(here.world.pulled.of(here.connection.id, 'catalog').size).toBeGreaterThan(0);
    expect(here.world.published.viewRows.size).toBe(0);
  });
});

describe('what expires', () => {
  it('is asked of the POS, with batches and the regulator’s labels', async () => {
    const { world, connection } = await filled(alleaves);
    const batches = await expiringStock(world, connection, { days: 3_650, minQuantity: 1 });
    expect(batches.length).toBeGreaterThan(0);
    for (const { id, variationId, expiresOn } of batches)
      expect([id, variationId, expiresOn]).toEqual([
        expect.any(String),
        expect.any(String),
        expect.stringMatching(/^\d{4}-\d\d-\d\d/),
      ]);
  });
});
