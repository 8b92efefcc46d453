import { createHmac } from 'node:crypto';
import type { Post } from './emitter';
import { SCOPES } from './endpoint';
import * as seed from './seed';
import { sale, till } from './till';

const url = 'https://bridge.example/hooks/1';
const ofType = (type: string) => ({ url, type, status: 'ENABLED' });
const accepted = async () => 204;
const bodyOf = (post: Post | undefined) => JSON.parse(post?.body ?? '{}') as Record<string, never[]>;

/** A till and a token that the app got by sign-in. */
function signedIn() {
  const world = till();
  const grant = { merchantId: seed.MERCHANT_ID, scopes: SCOPES };
  return { ...world, token: world.model.access.issueToken(grant).access_token };
}

describe('webhooks', () => {
  it('are registered one type each, for public addresses, and only their maker sees them', async () => {
    const { get, post, send, token } = signedIn();
    const { json } = await post('/webhooks/', ofType('items.update'), token);
    expect(json).toMatchObject({ merchant_id: seed.MERCHANT_ID, ...ofType('items.update') });
    expect((await get('/webhooks/', token)).json).toMatchObject({ webhooks: [{ id: json.id }] });
    expect((await get('/webhooks/')).json).toEqual({ webhooks: [] });
    for (const wrong of [
      ofType('items.update'),
      ofType('receipts.create'),
      { url, type: 'receipts.update' },
      { ...ofType('receipts.update'), url: 'http://bridge.example' },
      { ...ofType('receipts.update'), url: 'https://localhost/x' },
    ])
      expect((await post('/webhooks/', wrong, token)).status).toBe(400);
    await send('DELETE', `/v1.0/webhooks/${json.id}`, undefined, token);
    expect((await get(`/webhooks/${json.id}`, token)).status).toBe(404);
  });

  it('are told of what happens after their registration, signed for the app', async () => {
    const { model, post, token } = signedIn();
    await post('/webhooks/', ofType('receipts.update'), token);
    expect(await model.emitter.deliver(accepted)).toEqual([]);
    await post('/receipts', sale(7));
    const [sent, more] = await model.emitter.deliver(accepted);
    expect(more).toBeUndefined();
    expect(bodyOf(sent)).toMatchObject({
      merchant_id: seed.MERCHANT_ID,
      type: 'receipts.update',
      receipts: [{ order: 'WEB-1', receipt_type: 'SALE' }],
    });
    const hmac = createHmac('sha1', seed.CLIENT_SECRET)
      .update(sent?.body ?? '')
      .digest('hex');
    expect(sent?.headers['x-loyverse-signature']).toBe(hmac);
  });

  it('of an access token are not signed', async () => {
    const { model, post } = till();
    await post('/webhooks/', ofType('inventory_levels.update'));
    await post('/receipts', sale(28.13, [{ variant_id: seed.ROTI_ID, quantity: 2, price: 14.065 }])).catch(
      () => {},
    );
    model.account().moveStock(seed.ROTI_ID, seed.STORE_ID, -2000);
    const [sent] = await model.emitter.deliver(accepted);
    expect(sent?.headers).not.toHaveProperty('x-loyverse-signature');
    expect(bodyOf(sent).inventory_levels).toMatchObject([{ variant_id: seed.ROTI_ID, in_stock: 38 }]);
  });

  it('carry at most a hundred objects', async () => {
    const { model, post } = till();
    await post('/webhooks/', ofType('customers.update'));
    for (let n = 0; n < 150; n += 1) await post('/customers', { name: `Guest ${n}` });
    const sent = await model.emitter.deliver(accepted);
    expect(sent.map((one) => bodyOf(one).customers?.length)).toEqual([100, 50]);
  });

  it('are tried 200 times more and then switched off', async () => {
    const { get, model, post } = till();
    await post('/webhooks/', ofType('customers.update'));
    await post('/customers', { name: 'Ana' });
    for (let n = 0; n <= 200; n += 1) await model.emitter.deliver(async () => 500);
    expect((await get('/webhooks/')).json).toMatchObject({ webhooks: [{ status: 'DISABLED' }] });
    expect(await model.emitter.deliver(accepted)).toEqual([]);
  });

  it('are told the same again after a failure', async () => {
    const { model, post } = till();
    await post('/webhooks/', ofType('customers.update'));
    await post('/customers', { name: 'Ana' });
    const [first] = await model.emitter.deliver(async () => 302);
    expect(model.state().webhooks).toMatchObject([{ waiting: 1, retries: 1 }]);
    expect(await model.emitter.deliver(accepted)).toEqual([first]);
    expect(await model.emitter.deliver(accepted)).toEqual([]);
  });
});
