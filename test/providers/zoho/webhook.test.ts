import { createHmac } from 'node:crypto';
import { zoho } from '../../../functions/src/providers/zoho';

const SECRET = 'bridgeTestSecret01';
const TOKEN = 't'.repeat(32);
const URL_OF = (query = '') => `https://bridge.test/hooks/zoho${query}`;
const BODY =
  '{"salesorder":{"salesorder_id":"700000000000101","salesorder_number":"WEB-1001","order_status":"confirmed","last_modified_time":"2026-01-05T10:15:30+0000"}}';
const FORM = 'module=items&item_id=700000000000201&name=Iced+Tea';
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const { verify, read } = zoho.webhook!;

const delivery = (signature: string | undefined, body = BODY, query = '', type = JSON_TYPE) => ({
  headers: { 'content-type': type, 'x-zoho-webhook-signature': signature },
  rawBody: Buffer.from(body),
  url: URL_OF(query),
});
const sign = (text: string, secret = SECRET) => createHmac('sha256', secret).update(text).digest('hex');
const QUERY = '?tenant=t1&kind=order';

describe('a signed delivery of Zoho', () => {
  it.each([
    [
      'JSON, with a query',
      BODY,
      QUERY,
      JSON_TYPE,
      '381afc7a45bf01faf75e5d1e66b797a8079b75f522992d51d51eaa04a767f2d0',
    ],
    ['JSON alone', BODY, '', JSON_TYPE, '39fc80eeab37e4b006bd5ac5415edde468b276e21d88b2d68cdb19824f91fb3a'],
    [
      'a form, with a query',
      FORM,
      QUERY,
      FORM_TYPE,
      'c2a5534b6a5890a879ee8f87fe96e7618002ba111f99ffc378a96213ccc80602',
    ],
  ])('is believed: %s', (_what, body, query, type, signature) => {
    expect(verify(delivery(signature, body, query, type), [SECRET])).toBe(true);
    expect(verify(delivery(signature.toUpperCase(), body, query, type), [SECRET])).toBe(true);
  });

  it('is believed under either of two secrets during a rotation', () => {
    const signature = sign(BODY);
    expect(verify(delivery(signature), ['other', SECRET])).toBe(true);
    expect(verify(delivery(signature), [SECRET, 'other'])).toBe(true);
  });

  it.each([
    ['no signature', undefined],
    ['an empty one', ''],
    ['another length', sign(BODY).slice(1)],
    ['another secret', sign(BODY, 'x')],
    ['another body', sign(`${BODY} `)],
    ['no hex', 'é'.repeat(64)],
  ])('is not believed with %s', (_what, signature) =>
    expect(verify(delivery(signature), [SECRET])).toBe(false),
  );

  it('is not believed with a changed query, without secrets, or with an empty secret', () => {
    expect(verify(delivery(sign(BODY), BODY, '?tenant=t2'), [SECRET])).toBe(false);
    expect(verify(delivery(sign(BODY)), [])).toBe(false);
    expect(verify(delivery(sign(BODY, '')), [''])).toBe(false);
  });
});

describe('an unsigned delivery of Zoho', () => {
  it.each([
    ['a header', { headers: { 'x-tillbridge-token': TOKEN }, url: URL_OF() }],
    ['the query', { headers: {}, url: URL_OF(`?key=${TOKEN}`) }],
    ['the path', { headers: {}, url: URL_OF(`/${TOKEN}`) }],
  ])('is believed by a long token in %s', (_where, parts) => {
    expect(verify({ ...parts, rawBody: Buffer.from(BODY) }, [TOKEN])).toBe(true);
    expect(verify({ ...parts, rawBody: Buffer.from(BODY) }, [`${TOKEN}x`])).toBe(false);
  });

  it('is not believed by a token that could be guessed, or by one in the body', () => {
    const parts = { headers: { 'x-tillbridge-token': 'short' }, url: URL_OF() };
    expect(verify({ ...parts, rawBody: Buffer.from(BODY) }, ['short'])).toBe(false);
    const inBody = {
      headers: { 'content-type': FORM_TYPE },
      rawBody: Buffer.from(`key=${TOKEN}`),
      url: URL_OF(),
    };
    expect(verify(inBody, [TOKEN])).toBe(false);
    expect(verify({ ...inBody, url: 'no url' }, [TOKEN])).toBe(false);
  });
});

describe('what a delivery of Zoho says is due', () => {
  it.each([
    ['salesorder', ['orders']],
    ['item', ['catalog', 'stock']],
    ['contact', ['customers']],
    ['invoice', ['orders']],
    ['payment', ['orders']],
    ['customerpayment', ['orders']],
    ['inventory_adjustment', ['stock']],
  ])('%s: %j', (name, due) => {
    const body = { [name]: { [`${name}_id`]: '1', last_modified_time: 'now' } };
    expect(read(body)).toMatchObject([{ due, revoked: false }]);
  });

  it('is the same for JSON, for a form that holds JSON, and for text of either', () => {
    const hints = read(JSON.parse(BODY));
    expect(hints).toHaveLength(1);
    expect(read(BODY)).toEqual(hints);
    expect(read({ JSONString: BODY })).toEqual(hints);
    expect(read(new URLSearchParams({ JSONString: BODY }).toString())).toEqual(hints);
  });

  it('can be read from a form of the merchant’s own', () =>
    expect(read(FORM)).toMatchObject([{ due: ['catalog', 'stock'] }]));

  it('has one id however often it comes, and another for a later change', () => {
    const at = (time: string) =>
      read({ item: { item_id: '1', name: 'x', last_modified_time: time } })[0]?.eventId;
    expect(at('a')).toBe(at('a'));
    expect(at('a')).not.toBe(at('b'));
  });

  it('names organization and location where they are there', () => {
    const salesorder = { salesorder_id: '1', location_id: '5', organization_id: '60001' };
    expect(read({ salesorder })).toMatchObject([{ accountId: '60001', externalLocationId: '5' }]);
  });

  it.each([undefined, null, 7, '', 'x', [], {}, { package: {} }, { item: 'x' }, { JSONString: '{' }])(
    'is nothing for %j',
    (body) => expect(read(body)).toEqual([]),
  );
});
