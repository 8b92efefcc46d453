import { priceEditsIn } from '../../functions/src/records/priceEdits';
import { firestoreFor } from '../support/firestore';
import { NOW } from '../support/jobs';
import { aConnection } from '../support/orders';

const { db } = firestoreFor('price-edits');
const edits = priceEditsIn(db);

const note = (tenantId: string, connectionId: string, productId: string, dueAt = NOW) =>
  edits.note(
    { tenantId, id: connectionId },
    {
      product: `tenants/${tenantId}/products/${productId}`,
      productId,
      state: 'due',
      editedAt: NOW,
      dueAt,
    },
  );

describe('price edits', () => {
  it('that are overdue name each connection once: a thousand edits of one keep nobody from the others', async () => {
    for (let n = 0; n < 12; n += 1) await note('anna', 'pos', `dish-${n}`);
    await note('bert', 'pos', 'soup');
    await note('carl', 'pos', 'soup', NOW + 60_000);
    const late = await edits.overdue(NOW, 3);
    expect(late).toEqual([
      { tenantId: 'anna', connectionId: 'pos' },
      { tenantId: 'bert', connectionId: 'pos' },
    ]);
  });

  it('of some products are released, whatever state they rest in; the others rest on', async () => {
    for (let n = 0; n < 40; n += 1) await note('dora', 'pos', `dish-${n}`);
    const due = await edits.due('dora', 'pos', NOW, 100);
    for (const [index, edit] of due.entries())
      await edits.shelve('dora', edit, index % 2 ? 'refused' : 'unlinked', []);
    const products = Array.from({ length: 35 }, (_, n) => `dish-${n}`);
    expect(await edits.release('dora', 'pos', ['unlinked', 'refused'], NOW, products)).toBe(35);
    expect(await edits.due('dora', 'pos', NOW, 100)).toHaveLength(35);
    const states = (await edits.list({ tenantId: 'dora', id: 'pos' })).map(({ state }) => state);
    expect(states.filter((state) => state !== 'due')).toHaveLength(5);
  });

  it('are counted and listed by where they rest, for their connection only', async () => {
    for (const dish of ['b', 'a', 'c']) await note('fay', 'pos', dish);
    await note('fay', 'other', 'd');
    const [first] = await edits.due('fay', 'pos', NOW, 1);
    if (first) await edits.shelve('fay', first, 'refused', [{ key: 'p:b', reason: 'Gone.' }]);
    const tie = aConnection({ tenantId: 'fay', id: 'pos' });
    expect([await edits.count(tie, 'due'), await edits.count(tie, 'refused')]).toEqual([2, 1]);
    const refused = await edits.inState(tie, 'refused', 10);
    expect(refused).toMatchObject([{ productId: first?.value.productId, refusals: [{ reason: 'Gone.' }] }]);
    expect(await edits.inState(tie, 'due', 1)).toHaveLength(1);
  });

  it('rest in a state, or none does', async () => {
    await note('emil', 'pos', 'soup');
    expect(await edits.rests('emil', 'pos', 'refused')).toBe(false);
    const [soup] = await edits.due('emil', 'pos', NOW, 1);
    if (soup) await edits.shelve('emil', soup, 'refused', [{ key: 'p:soup', reason: 'Gone.' }]);
    expect(await edits.rests('emil', 'pos', 'refused')).toBe(true);
    expect(await edits.rests('emil', 'other', 'refused')).toBe(false);
  });
});
