import { createHmac } from 'node:crypto';
import { alleaves } from '../../../functions/src/providers/alleaves';
import type { Webhook } from '../../../functions/src/providers/webhook';

const { verify, read } = alleaves.webhook as Webhook;
const body = JSON.stringify({ event: 'order.updated', timestamp: '2026-11-21T12:00:00Z', data: { id: 1 } });
const rawBody = Buffer.from(body);
const signed = (secret: string) => createHmac('sha256', secret).update(rawBody).digest('hex');
const delivery = (signature?: string) => ({
  headers: { 'x-alleaves-signature': signature },
  rawBody,
  url: 'https://bridge.test/hook',
});

describe('a webhook of Alleaves', () => {
  it.each(['', 'sha256='])('counts with a signature of any of the secrets (prefix "%s")', (prefix) => {
    expect(verify(delivery(prefix + signed('new')), ['old', 'new'])).toBe(true);
  });

  it.each([
    undefined,
    '',
    'sha256=',
    'ff',
    signed('wrong'),
    signed('s').slice(1),
    `sha256=sha256=${signed('s')}`,
  ])('does not count with the signature %j', (signature) =>
    expect(verify(delivery(signature), ['s'])).toBe(false),
  );

  it('does not count without a secret', () => {
    expect(verify(delivery(signed('')), [''])).toBe(false);
    expect(verify(delivery(signed('s')), [])).toBe(false);
  });

  it('hints at what is due, the same for the same delivery', () => {
    const [hint] = read(JSON.parse(body));
    expect(hint).toMatchObject({ due: ['orders', 'stock'], revoked: false });
    expect(read(JSON.parse(body))[0]?.eventId).toBe(hint?.eventId);
    expect(read({ event: 'order.updated', data: { id: 2 } })[0]?.eventId).not.toBe(hint?.eventId);
  });

  it.each([undefined, null, 'x', {}, { event: 'toString' }, { event: 7 }])(
    'hints at nothing in %j',
    (odd) => {
      expect(read(odd)).toEqual([]);
    },
  );
});
