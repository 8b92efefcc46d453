import { connect } from '../../functions/src/deliver/connect';
import { changeSettings } from '../../functions/src/deliver/connections/settings';
import { tick } from '../../functions/src/deliver/pull/tick';
import { orderChanged } from '../../functions/src/deliver/orderChanged';
import { sweep } from '../../functions/src/deliver/wake';
import { anOrder } from '../support/orders';
import { kitchen, linkIn } from '../support/kitchen';
import { ORDER } from '../support/shop';

const MINUTE = 60_000;
const BACKUP = { backup: { of: 'c1', afterSeconds: 300 } };
type Kitchen = Awaited<ReturnType<typeof kitchen>>;

const place = async ({ world }: Kitchen, order = anOrder()) => {
  world.put(ORDER, order);
  await world.settle();
};
const cancel = async ({ world }: Kitchen) => {
  world.put(ORDER, { ...world.orderDocs.get(ORDER), status: 'cancelled' });
  await world.settle();
};
/** The till is down, and comes back when the returned function is called. */
function outage({ loyverse }: Kitchen) {
  loyverse.faults.add({ kind: 'error-500', match: 'receipts', times: 1_000 });
  return () => loyverse.faults.clear();
}

describe('an order channel', () => {
  it('gets every order beside the POS, as a ticket that is read without a till', async () => {
    const shop = await kitchen();
    await place(shop);
    expect(shop.loyverse.orders()).toHaveLength(1);
    const [mail, ...more] = shop.messages.mails;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: 'Kitchen@Example.com',
      subject: 'Order 1042: Pickup, as soon as possible',
    });
    for (const text of [
      '2 x Lentil soup  28.00',
      '+ Bread (1.50)',
      'Note: Extra spicy',
      'TOTAL: 32.00 USD',
      'PAID',
    ])
      expect(mail?.text).toContain(text);
    expect(mail?.text).not.toMatch(/sam@example|202555/);
    expect(mail?.messageId).toMatch(/^1042-[0-9a-f]{14}@pos\.example\.com$/);
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({
      status: 'synced',
      posTotal: 3200,
      externalId: 'sent-1',
    });
    expect(shop.world.badge(ORDER, 'k1')?.takesNoPayment).toBeUndefined();
  });

  it('by WhatsApp carries number, time, dishes and total, and the link behind the button', async () => {
    const shop = await kitchen({}, { provider: 'whatsapp' });
    await place(shop);
    const [message] = shop.messages.texts;
    expect(message).toMatchObject({
      to: '+491701234567',
      template: 'ticket',
      body: ['1042', 'Pickup, as soon as possible', '2 x Lentil soup', '32.00 USD'],
    });
    expect((await shop.open(`/tickets/${message?.buttonPath}`)).text).toContain('2 x Lentil soup');
  });

  it('needs no item that is linked, whatever the connection does with unmapped lines', async () => {
    const shop = await kitchen({ unmapped: 'hold' });
    const line = { id: 'l1', productId: 'nobody-knows-it', name: 'Special', quantity: 1, unitPrice: 500 };
    await place(shop, anOrder({ lines: [line], fees: [], tip: 0, tax: null, total: 500 }));
    expect(shop.world.badge(ORDER, 'c1')).toMatchObject({ status: 'needs_mapping' });
    expect(shop.messages.mails[0]?.text).toContain('1 x Special  5.00');
  });

  it('sends again what may have been lost, under the same number, and says so', async () => {
    const shop = await kitchen();
    shop.messages.mishaps = ['lost'];
    await place(shop);
    expect(shop.world.jobOf(ORDER, 'pushOrder', 'k1')).toMatchObject({ state: 'unknown', mayExist: true });
    await shop.world.settle(shop.world.clock + MINUTE);
    const [first, second] = shop.messages.mails;
    expect(shop.messages.mails).toHaveLength(2);
    expect([first?.messageId, first?.subject]).toEqual([second?.messageId, second?.subject]);
    expect(first?.text).not.toContain('SENT AGAIN');
    expect(second?.text).toContain('*** SENT AGAIN: the same order, not another one. ***');
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({ status: 'synced' });
  });

  it.each(['unreached', 'throttled'] as const)(
    'tries again what was %s, and calls it no repetition',
    async (mishap) => {
      const shop = await kitchen();
      shop.messages.mishaps = [mishap];
      await place(shop);
      await shop.world.settle(shop.world.clock + 2 * MINUTE);
      expect(shop.messages.mails).toHaveLength(1);
      expect(shop.messages.mails[0]?.text).not.toContain('SENT AGAIN');
    },
  );

  it('that refuses the address for good parks the order and tells a person', async () => {
    const shop = await kitchen();
    shop.messages.mishaps = ['refused'];
    await place(shop);
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({ status: 'failed', error: { code: 'rejected' } });
    expect([...shop.world.noticeRows.values()]).toMatchObject([{ open: true, connectionId: 'k1' }]);
  });

  it('without a sender or a public address sends nothing and says what the operator has to do', async () => {
    const shop = await kitchen();
    shop.world.publicUrl = '';
    await place(shop);
    expect(shop.world.badge(ORDER, 'k1')?.error?.advice).toContain('TILLBRIDGE_PUBLIC_URL');
    const other = await kitchen();
    other.world.messages = {};
    await place(other);
    expect(other.world.badge(ORDER, 'k1')?.error?.message).toContain('there is no mail server');
  });
});

