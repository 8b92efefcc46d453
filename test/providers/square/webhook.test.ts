import { square } from '../../../functions/src/providers/square';
import type { Webhook } from '../../../functions/src/providers/webhook';

const webhook: Webhook = square.webhook!;
const url = 'https://bridge.example.test/webhooks/square';
const secret = 'test-signature-key';
const body = '{"event_id":"e-1","type":"order.updated"}';
const signature = 'gyLopPrzCBjYdx7q6hx5BawRfYtSGixo4pBJU2mVq+M=';
const verify = (changes: { signature?: string; body?: string; url?: string; secrets?: string[] } = {}) =>
  webhook.verify(
    {
      headers: { 'x-square-hmacsha256-signature': 'signature' in changes ? changes.signature : signature },
      rawBody: Buffer.from(changes.body ?? body),
      url: changes.url ?? url,
    },
    changes.secrets ?? [secret],
  );

describe('a delivery from Square', () => {
  it('is believed with the signature of address and body', () => {
    expect(webhook.protection).toBe('signature');
    expect(verify()).toBe(true);
    expect(verify({ secrets: ['old', secret, 'new'] })).toBe(true);
  });

  it.each([
    ['without a signature', { signature: undefined }],
    ['with an empty signature', { signature: '' }],
    ['with half a signature', { signature: signature.slice(0, 20) }],
    ['with a longer signature', { signature: `${signature}=` }],
    ['with another signature of the same length', { signature: signature.replace('g', 'h') }],
    ['with another body', { body: body.replace('e-1', 'e-2') }],
    ['for another address', { url: `${url}/` }],
    ['under another key', { secrets: ['other'] }],
    ['without any key', { secrets: [] }],
    ['under an empty key', { secrets: [''] }],
  ])('%s is not', (_how, changes) => {
    expect(verify(changes)).toBe(false);
  });
});

describe('what Square’s events are worth a look at', () => {
  const event = (type: string, object: object = {}, rest: object = {}) => ({
    merchant_id: 'M',
    type,
    event_id: 'e-1',
    created_at: '2026-01-15T10:05:01.123456789Z',
    data: { type: 'x', id: 'O1', object },
    ...rest,
  });

  it.each([
    ['order.updated', { order_updated: { order_id: 'O1', location_id: 'L1' } }, ['orders'], 'L1'],
    ['order.fulfillment.updated', { order_fulfillment_updated: { order_id: 'O1' } }, ['orders'], undefined],
    ['payment.created', { payment: { id: 'P1', location_id: 'L2' } }, ['orders'], 'L2'],
    ['refund.updated', { refund: { id: 'R1' } }, ['orders'], undefined],
    ['catalog.version.updated', { catalog_version: {} }, ['catalog', 'discounts', 'metadata'], undefined],
    ['inventory.count.updated', { inventory_counts: [{ location_id: 'L1' }] }, ['stock'], 'L1'],
    [
      'inventory.count.updated',
      { inventory_counts: [{ location_id: 'L1' }, { location_id: 'L2' }] },
      ['stock'],
      undefined,
    ],
    ['customer.deleted', { customer: { id: 'C1' } }, ['customers'], undefined],
    ['location.updated', {}, ['metadata'], undefined],
  ])('%s', (type, object, due, externalLocationId) => {
    expect(webhook.read(event(type, object))).toEqual([
      { eventId: 'e-1', accountId: 'M', externalLocationId, due, revoked: false },
    ]);
  });

  it('tell that access was taken away', () => {
    const revocation = event('oauth.authorization.revoked', { revocation: { revoker_type: 'MERCHANT' } });
    expect(webhook.read(revocation)).toMatchObject([{ accountId: 'M', due: [], revoked: true }]);
  });

  it.each([
    ['of no concern', event('labor.shift.created')],
    ['without a type', { event_id: 'e-1' }],
    ['named after a property of every object', event('constructor.created')],
    ['that is no object', 'order.updated'],
    ['that is nothing', undefined],
  ])('say nothing when one is %s', (_what, given) => {
    expect(webhook.read(given)).toEqual([]);
  });

  it('have an id of their own even when Square sends none', () => {
    const [one, same, other] = [1, 1, 2].map(
      (n) =>
        webhook.read(event('order.updated', { order_updated: { n } }, { event_id: undefined }))[0]?.eventId,
    );
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });
});
