import { Failure } from '../../../functions/src/model/failure';
import type { Delivery } from '../../../functions/src/model/delivery';
import { isUrgent, kindOf, type NoticeRecord } from '../../../functions/src/model/notice';
import { masked, preferencesSchema, wishesSchema } from '../../../functions/src/model/preferences';
import { choiceOf } from '../../../functions/src/plan/messaging/choice';
import { dispatchOf, MOST_AN_HOUR, takeTurn } from '../../../functions/src/plan/messaging/dispatch';
import { AGAIN_AFTER_MS, newsOf } from '../../../functions/src/plan/messaging/news';
import { outcomeOf } from '../../../functions/src/plan/messaging/outcome';

const NOW = Date.UTC(2026, 0, 15, 23);
const HOUR = 3_600_000;

const aNotice = (more: Partial<NoticeRecord> = {}): NoticeRecord => ({
  ...{ id: 'n1', tenantId: 'joes', cause: 'order:1', subject: 'tenants/joes/orders/7', severity: 'error' },
  ...{ title: 'An order did not reach the POS', message: 'No.', action: 'retry', status: 'open' },
  ...{ count: 1, createdAt: NOW, lastAt: NOW },
  ...more,
});

describe('news of a notice', () => {
  const told = aNotice({ toldAt: NOW });
  const stageOf = (before: NoticeRecord | undefined, after: NoticeRecord | undefined) =>
    newsOf(before, after)?.stage;

  it.each([
    ['it is new', undefined, aNotice(), 'opened'],
    ['it opens again', aNotice({ status: 'settled', settledAt: NOW }), aNotice({ settledAt: NOW }), 'opened'],
    ['a warning becomes an error', aNotice({ severity: 'warning' }), aNotice(), 'escalated'],
    ['it was raised once more', told, { ...told, count: 2, lastAt: NOW + HOUR }, undefined],
    [
      'it goes on six hours after people were told',
      told,
      { ...told, count: 2, lastAt: NOW + AGAIN_AFTER_MS },
      `again:${NOW}`,
    ],
    ['nobody was told yet', aNotice(), aNotice({ count: 2, lastAt: NOW + AGAIN_AFTER_MS }), undefined],
    [
      'people were told of the time before only',
      aNotice({ toldAt: NOW - 1, settledAt: NOW }),
      aNotice({ toldAt: NOW - 1, settledAt: NOW, count: 2, lastAt: NOW + AGAIN_AFTER_MS }),
      undefined,
    ],
    ['somebody has read it', told, { ...told }, undefined],
    ['we note that people were told', aNotice(), told, undefined],
    ['it is settled', told, aNotice({ status: 'settled', settledAt: NOW }), undefined],
    ['it is deleted', told, undefined, undefined],
    ['an error becomes a warning', aNotice(), aNotice({ severity: 'warning' }), undefined],
  ])('when %s', (_, before, after, stage) => expect(stageOf(before, after)).toBe(stage));

  it('tells one time of being open from the next', () => {
    const first = newsOf(undefined, aNotice());
    const second = newsOf(aNotice({ status: 'settled' }), aNotice({ settledAt: NOW + 5 }));
    expect(first?.opening).not.toBe(second?.opening);
  });
});

describe('a person', () => {
  const own = { email: 'cook@example.com', whatsapp: '+491701234567', timeZone: 'Etc/UTC' };
  const dispatch = (notice: NoticeRecord, wishes: object = {}) =>
    dispatchOf(notice, { ...own, ...wishes }, choiceOf({ ...own, ...wishes }, {}), NOW);
  const quiet = { quiet: { from: '22:00', to: '07:00' } };
  const morning = Date.UTC(2026, 0, 16, 7);

  it('is told of an error at once, wherever they have an address', () =>
    expect(dispatch(aNotice())).toEqual({ channels: ['email', 'whatsapp'], at: undefined }));

  it('is told of a warning on the channels for warnings', () =>
    expect(dispatch(aNotice({ severity: 'warning' }))?.channels).toEqual(['email']));

  it('is told nothing without an address, on no channel, or of what they have switched off', () => {
    expect(dispatch(aNotice(), { email: undefined, whatsapp: undefined })).toBeUndefined();
    expect(dispatch(aNotice(), { channels: { error: [] } })).toBeUndefined();
    expect(dispatch(aNotice(), { notices: { orders: 'off' }, urgentAnyway: true })).toBeUndefined();
  });

  it('finds in the digest what they want gathered', () =>
    expect(dispatch(aNotice(), { notices: { orders: 'digest' } })?.at).toBe(Date.UTC(2026, 0, 16, 8)));

  it('is left alone in quiet hours, and told once they are over', () =>
    expect(dispatch(aNotice(), quiet)?.at).toBe(morning));

  it('is woken for an order that will not reach the kitchen, if they want that, and for nothing else', () => {
    const wishes = { ...quiet, urgentAnyway: true };
    expect(dispatch(aNotice(), wishes)?.at).toBeUndefined();
    expect(dispatch(aNotice({ severity: 'warning' }), wishes)?.at).toBe(morning);
    expect(dispatch(aNotice({ action: 'check_order' }), wishes)?.at).toBe(morning);
    expect(dispatch(aNotice({ subject: 'tenants/joes/connections/main' }), wishes)?.at).toBe(morning);
  });

  it('is sent at most twenty messages in any hour', () => {
    let recent: number[] = [];
    const oks: number[] = [];
    for (let minute = 0; minute < 120; minute += 1) {
      const turn = takeTurn(recent, NOW + minute * 60_000);
      recent = turn.recent;
      if (turn.ok) oks.push(minute);
    }
    expect(oks.slice(0, MOST_AN_HOUR)).toEqual([...Array(MOST_AN_HOUR).keys()]);
    expect(oks[MOST_AN_HOUR]).toBe(60);
    for (const start of oks)
      expect(oks.filter((at) => at >= start && at < start + 60).length).toBeLessThanOrEqual(20);
  });
});

