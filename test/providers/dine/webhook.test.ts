import { createHmac } from 'node:crypto';
import { dine } from '../../../functions/src/providers/dine';
import type { Webhook } from '../../../functions/src/providers/webhook';

const { verify, read } = dine.webhook as Webhook;
const event = {
  id: 'evt-1',
  type: 'order.updated',
  outlet_id: 'out-1',
  occurred_at: '2026-11-21T12:00:00Z',
  data: { id: 'ord-1' },
};
const rawBody = Buffer.from(JSON.stringify(event));
const AT = '1795262400';
const signed = (secret: string, at = AT) =>
  `v1=${createHmac('sha256', secret).update(`${at}.${rawBody.toString()}`).digest('hex')}`;
const delivery = (signature?: string, timestamp: string | undefined = AT) => ({
  headers: { 'x-dine-signature': signature, 'x-dine-timestamp': timestamp },
  rawBody,
  url: 'https://bridge.test/hook',
});

describe('a webhook of Dine', () => {
  it('counts with a signature of any of the secrets over time and body', () => {
    expect(verify(delivery(signed('new')), ['old', 'new'])).toBe(true);
  });

  it.each([
    ['none', undefined, AT],
    ['another secret’s', signed('wrong'), AT],
    ['another time’s', signed('s', '1'), AT],
    ['one without its version', signed('s').slice(3), AT],
    ['a shorter one', signed('s').slice(0, -1), AT],
    ['one without a time', signed('s', ''), ''],
    ['one with a time that is none', signed('s', 'now'), 'now'],
  ])('does not count with %s', (_what, signature, timestamp) => {
    expect(verify(delivery(signature, timestamp), ['s'])).toBe(false);
  });

  it('does not count without a secret', () => {
    expect(verify(delivery(signed('')), [''])).toBe(false);
    expect(verify(delivery(signed('s')), [])).toBe(false);
  });

  it('hints at what is due', () => {
    expect(read(event)).toEqual([
      { eventId: 'evt-1', externalLocationId: 'out-1', due: ['orders'], revoked: false },
    ]);
    expect(read({ ...event, type: 'menu_item.deleted' })[0]?.due).toEqual(['catalog', 'stock']);
  });

  it.each([undefined, null, 'x', {}, { id: 1, type: 'toString' }, { type: 'order.updated' }])(
    'hints at nothing in %j',
    (odd) => {
      expect(read(odd)).toEqual([]);
    },
  );
});