describe('a cancellation', () => {
  it('before the ticket has left sends nothing', async () => {
    const shop = await kitchen();
    shop.world.put(ORDER, anOrder());
    await cancel(shop);
    expect(shop.messages.mails).toEqual([]);
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({ status: 'cancelled' });
  });

  it('after it sends a second ticket that says so', async () => {
    const shop = await kitchen();
    await place(shop);
    await cancel(shop);
    expect(shop.messages.mails.map(({ subject }) => subject)).toEqual([
      'Order 1042: Pickup, as soon as possible',
      'CANCELLED: order 1042',
    ]);
    expect(shop.messages.mails[1]?.text).toContain('*** CANCELLED: do not prepare this order. ***');
    const notes = ['A cancellation was sent to whoever got the ticket.'];
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({ status: 'cancelled', notes });
    const { text } = await shop.open(linkIn(shop.messages.mails[0]?.text ?? ''));
    expect(text).toContain('CANCELLED: do not prepare this order.');
    expect(text).not.toContain('<button');
  });

  it('of a ticket that may have arrived is sent as well', async () => {
    const shop = await kitchen();
    shop.messages.mishaps = ['lost'];
    await place(shop);
    await cancel(shop);
    await shop.world.settle(shop.world.clock + 5 * MINUTE);
    expect(shop.messages.mails.map(({ subject }) => subject.slice(0, 9))).toEqual(['Order 104', 'CANCELLED']);
  });
});

