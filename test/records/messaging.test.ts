import { digestDeliveryId, type Delivery } from '../../functions/src/model/delivery';
import { noticeIdOf, type Notice } from '../../functions/src/model/notice';
import { takeTurn } from '../../functions/src/plan/messaging/dispatch';
import { newsOf } from '../../functions/src/plan/messaging/news';
import { deliveriesIn } from '../../functions/src/records/deliveries';
import { noticesIn, readNotice } from '../../functions/src/records/notices';
import { preferencesIn } from '../../functions/src/records/preferences';
import { firestoreFor } from '../support/firestore';
import { NOW } from '../support/jobs';

const { db } = firestoreFor('messaging');
const NOTICE: Notice = {
  ...{ cause: 'order:1', severity: 'error', title: 'An order', message: 'No.', action: 'retry' },
};

describe('notices', () => {
  const notices = noticesIn(db);
  const row = db.doc(`tenants/joes/notifications/${noticeIdOf(NOTICE.cause)}`);

  it('are read as they were told, settled once, and then open anew', async () => {
    await notices.tell('joes', NOTICE, NOW);
    await notices.tell('joes', NOTICE, NOW + 5);
    const [notice] = await notices.read('joes', [noticeIdOf(NOTICE.cause), noticeIdOf('none')]);
    expect(notice).toMatchObject({ ...NOTICE, tenantId: 'joes', status: 'open', count: 2, lastAt: NOW + 5 });
    const first = newsOf(undefined, readNotice(await row.get()));
    const settled = await notices.settleOne('joes', row.id, NOW + 10);
    expect(settled).toMatchObject({ status: 'settled', settledAt: NOW + 10 });
    expect(await notices.settleOne('joes', row.id, NOW + 99)).toMatchObject({ settledAt: NOW + 10 });
    await notices.tell('joes', NOTICE, NOW + 20);
    const again = newsOf(settled, readNotice(await row.get()));
    expect([first?.stage, again?.stage]).toEqual(['opened', 'opened']);
    expect(first?.opening).not.toBe(again?.opening);
  });

  it('that are not there are not settled, and not noted as told', async () => {
    expect(await notices.settleOne('joes', 'none', NOW)).toBeUndefined();
    await notices.told('joes', 'none', NOW);
    expect((await db.doc('tenants/joes/notifications/none').get()).exists).toBe(false);
  });

  it('come in pages, the last raised first', async () => {
    for (const [index, cause] of ['a', 'b', 'c'].entries())
      await notices.tell('paged', { ...NOTICE, cause }, NOW + Math.min(index, 1));
    const page = await notices.list('paged', 'open', undefined, 2);
    const last = page.at(-1);
    const rest = await notices.list('paged', 'open', last && { lastAt: last.lastAt, id: last.id }, 2);
    expect(page.map(({ lastAt }) => lastAt)).toEqual([NOW + 1, NOW + 1]);
    expect(rest.map(({ cause }) => cause)).toEqual(['a']);
  });
});

describe('preferences', () => {
  it('come back as they were saved; what a later version adds is no harm', async () => {
    const preferences = preferencesIn(db);
    const own = { email: 'cook@example.com', quiet: { from: '22:00', to: '07:00' } };
    await preferences.save('joes', 'cook', { ...own, whatsapp: undefined });
    await db.doc('tenants/joes/preferences/cook').update({ later: true });
    expect(await preferences.read('joes', 'cook')).toEqual(own);
    expect(await preferences.people('joes')).toEqual([{ uid: 'cook', own }]);
    expect(await preferences.defaults('joes')).toEqual({});
    await preferences.saveDefaults('joes', { timeZone: 'Europe/Berlin' });
    expect(await preferences.defaults('joes')).toEqual({ timeZone: 'Europe/Berlin' });
    await preferences.remove('joes', 'cook');
    expect(await preferences.read('joes', 'cook')).toBeUndefined();
  });
});

describe('deliveries', () => {
  const deliveries = deliveriesIn(db, takeTurn);
  const receiver = { tenantId: 'joes', uid: 'cook', channel: 'email' } as const;
  const aDigest = (dueAt: number): Delivery => ({
    ...receiver,
    ...{ id: digestDeliveryId(receiver, dueAt), noticeIds: [], state: 'planned' },
    ...{ dueAt, firstDueAt: dueAt, tried: 0, createdAt: NOW },
  });

  it('are made once, and taken up by one worker', async () => {
    const one = { ...aDigest(NOW), noticeIds: ['n1'], opening: '1' };
    expect(await Promise.all([deliveries.create(one), deliveries.create(one)])).toContain(false);
    const stamped = await deliveries.read('joes', one.id);
    if (!stamped) throw new Error('It is there.');
    expect(stamped.value).toEqual(one);
    const claims = await Promise.all([1, 2].map(() => deliveries.update(stamped, { state: 'sending' })));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('that are digests lose nothing that is put in at once, and take nothing once they are on their way', async () => {
    const digest = aDigest(NOW + 1);
    const ids = ['a', 'b', 'c', 'a'];
    expect(await Promise.all(ids.map((id) => deliveries.collect(digest, id)))).toEqual(ids.map(() => true));
    const stamped = await deliveries.read('joes', digest.id);
    expect(stamped?.value.noticeIds.sort()).toEqual(['a', 'b', 'c']);
    if (stamped) await deliveries.update(stamped, { state: 'sending', taken: 3 });
    expect(await deliveries.collect(digest, 'd')).toBe(false);
    expect(await deliveries.collect(digest, 'b')).toBe(true);
  });

  it('take a storm of notices at once: twenty messages of their own, and a digest of all others', async () => {
    const storm = Array.from({ length: 60 }, (_, n) => `s${n}`);
    const turns = await Promise.all(storm.map(() => deliveries.takeTurn('joes', 'stormy', NOW)));
    expect(turns.filter(Boolean)).toHaveLength(20);
    const digest = aDigest(NOW + 3);
    const taken = await Promise.all(storm.map((id) => deliveries.collect(digest, id)));
    expect(taken).not.toContain(false);
    const gathered = await deliveries.read('joes', digest.id);
    expect(gathered?.value.noticeIds.sort()).toEqual(storm.sort());
  });

  it('cannot be claimed with what was read before something was put in', async () => {
    const digest = aDigest(NOW + 2);
    await deliveries.collect(digest, 'a');
    const before = await deliveries.read('joes', digest.id);
    await deliveries.collect(digest, 'b');
    expect(before && (await deliveries.update(before, { state: 'sending' }))).toBeUndefined();
  });

  it('count against the hour of their person, and no other', async () => {
    let granted = 0;
    for (let i = 0; i < 22; i += 1) if (await deliveries.takeTurn('joes', 'cook', NOW + i)) granted += 1;
    expect(granted).toBe(20);
    expect(await deliveries.takeTurn('joes', 'boss', NOW)).toBe(true);
    expect(await deliveries.takeTurn('joes', 'cook', NOW + 3_600_000)).toBe(true);
  });
});