describe('wishes', () => {
  it('left open are the tenant’s, then ours', () => {
    const tenant = wishesSchema.parse({
      notices: { pulls: 'off', prices: 'now' },
      timeZone: 'Europe/Berlin',
      quiet: { from: '22:00', to: '06:00' },
    });
    const choice = choiceOf({ notices: { prices: 'off' }, quiet: 'none' }, tenant);
    expect(choice).toMatchObject({
      notices: { orders: 'now', pulls: 'off', prices: 'off' },
      quiet: 'none',
      timeZone: 'Europe/Berlin',
      digest: { every: 'day', hour: 8 },
    });
  });

  it.each([
    { timeZone: 'Mars/Olympus' },
    { quiet: { from: '22:00', to: '22:00' } },
    { quiet: { from: '24:00', to: '06:00' } },
    { digest: { every: 'day', hour: 24 } },
    { notices: { anything: 'now' } },
    { email: 'a@b.example, c@d.example' },
    { email: 'Cook <cook@example.com>' },
    { email: 'cook@example.com\r\nBcc: all@example.com' },
    { whatsapp: '0170 1234567' },
    { whatsapp: '+49170123456789012' },
    { somethingElse: true },
  ])('that make no sense are refused: %j', (wrong) =>
    expect(preferencesSchema.safeParse(wrong).success).toBe(false),
  );

  it('show others only the outlines of an address', () => {
    expect(masked('jane.doe@example.com')).toBe('j***@example.com');
    expect(masked('+491701234567')).toBe('+49***67');
  });
});

describe('notices', () => {
  it.each([
    ['order:abc', 'orders'],
    ['needs_mapping:main', 'mapping'],
    ['auth_failed:main', 'sign_in'],
    ['brake_pulled:main:catalog', 'pulls'],
    ['price_refused:main', 'prices'],
    ['clock_missed:tick', 'bridge'],
    ['constructor:x', 'bridge'],
  ])('with the cause %s are of the kind %s', (cause, kind) => expect(kindOf({ cause })).toBe(kind));

  it('about a price are never urgent', () =>
    expect(isUrgent(aNotice({ subject: 'tenants/joes/products/soup', action: 'map_items' }))).toBe(false));
});

describe('a message that was not taken', () => {
  const delivery = (tried: number, firstDueAt = NOW): Delivery => ({
    ...{ id: 'd', tenantId: 'joes', uid: 'u', channel: 'email', noticeIds: ['n1'], opening: '1' },
    ...{ state: 'sending', dueAt: NOW, firstDueAt, tried, createdAt: firstDueAt },
  });
  const unavailable = (detail: object) => new Failure('unavailable', 'No.', detail);
  const outcome = (failure: Failure, tried = 0, firstDueAt = NOW) =>
    outcomeOf(failure, delivery(tried, firstDueAt), NOW, 0.5);

  it('is sent again, later and later, when it surely was not', () => {
    const waits = [0, 1, 2, 3, 4, 5, 50].map((tried) => {
      const next = outcome(unavailable({ sent: false }), tried);
      return next.state === 'waiting' && (next.dueAt - NOW) / 60_000;
    });
    expect(waits).toEqual([0.5, 2, 10, 30, 60, 120, 120]);
  });

  it('waits for as long as it was told to', () =>
    expect(outcome(new Failure('throttled', 'No.', { until: NOW + 7 * HOUR }))).toEqual({
      state: 'waiting',
      dueAt: NOW + 7 * HOUR,
    }));

  it('is not sent again when it may have been taken', () =>
    expect(outcome(unavailable({})).state).toBe('uncertain'));

  it('is given up when it is refused, when we stumble, and after a day', () => {
    expect(outcome(new Failure('rejected', 'No.')).state).toBe('failed');
    expect(outcome(Failure.from(new TypeError('x'))).state).toBe('failed');
    expect(outcome(unavailable({ sent: false }), 20, NOW - 24 * HOUR).state).toBe('failed');
    expect(outcome(unavailable({ sent: false }), 20, NOW - 21 * HOUR).state).toBe('waiting');
  });
});
