import type { Badge } from '../../functions/src/model/badge';
import { readOrder } from '../../functions/src/model/order';
import { contentHash } from '../../functions/src/plan/content';
import { lateEdits } from '../../functions/src/plan/lateEdits';
import { planOrder, storefrontChanged, type OrderEvent } from '../../functions/src/plan/orderEvent';
import { aConnection, anOrder } from '../support/orders';

const NOW = Date.UTC(2026, 0, 15, 12);
const path = 'tenants/demo/orders/o1';
const event = (after?: object, before?: object): OrderEvent =>
  ({ tenantId: 'demo', path, before, after }) as OrderEvent;
const plan = (change: OrderEvent, ...connections: ReturnType<typeof aConnection>[]) =>
  planOrder(change, connections, NOW);
const kinds = (change: OrderEvent, ...connections: ReturnType<typeof aConnection>[]) =>
  plan(change, ...connections).jobs.map((job) => `${job.connectionId} ${job.kind} ${job.state}`);

function hashOfOrder(document: object): string {
  const read = readOrder(document);
  if (!read.ok) throw new Error('bad order');
  return contentHash(read.order);
}
const synced = (document: object, badge: Partial<Badge> = {}) => ({
  ...document,
  pos: { c1: { status: 'synced', externalId: 'X', contentHash: hashOfOrder(document), ...badge } },
});

describe('telling the storefront’s writes from our own', () => {
  it('a badge alone is an echo', () =>
    expect(storefrontChanged(event(synced(anOrder()), anOrder()))).toBe(false));
  it('a no-op write is an echo', () => expect(storefrontChanged(event(anOrder(), anOrder()))).toBe(false));
  it('a new order, an edit and a status are changes', () => {
    const changes = [
      event(anOrder()),
      event(anOrder({ total: 1 }), anOrder()),
      event(anOrder({ status: 'ready' }), anOrder()),
    ];
    expect(changes.map(storefrontChanged)).toEqual([true, true, true]);
  });
  it('a deletion asks for nothing', () => expect(storefrontChanged(event(undefined, anOrder()))).toBe(false));
});

describe('what an order wants', () => {
  it('goes to every connection of its location, each in a job of its own', () => {
    const others = [
      aConnection({ id: 'c2', provider: 'loyverse' }),
      aConnection({ id: 'c3', locationId: 'harbour' }),
    ];
    expect(kinds(event(anOrder()), aConnection(), ...others)).toEqual([
      'c1 pushOrder queued',
      'c2 pushOrder queued',
    ]);
  });

  it('equal events make equal jobs', () =>
    expect(plan(event(anOrder()), aConnection()).jobs).toEqual(plan(event(anOrder()), aConnection()).jobs));

  it('is not sent twice to one POS location by two connections', () => {
    const { jobs, badges } = plan(
      event(anOrder()),
      aConnection({ id: 'c2', createdAt: 2 }),
      aConnection({ createdAt: 1 }),
    );
    expect(jobs.map((job) => job.connectionId)).toEqual(['c1']);
    expect(badges.c2).toMatchObject({ status: 'cancelled', error: { code: 'duplicate_connection' } });
  });

  it.each([
    ['paused', {}, ['c1 pushOrder waiting'], 'pending', 'paused'],
    ['auth_failed', {}, ['c1 pushOrder parked'], 'failed', 'auth_failed'],
    ['disconnected', {}, ['c1 pushOrder parked'], 'failed', 'disconnected'],
    ['active', { autoSync: false }, [], 'pending', 'auto_sync_off'],
    ['active', { enabled: false }, [], 'pending', 'feature_off'],
    ['active', { exportGate: { on: 'status', statuses: ['accepted'] } }, [], 'pending', 'export_gate'],
  ] as const)('%s %j: jobs %j, badge %s, %s', (status, settings, jobs, badge, code) => {
    const connection = aConnection({ status, settings });
    expect(kinds(event(anOrder()), connection)).toEqual(jobs);
    expect(plan(event(anOrder()), connection).badges.c1).toMatchObject({ status: badge, error: { code } });
  });

  it('a disconnected POS is not missed where another one serves the location', () => {
    const old = aConnection({ id: 'old', status: 'disconnected', provider: 'loyverse' });
    const { jobs, badges } = plan(event(anOrder()), aConnection(), old);
    expect([jobs.length, badges]).toEqual([1, {}]);
  });

  it('waits for payment where the connection wants that, and goes when it comes', () => {
    const connection = aConnection({ settings: { exportGate: { on: 'payment' } } });
    const unpaid = anOrder({ payment: { status: 'unpaid' } });
    expect(kinds(event(unpaid), connection)).toEqual([]);
    expect(kinds(event(anOrder(), unpaid), connection)).toEqual(['c1 pushOrder queued']);
  });

  it('goes when its status is the one the connection waits for', () => {
    const connection = aConnection({ settings: { exportGate: { on: 'status', statuses: ['accepted'] } } });
    expect(kinds(event(anOrder({ status: 'accepted' }), anOrder()), connection)).toEqual([
      'c1 pushOrder queued',
    ]);
  });

  it('a payment after export is told to a POS that can hold unpaid orders, and only to such a one', () => {
    const unpaid = anOrder({ payment: { status: 'unpaid' } });
    const change = event(anOrder(), unpaid);
    const loyverse = aConnection({ id: 'c2', provider: 'loyverse' });
    expect(kinds(change, aConnection(), loyverse)).toEqual(['c1 payOrder queued']);
  });

  it('a cancellation takes it back, once', () => {
    const cancelled = anOrder({ status: 'cancelled' });
    expect(kinds(event(cancelled, anOrder()), aConnection())).toEqual(['c1 cancelOrder queued']);
    expect(kinds(event({ ...cancelled, note: 'x' }, cancelled), aConnection())).toEqual([]);
  });

  it('an order that is born cancelled wants nothing', () =>
    expect(kinds(event(anOrder({ status: 'cancelled' })), aConnection())).toEqual([]));

  it('badges copied from another order do not keep a new one back', () =>
    expect(kinds(event(synced(anOrder())), aConnection())).toEqual(['c1 pushOrder queued']));
});

