import { freshState } from '../../functions/src/model/pullState';
import { priceMoves } from '../../functions/src/plan/pull/priceMoves';
import { undoOf } from '../../functions/src/plan/pull/undo';
import { priceHistoryIn } from '../../functions/src/records/priceHistory';
import { pullsIn } from '../../functions/src/records/pulls';
import { readImages } from '../../functions/src/records/runs';
import { firestoreFor } from '../support/firestore';
import { NOW } from '../support/jobs';
import { anItem } from '../support/menu';
import { aConnection } from '../support/orders';

const { db } = firestoreFor('undo');
const connection = aConnection();
const pulls = pullsIn(db, () => NOW);
const DAY = 86_400_000;

/** One commit of a pull, with what it keeps. */
async function commit(work: Parameters<typeof pulls.commit>[3]): Promise<void> {
  const held = await pulls.read({ tenantId: 'demo', connectionId: 'c1' });
  if (!(await pulls.commit(connection, held, freshState(), work))) throw new Error('It was not written.');
}

const records = (changes: ReadonlyMap<string, object | undefined>) => ({ kind: 'catalog' as const, changes });
const all = async () => {
  const found = await db.collection('tenants/demo/posItems').get();
  return Object.fromEntries(found.docs.map((snapshot) => [snapshot.id, snapshot.data()]));
};

describe('a run in Firestore', () => {
  it('is taken back from its before-images, document for document', async () => {
    const [latte, tea] = [anItem({ updatedAt: NOW }), anItem({ id: 'tea', name: 'Tea' })];
    await commit({
      records: records(
        new Map([
          ['latte', latte],
          ['tea', tea],
        ]),
      ),
    });
    const before = await all();
    const touched = ['latte', 'tea', 'soup'];
    const found = await pulls.records(connection, 'catalog', touched);
    const entries = touched.map((id, index) => ({ id, data: found[index] }));
    const changes = new Map([
      ['latte', anItem({ name: 'Flat white' })],
      ['tea', undefined],
      ['soup', anItem({ id: 'soup' })],
    ]);
    const images = { run: 'r1', number: 0, kind: 'catalog' as const, entries };
    await commit({ records: records(changes), images });
    expect(await all()).not.toEqual(before);
    const kept = await readImages(db, 'demo', 'r1');
    const undo = undoOf({ created: 1, updated: 1, removed: 1 }, kept, new Set());
    await commit({ records: records(undo.changes) });
    expect(await all()).toEqual(before);
    expect(undo.complete).toBe(true);
  });

  it('keeps its images in the order of its commits, each with an end', async () => {
    const entries = ['a', 'b'].map((id) => ({ id }));
    await commit({ images: { run: 'r1', number: 1, kind: 'catalog', entries: entries.slice(1) } });
    await commit({ images: { run: 'r1', number: 0, kind: 'catalog', entries: entries.slice(0, 1) } });
    expect(await readImages(db, 'demo', 'r1')).toEqual(entries);
    const parts = await db.collection('tenants/demo/runs/r1/before').get();
    for (const part of parts.docs)
      expect((part.get('expireAt') as { toMillis(): number }).toMillis()).toBeGreaterThan(NOW);
    expect(await readImages(db, 'demo', 'none')).toEqual([]);
  });
});

describe('prices in Firestore', () => {
  const dearer = (price: number) => anItem({ variations: [{ id: 'small', price, available: true }] });

  it('are told by item and date, changes only, the oldest first', async () => {
    const steps = [400, 450, 450, 500];
    for (const [day, price] of steps.entries()) {
      const moves = priceMoves(dearer(steps[day - 1] ?? price), dearer(price));
      if (moves.length > 0)
        await commit({ prices: { run: `r${day}`, number: 0, at: NOW + day * DAY, moves } });
    }
    const other = [{ itemId: 'tea', variationId: 'small', from: 1, to: 2 }];
    await commit({ prices: { run: 'r9', number: 0, at: NOW + DAY, moves: other } });
    const history = priceHistoryIn(db);
    const seen = { connectionId: 'c1', variationId: 'small' };
    const [first, second] = [
      { ...seen, changedAt: NOW + DAY, from: 400, to: 450 },
      { ...seen, changedAt: NOW + 3 * DAY, from: 450, to: 500 },
    ];
    expect(await history.of('demo', 'latte', NOW, NOW + 9 * DAY)).toEqual([first, second]);
    expect(await history.of('demo', 'latte', NOW + 2 * DAY, NOW + 9 * DAY)).toEqual([second]);
    expect(await history.of('demo', 'latte', NOW, NOW + 3 * DAY)).toEqual([first]);
    expect(await history.of('demo', 'milk', NOW, NOW + 9 * DAY)).toEqual([]);
  });
});
