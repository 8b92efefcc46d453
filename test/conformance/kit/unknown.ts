import { replay } from '../../../functions/src/deliver/wake';
import { modifierKey, productKey } from '../../../functions/src/model/link';
import { expectClean } from './canaries';
import { expectAdvised, failureOf } from './failures';
import { unless, type Group } from './group';
import { anOrderOf, aPlainOrder, line, modifier } from './orders';
import { CONNECTION } from './shop';
import { orderPath, stage } from './stage';
import type { Subject } from './subject';
import { expectSynced } from './synced';

const MINUTE = 60_000;
const ORDER = orderPath();

/** Every setting that the subject uses anywhere, with a value of a type that no setting has. */
function nonsense({ account, tax }: Subject): Record<string, unknown> {
  const taxed = [tax.included, tax.onTop].flatMap((setup) => ('pos' in setup ? Object.keys(setup.pos) : []));
  const names = [...Object.keys(account.pos), ...taxed];
  return Object.fromEntries(names.map((name) => [name, -1]));
}

/** What the POS does not know is named, and nothing half-right arrives. */
export const unknownGroup: Group = {
  name: 'what the POS does not know',
  needs: ['pushOrder'],
  tests: (subject) => {
    const { links } = subject;
    const withUnknown = anOrderOf([line('plain', 1, 100), line('unknown', 1, 100)], 200);

    it('names the line whose item the POS does not know', async () => {
      const here = await stage(subject);
      const failure = await failureOf(here.open().pushOrder(here.pushOf(withUnknown)));
      expect(failure).toMatchObject({
        kind: 'unmapped',
        detail: { lines: [{ lineId: 'l2', key: productKey('unknown'), name: 'The unknown one' }] },
      });
      expectClean(here, failure);
      expect(here.orders()).toEqual([]);
    });

    unless(subject.cannotModify)(
      'names the modifier that the POS does not know, or says what to do',
      async () => {
        const here = await stage(subject);
        const lines = [line('plain', 1, 100, { modifiers: [modifier('unknown', 1, 5, 'Ghost pepper')] })];
        const failure = await failureOf(here.open().pushOrder(here.pushOf(anOrderOf(lines, 105))));
        if (failure.kind === 'unmapped')
          expect(failure.detail.lines).toMatchObject([{ lineId: 'l1', key: modifierKey('unknown') }]);
        else expectAdvised(failure, 'rejected');
        expectClean(here, failure);
        expect(here.orders()).toEqual([]);
      },
    );

    it('parks such an order for mapping, and a new link brings it once', async () => {
      const here = await stage(subject);
      here.world.put(ORDER, withUnknown);
      await here.world.settle(here.world.clock + 10 * MINUTE);
      expect(here.badge()).toMatchObject({ status: 'needs_mapping', error: { lines: [{ lineId: 'l2' }] } });
      expect(here.calls(subject.calls.create)).toHaveLength(subject.looksItemsUp ? 0 : 1);
      here.world.linkRows.set(CONNECTION, {
        ...here.world.linkRows.get(CONNECTION),
        [productKey('unknown')]: links.second,
      });
      await replay(here.world, here.connection, ['needs_mapping']);
      await here.world.settle(here.world.clock + MINUTE);
      expectSynced(here, 200);
    });

    it('does not send an order whose lines have no link, and names them', async () => {
      const here = await stage(subject);
      here.world.put(ORDER, anOrderOf([line('unmapped', 1, 100), line('plain', 1, 100)], 200));
      await here.world.settle();
      expect(here.badge()).toMatchObject({ status: 'needs_mapping', error: { lines: [{ lineId: 'l1' }] } });
      expect(here.calls()).toEqual([]);
    });

    it('refuses settings that it cannot use with advice, and nothing arrives', async () => {
      const here = await stage(subject, { pos: nonsense(subject) });
      const failure = await failureOf(() => here.open().pushOrder(here.pushOf(aPlainOrder())));
      expectAdvised(failure, 'rejected');
      expect(here.orders()).toEqual([]);
    });

    unless(subject.settingsFirst)('lists locations whatever the settings are', async () => {
      const here = await stage(subject, { pos: nonsense(subject) });
      expect(await here.open().locations()).toHaveLength(subject.account.locations.length);
    });
  },
};