describe('an order that cannot be accepted', () => {
  it('is marked failed with its fields, and makes no job', () => {
    const { jobs, badges } = plan(event(anOrder({ total: 9999 })), aConnection());
    expect(jobs).toEqual([]);
    expect(badges.c1).toMatchObject({
      status: 'failed',
      error: { code: 'invalid_order', fields: [{ path: 'total' }] },
    });
  });

  it('in another currency than the POS location is refused by name', () => {
    const { badges } = plan(event(anOrder({ currency: 'EUR' })), aConnection());
    expect(badges.c1?.error?.fields).toEqual([
      { path: 'currency', message: 'is EUR, but Main Street sells in USD' },
    ]);
  });

  it('goes out when it is corrected', () =>
    expect(kinds(event(anOrder(), anOrder({ total: 9 })), aConnection())).toEqual(['c1 pushOrder queued']));

  it('for a location that no connection serves says so, until it is corrected', () => {
    const lost = anOrder({ locationId: 'moon' });
    const { badges } = plan(event(lost), aConnection());
    expect(badges.unrouted).toMatchObject({ status: 'failed', error: { code: 'no_connection' } });
    const mended = plan(event({ ...anOrder(), pos: badges }, { ...lost, pos: badges }), aConnection());
    expect(mended.badges).toEqual({ unrouted: undefined });
    expect(mended.jobs).toHaveLength(1);
  });

  it('of a tenant without any connection is left alone', () => {
    const nothing = { jobs: [], badges: {}, flags: {} };
    expect(plan(event(anOrder()))).toMatchObject(nothing);
  });
});

describe('edits after the POS has the order', () => {
  it('are flagged with the fields that changed', () => {
    const before = synced(anOrder());
    const after = { ...before, ...anOrder({ note: 'no onions', total: 3201 }) };
    expect(lateEdits(event(after, before)).c1?.fields).toEqual(['total', 'note']);
  });

  it('made while it was on its way are flagged when the badge arrives', () => {
    const edited = anOrder({ note: 'no onions' });
    const arrived = { ...edited, pos: synced(anOrder()).pos };
    expect(lateEdits(event(arrived, edited)).c1).toMatchObject({ fields: [] });
  });

  it('taken back clear the flag', () => {
    const flagged = synced(anOrder(), { changedAfterExport: { fields: ['note'], message: '' } });
    const before = { ...flagged, note: 'no onions' };
    expect(lateEdits(event(flagged, before))).toEqual({ c1: undefined });
  });

  it('of status or payment are no edits, a refund is', () => {
    const before = synced(anOrder());
    expect(lateEdits(event({ ...before, status: 'ready' }, before))).toEqual({});
    expect(lateEdits(event({ ...before, payment: { status: 'refunded' } }, before)).c1?.fields).toEqual([
      'payment',
    ]);
  });

  describe('by a payment that the POS cannot be told of', () => {
    const unpaid = anOrder({ payment: { status: 'unpaid' } });
    const standing = synced(unpaid, { takesNoPayment: true });
    const paid = { ...standing, payment: { status: 'paid' } };
    const flag = {
      fields: ['payment'],
      message: expect.stringContaining('record the payment there') as string,
    };

    it('are flagged, once, until the payment is taken back', () => {
      expect(lateEdits(event(paid, standing))).toEqual({ c1: flag });
      const flagged = synced(unpaid, { takesNoPayment: true, changedAfterExport: { ...flag, message: '' } });
      const after = { ...flagged, payment: { status: 'paid' } };
      expect(lateEdits(event(after, paid))).toEqual({});
      expect(lateEdits(event(flagged, after))).toEqual({ c1: undefined });
    });

    it('are flagged when the badge comes after the payment', () =>
      expect(lateEdits(event(paid, { ...paid, pos: {} }))).toEqual({ c1: flag }));

    it('are flagged beside the fields that changed', () => {
      const after = { ...paid, note: 'no onions' };
      const mark = lateEdits(event(after, standing)).c1;
      expect(mark?.fields).toEqual(['note', 'payment']);
      expect(mark?.message).toMatch(/old content.* record the payment/);
    });

    it('are none where the POS is told', () => {
      const told = synced(unpaid);
      expect(lateEdits(event({ ...told, payment: { status: 'paid' } }, told))).toEqual({});
    });
  });

  it('do not flag again what is flagged', () => {
    const flagged = synced(anOrder(), { changedAfterExport: { fields: ['note'], message: '' } });
    const after = { ...flagged, note: 'x' };
    expect(lateEdits(event(after, { ...after, pos: {} }))).toEqual({});
  });
});