describe('a backup', () => {
  it('is not sent when the POS has the order in time, and its badge shows no error', async () => {
    const shop = await kitchen(BACKUP);
    await place(shop);
    const waiting = shop.world.badge(ORDER, 'k1');
    expect(waiting).toMatchObject({ status: 'pending', standby: 'waiting' });
    expect(waiting?.error).toBeUndefined();
    await shop.world.settle(shop.world.clock + 6 * MINUTE);
    expect(shop.messages.mails).toEqual([]);
    expect(shop.world.jobOf(ORDER, 'pushOrder', 'k1')).toMatchObject({
      state: 'cancelled',
      reason: 'not_needed',
    });
    const ended = shop.world.badge(ORDER, 'k1');
    expect(ended).toMatchObject({ status: 'cancelled', standby: 'not_needed' });
    expect(ended?.error).toBeUndefined();
    expect([...shop.world.noticeRows.values()]).toEqual([]);
  });

  it('is sent when the time is over and the POS does not have the order', async () => {
    const shop = await kitchen(BACKUP);
    outage(shop);
    await place(shop);
    await shop.world.settle(shop.world.clock + 4 * MINUTE);
    expect(shop.messages.mails).toEqual([]);
    await shop.world.settle(shop.world.clock + 2 * MINUTE);
    expect(shop.messages.mails).toHaveLength(1);
    const badge = shop.world.badge(ORDER, 'k1');
    expect([badge?.status, badge?.standby]).toEqual(['synced', undefined]);
  });

  it('is sent at once when the POS will not get the order without a person', async () => {
    const shop = await kitchen(BACKUP);
    const line = { id: 'l1', productId: 'nobody-knows-it', name: 'Special', quantity: 1, unitPrice: 500 };
    await place(shop, anOrder({ lines: [line], fees: [], tip: 0, tax: null, total: 500 }));
    expect(shop.world.badge(ORDER, 'c1')).toMatchObject({ status: 'needs_mapping' });
    expect(shop.messages.mails).toHaveLength(1);
  });

  it.each(['auth_failed', 'disconnected'] as const)('is sent at once when the POS is %s', async (status) => {
    const shop = await kitchen(BACKUP);
    shop.world.connectionRows.set('c1', { ...shop.connection, status });
    await place(shop);
    expect(shop.messages.mails).toHaveLength(1);
  });

  it('that may have gone out is not sent again once the POS has the order, and a cancellation still follows it', async () => {
    const shop = await kitchen(BACKUP);
    const mend = outage(shop);
    shop.messages.mishaps = ['lost'];
    await place(shop);
    await shop.world.settle(shop.world.clock + 5 * MINUTE);
    expect(shop.world.jobOf(ORDER, 'pushOrder', 'k1')).toMatchObject({ state: 'unknown' });
    shop.world.orderDocs.set(ORDER, {
      ...shop.world.orderDocs.get(ORDER),
      pos: { ...(shop.world.orderDocs.get(ORDER)?.pos as object), c1: { status: 'synced' } },
    });
    mend();
    await shop.world.settle(shop.world.clock + MINUTE / 2);
    expect(shop.messages.mails).toHaveLength(1);
    const notes = ['A ticket may have gone out before the POS had the order.'];
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({ standby: 'not_needed', notes });
    await cancel(shop);
    await shop.world.settle(shop.world.clock + 5 * MINUTE);
    expect(shop.messages.mails.at(-1)?.subject).toBe('CANCELLED: order 1042');
  });

  it('is a setting of channels only, and names a till', async () => {
    const { world } = await kitchen();
    const set = (id: string, patch: object) => changeSettings(world, 'demo', id, patch);
    const refused = (path: string) => ({ code: 'invalid_request', detail: { errors: [{ path }] } });
    await expect(set('c1', BACKUP)).rejects.toMatchObject(refused('backup'));
    const nobody = { backup: { of: 'nobody', afterSeconds: 5 } };
    await expect(set('k1', nobody)).rejects.toMatchObject(refused('backup.of'));
    expect((await set('k1', BACKUP)).settings.backup).toEqual(BACKUP.backup);
    expect((await set('k1', { backup: null })).settings.backup).toBeUndefined();
  });

  it('is not sent for an order that was cancelled meanwhile', async () => {
    const shop = await kitchen(BACKUP);
    outage(shop);
    await place(shop);
    await cancel(shop);
    await shop.world.settle(shop.world.clock + 10 * MINUTE);
    expect(shop.messages.mails).toEqual([]);
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({ status: 'cancelled' });
    expect(shop.world.badge(ORDER, 'k1')?.standby).toBeUndefined();
  });

  it('that lost its task is taken up by the sweeper’s, and a repeated event does not hide how it ended', async () => {
    const shop = await kitchen(BACKUP);
    await place(shop);
    shop.world.tasks = [];
    await shop.world.settle(shop.world.clock + 6 * MINUTE);
    await sweep(shop.world);
    await shop.world.settle();
    await orderChanged(shop.world, { tenantId: 'demo', path: ORDER, after: anOrder() });
    await shop.world.settle();
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({ status: 'cancelled', standby: 'not_needed' });
  });
});

