import { clockTime, dayAndTime } from '../../functions/src/model/localTime';
import { headingOf } from '../../functions/src/plan/acknowledged';
import { orderNews } from '../../functions/src/plan/events';
import { planOrder } from '../../functions/src/plan/orderEvent';
import { badgesOf } from '../../functions/src/plan/seenBadge';
import { backupErrors, standbyMs } from '../../functions/src/plan/standby';
import { aConnection, anOrder } from '../support/orders';

const NOW = Date.UTC(2026, 0, 15, 12);
const backup = { of: 'c1', afterSeconds: 300 };
const till = (more: object = {}) => aConnection({ id: 'c1', ...more });
const channel = (more: object = {}) =>
  aConnection({ id: 'k1', provider: 'email', accountId: 'R1', settings: { backup }, ...more });

describe('a backup stands by', () => {
  it.each([
    ['an active till', till(), 300_000],
    ['a paused one, which may be resumed', till({ status: 'paused' }), 300_000],
    ['no disconnected one', till({ status: 'disconnected' }), 0],
    ['none that is signed out', till({ status: 'auth_failed' }), 0],
    ['none that is switched off', till({ settings: { enabled: false } }), 0],
    ['none that sells in another currency', till({ currency: 'EUR' }), 0],
    ['none of another name', till({ id: 'c2' }), 0],
  ])('for %s', (_what, first, ms) =>
    expect(standbyMs(channel(), [first, channel()], { currency: 'USD' })).toBe(ms),
  );

  it('from when the order could go out; a till with the same setting waits for nobody', () => {
    const event = { tenantId: 'demo', path: 'tenants/demo/orders/o1', after: anOrder() };
    const odd = till({ settings: { backup: { of: 'k1', afterSeconds: 9 } } });
    const { jobs, badges } = planOrder(event, [odd, channel()], NOW);
    expect(
      jobs.map(({ connectionId, state, reason, wakeAt }) => [connectionId, state, reason, wakeAt]),
    ).toEqual([
      ['c1', 'queued', undefined, NOW],
      ['k1', 'waiting', 'backup', NOW + 300_000],
    ]);
    expect(badges).toEqual({});
  });
});

describe('a backup rule', () => {
  it.each([
    ['of an order channel for a till of its location', channel(), [till()], []],
    ['of a till', till({ settings: { backup } }), [channel()], ['backup']],
    ['for nobody', channel(), [], ['backup.of']],
    ['for itself', channel({ id: 'c1' }), [channel({ id: 'c1' })], ['backup.of']],
    ['for another channel', channel(), [till({ provider: 'whatsapp' })], ['backup.of']],
    ['for a till of another location', channel(), [till({ locationId: 'bar' })], ['backup.of']],
  ])('%s is named where it is wrong', (_what, connection, all, paths) =>
    expect(backupErrors(connection, connection.settings, all).map(({ path }) => path)).toEqual(paths),
  );
});

describe('an acknowledged order', () => {
  it('is told of once, and a backup that was not needed is no cancelled order', () => {
    const change = (before: object, after: object) =>
      orderNews({
        ...{ tenantId: 'demo', path: 'tenants/demo/orders/o1' },
        before: { pos: { k1: before } },
        after: { pos: { k1: after } },
      }).map(({ type }) => type);
    const sent = { status: 'synced', updatedAt: NOW };
    expect(change({}, { ...sent, acknowledgedAt: NOW })).toEqual(['order.synced', 'order.acknowledged']);
    expect(change(sent, { ...sent, acknowledgedAt: NOW })).toEqual(['order.acknowledged']);
    expect(change({ ...sent, acknowledgedAt: NOW }, { ...sent, acknowledgedAt: NOW, notes: [] })).toEqual([]);
    const ended = { status: 'cancelled', updatedAt: NOW };
    expect(change({ status: 'pending' }, ended)).toEqual(['order.cancelled']);
    expect(change({ status: 'pending' }, { ...ended, standby: 'not_needed' })).toEqual([]);
  });

  it('is headed by the first time that somebody said so, in the time of the place', () => {
    const pos = (at: unknown) => ({
      pos: { k1: { acknowledgedAt: at }, k2: { acknowledgedAt: NOW + 60_000 }, c1: {} },
    });
    const text = 'ALREADY BEING PREPARED (acknowledged 13:00)';
    expect(headingOf(pos(NOW), 'Europe/Berlin')).toBe(text);
    expect(headingOf(pos(new Date(NOW)), 'Europe/Berlin')).toBe(text);
    expect(headingOf(pos('nonsense'), 'Europe/Berlin')).toBe('ALREADY BEING PREPARED (acknowledged 13:01)');
    expect(headingOf({ pos: { c1: { status: 'synced' } } }, 'Europe/Berlin')).toBeUndefined();
    expect(headingOf({}, undefined)).toBeUndefined();
  });

  it('shows both to whoever asks for the order', () => {
    const k1 = { status: 'cancelled', standby: 'not_needed', acknowledgedAt: new Date(NOW) };
    const shown = badgesOf(
      { pos: { k1, k2: { status: 'pending', standby: 7, acknowledgedAt: 'x' } } },
      false,
    );
    expect(shown.k1).toMatchObject({ standby: 'not_needed', acknowledgedAt: NOW });
    expect(shown.k2).toEqual({ status: 'pending' });
  });

  it('names UTC where the time zone is missing or unknown', () => {
    expect(clockTime(NOW, undefined)).toBe('12:00 UTC');
    expect(dayAndTime(NOW, 'Mars/Olympus')).toBe('Thu 15 Jan, 12:00 UTC');
    expect(dayAndTime(NOW, 'Asia/Kolkata')).toBe('Thu 15 Jan, 17:30');
  });
});
