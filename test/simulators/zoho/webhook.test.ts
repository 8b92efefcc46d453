import { delivery, signatureOf } from './webhook';

describe('a webhook', () => {
  const secret = 'bridgeTestSecret01';
  const record = {
    ...{ salesorder_id: '700000000000101', salesorder_number: 'WEB-1001', order_status: 'confirmed' },
    last_modified_time: '2026-01-05T10:15:30+0000',
  };
  const query = { tenant: 't1', kind: 'order' };
  const signature = 'x-zoho-webhook-signature';

  it.each([
    [query, '381afc7a45bf01faf75e5d1e66b797a8079b75f522992d51d51eaa04a767f2d0'],
    [{}, '39fc80eeab37e4b006bd5ac5415edde468b276e21d88b2d68cdb19824f91fb3a'],
  ])('signs the query %j and the raw body', (given, expected) => {
    const { headers, body } = delivery('salesorder', record, { body: 'json', secret, query: given });
    expect(JSON.parse(body)).toEqual({ salesorder: record });
    expect(headers[signature]).toBe(expected);
  });

  it('signs the decoded pairs of a form', () => {
    const pairs = { module: 'items', item_id: '700000000000201', name: 'Iced Tea' };
    const { headers, body } = delivery('item', {}, { body: 'pairs', pairs, secret, query });
    expect(body).toBe('module=items&item_id=700000000000201&name=Iced+Tea');
    expect(headers[signature]).toBe('c2a5534b6a5890a879ee8f87fe96e7618002ba111f99ffc378a96213ccc80602');
  });

  it('comes as JSONString too, and unsigned with a token of the merchant', () => {
    const old = delivery('salesorder', record, { body: 'JSONString', secret, headers: { 'x-token': 't' } });
    const JSONString = new URLSearchParams(old.body).get('JSONString') ?? '';
    expect(JSON.parse(JSONString)).toEqual({ salesorder: record });
    expect(old.headers).toMatchObject({ 'x-token': 't', [signature]: signatureOf(secret, { JSONString }) });
    expect(delivery('item', {}, { body: 'json' }).headers).not.toHaveProperty(signature);
  });
});
