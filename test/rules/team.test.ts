import { collectionGroup, deleteDoc, doc, getDoc, getDocs, serverTimestamp } from 'firebase/firestore';
import { setDoc, Timestamp, updateDoc } from 'firebase/firestore';
import { actors, verdictOn } from './actors';
import type { Actors } from './actors';
import { ROLES } from './table';
import type { Role } from './table';

const member = (uid: string) => `tenants/T/members/${uid}`;

let people: Actors;
let db: Actors['db'];
beforeAll(async () => {
  people = await actors('team');
  ({ db } = people);
}, 30_000);
afterAll(() => people.close());

describe('a member document', () => {
  it.each<Role>(['shopper', 'viewer', 'staff', 'admin', 'owner'])(
    'is read by the %s it is about',
    async (role) => expect(await verdictOn(getDoc(doc(db[role], member(role))))).toBe('allowed'),
  );

  it.each<Role>(['shopper', 'stranger', 'viewer', 'staff', 'admin', 'super_user'])(
    'is not a way for a %s to become an owner',
    async (role) =>
      expect(await verdictOn(setDoc(doc(db[role], member(role)), { role: 'owner' }))).toBe('denied'),
  );

  it('is not written by the owner it is about: an owner is always left', async () => {
    const own = doc(db.owner, member('owner'));
    const verdicts = [
      await verdictOn(updateDoc(own, { role: 'admin' })),
      await verdictOn(setDoc(own, { role: 'owner', name: 'me' })),
      await verdictOn(deleteDoc(own)),
    ];
    expect(verdicts).toEqual(['denied', 'denied', 'denied']);
  });

  it.each([
    ['owner', 'allowed'],
    ['viewer', 'allowed'],
    ['super_user', 'denied'],
    [['owner'], 'denied'],
    [null, 'denied'],
  ])('may give the role %j: %s', async (role, verdict) =>
    expect(await verdictOn(setDoc(doc(db.owner, member('somebody')), { role }))).toBe(verdict),
  );

  it('counts from the moment it changes', async () => {
    const path = member('shopper');
    const read = () => verdictOn(getDoc(doc(db.shopper, 'tenants/T/jobs/1')));
    await people.seed({ [path]: { role: 'staff' } });
    const asStaff = await read();
    await people.seed({ [path]: { role: 'viewer' } });
    const asViewer = await read();
    await people.seed({ [path]: { name: 'no role' } });
    expect([asStaff, asViewer, await read()]).toEqual(['allowed', 'denied', 'denied']);
  });
});

describe('a notification', () => {
  const PATH = 'tenants/T/notifications/n';
  beforeEach(() => people.seed({ [PATH]: { status: 'open', title: 'Link two items', count: 3 } }));
  const update = (role: Role, change: Record<string, unknown>) =>
    verdictOn(updateDoc(doc(db[role], PATH), change));

  it('is marked as read now', async () =>
    expect(await update('staff', { readAt: serverTimestamp() })).toBe('allowed'));

  it.each([
    ['as read at another time', { readAt: Timestamp.fromMillis(0) }],
    ['as settled', { status: 'settled' }],
    ['as read and settled', { readAt: serverTimestamp(), status: 'settled' }],
    ['with other words', { title: 'Nothing to do' }],
  ])('is not marked %s', async (_, change) => expect(await update('owner', change)).toBe('denied'));
});

describe('a collection group', () => {
  // A query across tenants would pass by the roles, which belong to one tenant each.
  it.each(['orders', 'jobs', 'members', 'vault', 'items'])('of %s is closed to everybody', async (group) => {
    const verdicts = await Promise.all(
      ROLES.map((role) => verdictOn(getDocs(collectionGroup(db[role], group)))),
    );
    expect(new Set(verdicts)).toEqual(new Set(['denied']));
  });
});
