import { undoOf } from '../../../functions/src/plan/pull/undo';
import { Puller } from '../../deliver/pull/puller';

const DAY = 25 * 3_600_000;
const NONE = new Set<string>();
const counts = { created: 0, updated: 0, removed: 0 };

/** What a pull of the catalog kept, with its run. */
function lastRun({ world }: Puller) {
  const run = [...world.pulled.runs.values()].at(-1);
  if (!run) throw new Error('There is no run.');
  const images = world.pulled.images.filter((one) => one.run === run.id).flatMap(({ entries }) => entries);
  return { run, images };
}

/** A shop whose next pull adds, changes and removes. */
async function beforeAPull(): Promise<Puller> {
  const puller = new Puller();
  for (const id of ['10', '11', '12', '13']) puller.pos.put(id, 1);
  await puller.task();
  // Missed once now; the pull after this one removes it.
  puller.pos.drop('11', 'silently');
  puller.world.clock += DAY;
  await puller.task();
  puller.world.clock += DAY;
  puller.pos.put('10', 5);
  puller.pos.put('14', 9);
  return puller;
}

describe('an undo', () => {
  it('gives back the catalog as it was before a pull, from what the pull kept', async () => {
    const puller = await beforeAPull();
    const records = () => new Map(puller.world.pulled.of('c1', 'catalog'));
    const before = records();
    await puller.task();
    expect(records()).not.toEqual(before);
    const { run, images } = lastRun(puller);
    const { changes, complete, overtaken } = undoOf(run, images, NONE);
    const undone = records();
    for (const [id, data] of changes)
      if (data) undone.set(id, data);
      else undone.delete(id);
    expect(undone).toEqual(before);
    expect([...changes.keys()].sort()).toEqual(['10', '11', '14']);
    expect([complete, overtaken]).toEqual([true, []]);
  });

  it('leaves alone what a later pull has changed', async () => {
    const puller = await beforeAPull();
    await puller.task();
    const { run, images } = lastRun(puller);
    const { changes, overtaken } = undoOf(run, images, new Set(['10', '99']));
    expect([[...changes.keys()].sort(), overtaken]).toEqual([['11', '14'], ['10']]);
  });

  it('goes back to before the first of two changes', () => {
    const images = [{ id: 'a' }, { id: 'a', data: { price: 1 } }];
    expect(undoOf({ ...counts, created: 1, updated: 1 }, images, NONE).changes).toEqual(
      new Map([['a', undefined]]),
    );
  });

  it('says when not everything was kept', () => {
    const images = [{ id: 'a', data: { price: 1 } }];
    expect(undoOf({ ...counts, updated: 2 }, images, NONE).complete).toBe(false);
  });
});
