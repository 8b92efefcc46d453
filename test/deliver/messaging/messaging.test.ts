import { sendDelivery } from '../../../functions/src/deliver/messaging/send';
import { tellPeople } from '../../../functions/src/deliver/messaging/tell';
import { Failure } from '../../../functions/src/model/failure';
import type { Mail, TemplateMessage } from '../../../functions/src/model/message';
import { noticeIdOf, type Notice } from '../../../functions/src/model/notice';
import type { Preferences } from '../../../functions/src/model/preferences';
import { newsOf } from '../../../functions/src/plan/messaging/news';
import { recordOf } from '../../support/memoryNotices';
import { MemoryWorld } from '../../support/memoryWorld';

const TENANT = 'joes';
const HOUR = 3_600_000;
const NOTICE: Notice = {
  ...{ cause: 'order:1', subject: 'tenants/joes/orders/7', connectionId: 'main' },
  ...{
    severity: 'error',
    title: 'An order did not reach the POS',
    message: 'The till refuses it.',
    action: 'retry',
  },
};

/** A tenant with one cook; what reaches people is written down. */
function aShop(own: Preferences = { email: 'cook@example.com' }) {
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  const mails: Mail[] = [];
  const cards: TemplateMessage[] = [];
  const next: (() => Promise<void>)[] = [];
  world.messages = {
    mail: async (mail) => {
      await next.shift()?.();
      mails.push(mail);
      return { id: `mail-${mails.length}` };
    },
    whatsapp: async (card) => {
      cards.push(card);
      return { id: `wamid-${cards.length}` };
    },
  };
  world.memberRows.set(`${TENANT}/cook`, 'staff');
  world.messaging.own.set(`${TENANT}/cook`, own);
  const tell = (notice: Partial<Notice> = {}) =>
    world.notices.tell(TENANT, { ...NOTICE, ...notice }, world.clock);
  const settle = (cause = NOTICE.cause) => world.notices.settle(TENANT, cause, world.clock);
  const states = () => world.messaging.all.map(({ state, why }) => (why ? `${state}: ${why}` : state));
  const fail = (failure: Error, times = 1) => {
    for (let i = 0; i < times; i += 1)
      next.push(async () => {
        throw failure;
      });
  };
  return {
    world,
    mails,
    cards,
    tell,
    settle,
    states,
    fail,
    before: (act: () => Promise<void>) => next.push(act),
  };
}

const unavailable = (detail: object) => new Failure('unavailable', 'The mail server is away.', detail);

describe('a notice that opens', () => {
  it('is sent to each person once, on each of their channels', async () => {
    const { world, mails, cards, tell, states } = aShop({
      email: 'cook@example.com',
      whatsapp: '+491701234567',
    });
    await tell();
    await world.settle();
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['cook@example.com', 'An order did not reach the POS (joes)'],
    ]);
    expect(cards.map(({ to, buttonPath }) => [to, buttonPath])).toEqual([
      ['+491701234567', `t/joes/notices/${noticeIdOf(NOTICE.cause)}`],
    ]);
    expect(states()).toEqual(['sent', 'sent']);
    expect(world.messaging.all.map(({ externalId }) => externalId).sort()).toEqual(['mail-1', 'wamid-1']);
  });

  it('is sent once however often the trigger reports it and the task arrives', async () => {
    const { world, mails, tell } = aShop();
    await tell();
    const [row] = world.noticeRows.values();
    const news = newsOf(undefined, row && recordOf(row));
    if (!news) throw new Error('It is news.');
    await Promise.all([tellPeople(world, news), tellPeople(world, news)]);
    await world.settle();
    const [delivery] = world.messaging.all;
    await sendDelivery(world, { tenantId: TENANT, deliveryId: delivery?.id ?? '' });
    expect(mails).toHaveLength(1);
  });

  it('is not sent again while it is only raised, and again every six hours that it goes on', async () => {
    const { world, mails, tell } = aShop();
    const start = world.clock;
    for (let minute = 0; minute <= 13 * 60; minute += 10) {
      world.clock = Math.max(world.clock, start + minute * 60_000);
      await tell();
      await world.settle();
    }
    expect(mails).toHaveLength(3);
  });

  it('is sent again when it opens again, and when a warning becomes an error', async () => {
    const { world, mails, tell, settle } = aShop();
    for (const step of [() => tell({ severity: 'warning' }), () => tell(), () => settle(), () => tell()]) {
      world.clock += 60_000;
      await step();
      await world.settle();
    }
    expect(mails).toHaveLength(3);
  });

  it('is not sent when it is settled first', async () => {
    const { world, mails, tell, settle, states } = aShop();
    await tell();
    await settle();
    await world.settle();
    expect(mails).toEqual([]);
    expect(states()).toEqual(['dropped: settled']);
  });

  it('carries nothing personal in what is recorded and logged of it', async () => {
    const { world, tell, fail } = aShop({ email: 'cook@example.com', whatsapp: '+491701234567' });
    fail(new Failure('rejected', 'The mail server refuses the e-mail.'));
    await tell();
    await world.settle();
    expect(JSON.stringify([world.messaging.all, world.logs, world.tasks])).not.toMatch(/cook@|49170/);
  });
});

