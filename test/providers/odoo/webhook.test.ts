import { webhook } from '../../../functions/src/providers/odoo/webhook';

const TOKEN = 'Zk3vQ0pX9rT2mB7nLw5sYg';
const OLD = 'a-former-token-of-some-length';
const rawBody = new TextEncoder().encode('{}');
const at = (url: string) => ({ headers: {}, rawBody, url });

describe('a delivery', () => {
  it.each([`https://x.dev/hooks/odoo/c1/${TOKEN}`, `https://x.dev/hooks/odoo?token=${TOKEN}`])(
    'is known by the token in its address: %s',
    (url) => {
      expect(webhook.verify(at(url), [TOKEN])).toBe(true);
      expect(webhook.verify(at(url), [OLD, TOKEN])).toBe(true);
    },
  );

  it.each([
    ['without a token', 'https://x.dev/hooks/odoo'],
    ['with another', 'https://x.dev/hooks/odoo/Zk3vQ0pX9rT2mB7nLw5sYh'],
    ['with a part of it', `https://x.dev/hooks/odoo/${TOKEN.slice(0, -1)}`],
    ['with more than it', `https://x.dev/hooks/odoo/${TOKEN}x`],
    ['with it in the host', `https://${TOKEN}.dev/hooks`],
    ['with it in the fragment', `https://x.dev/hooks#${TOKEN}`],
    ['without an address', 'not a url'],
  ])('%s is refused', (_what, url) => expect(webhook.verify(at(url), [TOKEN])).toBe(false));

  it('is refused while there is no secret, or one that can be guessed', () => {
    const url = `https://x.dev/${TOKEN}/short`;
    expect(webhook.verify(at(url), [])).toBe(false);
    expect(webhook.verify(at(url), ['short', ''])).toBe(false);
  });
});

describe('what a delivery says', () => {
  const body = {
    _action: 'Send Webhook Notification(#494)',
    _id: 88,
    _model: 'product.template',
    id: 88,
    list_price: 14.25,
    write_date: '2026-11-21 00:24:29.491229',
  };

  it.each([
    ['product.template', ['catalog']],
    ['product.product', ['catalog']],
    ['product.pricelist.item', ['catalog']],
    ['pos.order', ['orders']],
    ['sale.order', ['orders']],
    ['res.partner', ['customers']],
    ['stock.quant', ['stock']],
    ['loyalty.reward', ['discounts']],
    ['pos.category', ['metadata']],
  ])('about %s makes %j due', (_model, due) => {
    expect(webhook.read({ ...body, _model })).toMatchObject([{ due, revoked: false }]);
  });

  it('is one hint however often it is repeated or renamed, and another when it changed', () => {
    const [first] = webhook.read(body);
    expect(webhook.read({ ...body, _action: 'Other(#1)' })[0]?.eventId).toBe(first?.eventId);
    expect(webhook.read({ ...body, list_price: 15 })[0]?.eventId).not.toBe(first?.eventId);
    expect(webhook.read({ ...body, _id: 89 })[0]?.eventId).not.toBe(first?.eventId);
  });

  it.each([
    null,
    undefined,
    'x',
    [],
    {},
    { ...body, _id: '88' },
    { ...body, _id: 8.5 },
    { ...body, _id: -1 },
    { ...body, _model: 'ir.cron' },
    { ...body, _model: 'constructor' },
    { ...body, _model: 7 },
  ])('is nothing for %j, and no error', (raw) => expect(webhook.read(raw)).toEqual([]));
});