describe('an order that was acknowledged', () => {
  it('says so at the POS when it gets there later, and is no edit', async () => {
    const shop = await kitchen();
    shop.world.connectionRows.set('c1', { ...shop.connection, timezone: 'America/New_York' });
    const mend = outage(shop);
    await place(shop);
    await shop.open(linkIn(shop.messages.mails[0]?.text ?? ''), 'POST');
    const at = shop.world.badge(ORDER, 'k1')?.acknowledgedAt;
    expect(at).toBe(shop.world.clock);
    mend();
    await shop.world.settle(shop.world.clock + 30 * MINUTE);
    const sent = shop.loyverse.calls.filter(({ method, status }) => method === 'POST' && status === 200);
    expect(JSON.stringify(sent)).toContain('ALREADY BEING PREPARED (acknowledged 07:00)');
    expect(shop.world.badge(ORDER, 'c1')).toMatchObject({ status: 'synced' });
    expect(shop.world.badge(ORDER, 'c1')?.changedAfterExport).toBeUndefined();
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({ status: 'synced', acknowledgedAt: at });
  });
});

describe('the clock', () => {
  it('plans no pulls for a channel', async () => {
    const { world } = await kitchen();
    expect(await tick(world)).toBe(1);
    expect(world.tasks.map(({ ref }) => ref)).toEqual([{ tenantId: 'demo', connectionId: 'c1' }]);
  });
});

describe('a recipient', () => {
  it('who has not agreed gets no order: it waits, one notice says so, and it goes out when they agree', async () => {
    const shop = await kitchen({}, { agreed: false });
    await shop.ask();
    await place(shop);
    expect(shop.messages.mails.map(({ subject }) => subject)).toEqual(['May orders come here?']);
    expect(shop.messages.mails[0]?.text).not.toContain('1042');
    expect(shop.world.badge(ORDER, 'k1')).toMatchObject({
      status: 'pending',
      error: { code: 'unconfirmed' },
    });
    expect([...shop.world.noticeRows.values()]).toMatchObject([{ cause: 'unconfirmed:k1', open: true }]);
    const link = linkIn(shop.messages.mails[0]?.text ?? '');
    await shop.open(link);
    expect(shop.channel().confirmedAt).toBeUndefined();
    expect((await shop.open(link, 'POST')).text).toContain('Orders come to you');
    expect(shop.channel().confirmedAt).toBe(shop.world.clock);
    await shop.confirm();
    await shop.world.settle();
    expect(shop.messages.mails[1]?.subject).toContain('Order 1042');
    expect([...shop.world.noticeRows.values()]).toMatchObject([{ open: false }]);
  });

  it('is asked three times a day at most, whoever asks; the shop is told when that is over', async () => {
    const shop = await kitchen({}, { agreed: false });
    for (const time of ['1', '2', '3', '4', '5']) await shop.ask(time);
    await shop.world.settle();
    expect(shop.messages.mails).toHaveLength(3);
    expect([...shop.world.noticeRows.values()]).toMatchObject([{ cause: 'invitation:k1', open: true }]);
  });

  it('has agreed for themselves: another one is asked anew', async () => {
    const shop = await kitchen();
    const again = { tenantId: 'demo', connectionId: 'k1', provider: 'email', locationId: 'main' };
    const to = (address: string) =>
      connect(shop.world, { ...again, credentials: { address, currency: 'USD' } });
    expect((await to('kitchen@example.com')).confirmedAt).toBeDefined();
    expect((await to('someone@example.com')).confirmedAt).toBeUndefined();
  });
});