describe('who is told', () => {
  it('is a member, at the moment of sending too', async () => {
    const { world, mails, tell, states } = aShop();
    world.messaging.own.set(`${TENANT}/stranger`, { email: 'stranger@example.com' });
    world.messaging.own.set('other/owner', { email: 'other@example.com' });
    world.memberRows.set('other/owner', 'owner');
    await tell();
    world.memberRows.set(`${TENANT}/boss`, 'owner');
    await world.settle();
    expect(mails.map(({ to }) => to)).toEqual(['cook@example.com']);
    await tell({ cause: 'order:2' });
    // Between the plan and the message.
    const fire = world.members.roleOf;
    let asked = 0;
    world.members = {
      ...world.members,
      roleOf: async (...of) => ((asked += 1) > 1 ? undefined : fire(...of)),
    };
    await world.settle();
    expect(mails).toHaveLength(1);
    expect(states()).toContain('dropped: no_member');
  });

  it('is nobody who has taken their address away', async () => {
    const { world, mails, tell, states } = aShop({
      email: 'cook@example.com',
      notices: { orders: 'digest' },
    });
    await tell();
    await world.settle();
    world.messaging.own.set(`${TENANT}/cook`, {});
    await world.settle(world.clock + 24 * HOUR);
    expect(mails).toEqual([]);
    expect(states()).toEqual(['dropped: no_address']);
  });

  it('is told nothing where the operator has set up no mail server, and the log says so', async () => {
    const { world, tell, states } = aShop();
    world.messages = {};
    await tell();
    await world.settle();
    expect(states()).toEqual(['failed: rejected']);
    expect(world.logs.some(({ level }) => level === 'error')).toBe(true);
  });
});

describe('a digest', () => {
  const gathered: Preferences = {
    email: 'cook@example.com',
    notices: { orders: 'digest' },
    digest: { every: 'hour' },
  };

  it('holds what came up in its hour and is still open, once each', async () => {
    const { world, mails, tell, settle } = aShop(gathered);
    for (const cause of ['order:1', 'order:2', 'order:1', 'order:3']) {
      await tell({ cause, title: `About ${cause}` });
      await world.settle();
    }
    await settle('order:2');
    expect(mails).toEqual([]);
    await world.settle(world.clock + HOUR);
    expect(mails.map(({ subject }) => subject)).toEqual(['2 things need a look (joes)']);
    expect(mails[0]?.text).toContain('About order:1');
    expect(mails[0]?.text).toContain('About order:3');
    expect(mails[0]?.text).not.toContain('About order:2');
  });

  it('that has nothing left in it is not sent', async () => {
    const { world, mails, tell, settle, states } = aShop(gathered);
    await tell();
    await settle();
    await world.settle(world.clock + 2 * HOUR);
    expect(mails).toEqual([]);
    expect(states().every((state) => state === 'dropped: settled')).toBe(true);
  });

  it('takes nothing more once it is on its way: the next one does', async () => {
    const { world, mails, tell, before } = aShop(gathered);
    await tell();
    await world.settle();
    before(async () => tell({ cause: 'order:2', title: 'Late' }));
    await world.settle(world.clock + 3 * HOUR);
    expect(mails.map(({ subject }) => subject)).toEqual([
      'An order did not reach the POS (joes)',
      'Late (joes)',
    ]);
  });

  it('gathers what comes up in quiet hours', async () => {
    const { world, mails, tell } = aShop({
      email: 'cook@example.com',
      quiet: { from: '11:00', to: '14:00' },
    });
    for (const cause of ['order:1', 'order:2']) await tell({ cause });
    await world.settle(world.clock + HOUR);
    expect(mails).toEqual([]);
    await world.settle(world.clock + 2 * HOUR);
    expect(mails).toHaveLength(1);
    expect(new Date(world.clock).getUTCHours()).toBeGreaterThanOrEqual(14);
  });

  it('takes what is more than twenty messages in an hour', async () => {
    const { world, mails, tell } = aShop();
    for (let i = 0; i < 50; i += 1) await tell({ cause: `order:${i}` });
    await world.settle();
    expect(mails).toHaveLength(20);
    await world.settle(world.clock + HOUR);
    expect(mails).toHaveLength(21);
    expect(mails[20]?.subject).toBe('30 things need a look (joes)');
  });
});

describe('a message that is not taken', () => {
  it('is sent again until it is', async () => {
    const { world, mails, tell, fail, states } = aShop();
    fail(unavailable({ sent: false }), 3);
    await tell();
    await world.settle(world.clock + HOUR);
    expect(mails).toHaveLength(1);
    expect(states()).toEqual(['sent']);
    expect(world.messaging.all[0]?.tried).toBe(4);
  });

  it('is given up after a day, once, with a word in the log', async () => {
    const { world, mails, tell, fail, states } = aShop();
    fail(unavailable({ sent: false }), 100);
    await tell();
    await world.settle(world.clock + 72 * HOUR);
    expect(mails).toEqual([]);
    expect(states()).toEqual(['failed: gave_up']);
    expect(world.logs.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(world.tasks).toEqual([]);
  });

  it('is not sent again where it may have been taken', async () => {
    const { world, mails, tell, fail, states } = aShop();
    fail(unavailable({}));
    await tell();
    await world.settle(world.clock + 72 * HOUR);
    expect(mails).toEqual([]);
    expect(states()).toEqual(['uncertain: no_reply']);
  });

  it('is not sent by a second worker while the first has it, nor after the first has died with it', async () => {
    const { world, mails, tell, before, states } = aShop();
    let first = '';
    before(async () => {
      first = world.messaging.all[0]?.id ?? '';
      await sendDelivery(world, { tenantId: TENANT, deliveryId: first });
      // The worker dies: nobody will record how it ended.
      world.deliveries = { ...world.deliveries, update: async () => undefined };
      throw unavailable({ sent: false });
    });
    await tell();
    const { deliveries } = world;
    await world.settle();
    world.deliveries = deliveries;
    expect(states()).toEqual(['sending']);
    world.clock += HOUR;
    await sendDelivery(world, { tenantId: TENANT, deliveryId: first });
    expect(mails).toEqual([]);
    expect(states()).toEqual(['uncertain: worker_ended']);
  });
});
