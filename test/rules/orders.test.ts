import { collection, deleteDoc, deleteField, doc, getDoc, getDocs, query } from 'firebase/firestore';
import { setDoc, updateDoc, where, writeBatch } from 'firebase/firestore';
import type { Firestore } from 'firebase/firestore';
import { actors, verdictOn } from './actors';
import type { Actors } from './actors';
import type { Role } from './table';

const ORDERS = 'tenants/T/orders';
const BADGE = { square: { status: 'pending' } };
const placed = {
  customerUid: 'shopper',
  status: 'placed',
  payment: { status: 'unpaid' },
  lines: [{ id: '1' }],
};

let people: Actors;
let db: Actors['db'];
let made = 0;
beforeAll(async () => {
  people = await actors('orders');
  ({ db } = people);
}, 30_000);
afterAll(() => people.close());

const newOrder = (client: Firestore) => doc(client, ORDERS, `new-${(made += 1)}`);

/** An order of the shopper's, written past the rules; its id. */
async function existing(data: Record<string, unknown>): Promise<string> {
  const id = `order-${(made += 1)}`;
  await people.seed({ [`${ORDERS}/${id}`]: { ...placed, ...data } });
  return id;
}

describe('a shopper who orders', () => {
  const create = (order: Record<string, unknown>) =>
    verdictOn(setDoc(newOrder(db.shopper), { ...placed, ...order }));

  it.each([
    ['a proper order', {}],
    ['lines that are no list', { lines: 'two coffees' }],
    ['no lines', { lines: null }],
    ['a total that is text', { total: '12.34' }],
    ['null for the payment', { payment: null }],
    ['a payment without a status', { payment: { method: 'cash' } }],
  ])('may send %s: the badge judges it', async (_, order) => expect(await create(order)).toBe('allowed'));

  it.each([
    ['a badge', { pos: BADGE }],
    ['an empty badge', { pos: {} }],
    ['null as badge', { pos: null }],
    ['another uid than their own', { customerUid: 'owner' }],
    ['no uid', { customerUid: null }],
    ['a payment that is paid', { payment: { status: 'paid' } }],
    ['the status "accepted"', { status: 'accepted' }],
  ])('may not send %s', async (_, order) => expect(await create(order)).toBe('denied'));

  it('may not overwrite an order, not even their own', async () => {
    const id = await existing({});
    expect(await verdictOn(setDoc(doc(db.shopper, ORDERS, id), placed))).toBe('denied');
  });

  it('reads their own order, and no other', async () => {
    const [own, other] = [await existing({}), await existing({ customerUid: 'somebody' })];
    const read = (id: string) => verdictOn(getDoc(doc(db.shopper, ORDERS, id)));
    expect([await read(own), await read(other)]).toEqual(['allowed', 'denied']);
  });

  it('lists their own orders when they ask for those', async () => {
    await existing({});
    const list = (uid: string) =>
      verdictOn(getDocs(query(collection(db.shopper, ORDERS), where('customerUid', '==', uid))));
    expect([await list('shopper'), await list('somebody')]).toEqual(['allowed', 'denied']);
  });

  it.each([
    ['change', { note: 'no onions' }],
    ['cancel', { status: 'cancelled' }],
    ['badge', { 'pos.square.status': 'synced' }],
  ])('does not %s it afterwards', async (_, change) =>
    expect(await verdictOn(updateDoc(doc(db.shopper, ORDERS, await existing({})), change))).toBe('denied'),
  );
});

describe.each<Role>(['staff', 'admin', 'owner'])('%s', (role) => {
  const update = async (before: Record<string, unknown>, change: Record<string, unknown>) =>
    verdictOn(updateDoc(doc(db[role], ORDERS, await existing(before)), change));

  it.each([
    ['the first badge', {}, { pos: BADGE }],
    ['an empty badge', {}, { pos: {} }],
    ['the status of a badge', { pos: BADGE }, { 'pos.square.status': 'synced' }],
    ['the badge of another connection', { pos: BADGE }, { 'pos.odoo.status': 'synced' }],
    ['no badge any more', { pos: BADGE }, { pos: deleteField() }],
    ['one badge fewer', { pos: BADGE }, { 'pos.square': deleteField() }],
    ['a badge along with a proper change', { pos: BADGE }, { note: 'x', 'pos.square.externalId': 'forged' }],
    ['another shopper', {}, { customerUid: 'somebody' }],
  ])('cannot write %s', async (_, before, change) => expect(await update(before, change)).toBe('denied'));

  it('cannot drop the badge by replacing the order', async () => {
    const id = await existing({ pos: BADGE });
    expect(await verdictOn(setDoc(doc(db[role], ORDERS, id), { ...placed, note: 'new' }))).toBe('denied');
  });

  it('cannot create an order with a badge', async () =>
    expect(await verdictOn(setDoc(newOrder(db[role]), { ...placed, pos: BADGE }))).toBe('denied'));

  it('changes everything else of an order that has a badge', async () =>
    expect(await update({ pos: BADGE }, { status: 'accepted', payment: { status: 'paid' } })).toBe(
      'allowed',
    ));

  it('creates orders for others, paid ones too', async () => {
    const order = { ...placed, customerUid: 'somebody', payment: { status: 'paid' }, status: 'accepted' };
    expect(await verdictOn(setDoc(newOrder(db[role]), order))).toBe('allowed');
  });
});

describe('deleting an order', () => {
  it.each<[Role, object, string]>([
    ['staff', {}, 'allowed'],
    ['staff', { pos: BADGE }, 'denied'],
    ['admin', { pos: BADGE }, 'allowed'],
    ['owner', { pos: BADGE }, 'allowed'],
    ['viewer', {}, 'denied'],
    ['shopper', {}, 'denied'],
  ])('%s, badges %j: %s', async (role, badges, verdict) => {
    const id = await existing({ ...badges });
    expect(await verdictOn(deleteDoc(doc(db[role], ORDERS, id)))).toBe(verdict);
  });

  it('and writing it anew in one batch does not get rid of the badge', async () => {
    const order = doc(db.staff, ORDERS, await existing({ pos: BADGE }));
    expect(await verdictOn(writeBatch(db.staff).delete(order).set(order, placed).commit())).toBe('denied');
  });
});

describe('a product', () => {
  it.each([
    ['a price', { price: 450 }, 'allowed'],
    ['a badge', { pos: BADGE }, 'denied'],
    ['no badge any more', { 'pos.odoo': deleteField() }, 'denied'],
  ])('gets %s from an admin: %j is %s', async (_, change, verdict) => {
    const path = `tenants/T/products/p${(made += 1)}`;
    await people.seed({ [path]: { price: 400, pos: { odoo: { status: 'synced' } } } });
    expect(await verdictOn(updateDoc(doc(db.admin, path), change))).toBe(verdict);
  });

  it('cannot be created with a badge', async () =>
    expect(await verdictOn(setDoc(doc(db.owner, 'tenants/T/products/new'), { pos: BADGE }))).toBe('denied'));
});
