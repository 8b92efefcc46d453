import { ALL_SERIES } from '..';
import * as seed from '../seed';
import { created, type Json, sell, synced, till } from '../till';

const opening = (series: number) => (series < 18 ? 'set_cashbox_pos' : 'set_opening_control');

describe.each(ALL_SERIES)('a till on %i', (series) => {
  it('is opened in two steps, and sells after the first', async () => {
    const { call, model } = till({ series });
    const config = async () => {
      const fields = ['current_session_id', 'current_session_state'];
      const [row] = await call<Json[]>('pos.config', 'read', [[seed.CLOSED_CONFIG_ID], fields]);
      return row;
    };
    expect(await config()).toMatchObject({ current_session_id: false, current_session_state: false });
    const action = await call<Json>('pos.config', 'open_ui', [[seed.CLOSED_CONFIG_ID]]);
    expect(action.url).toContain('/pos/ui?config_id=2');
    const [session] = (await config())?.current_session_id as [number, string];
    expect(await config()).toMatchObject({ current_session_state: 'opening_control' });
    await call('pos.config', 'open_ui', [[seed.CLOSED_CONFIG_ID]]);
    expect(await config()).toMatchObject({ current_session_id: [session, expect.any(String)] });
    const more = series < 18 ? { pos_session_id: session } : { session_id: session };
    const args = series < 18 ? [[created({ more })]] : [[synced({ more })]];
    await call('pos.order', series < 18 ? 'create_from_ui' : 'sync_from_ui', args);
    await call('pos.session', opening(series), [[session], 0, '']);
    expect(await config()).toMatchObject({ current_session_state: 'opened' });
    expect(model.orders()).toMatchObject([{ locationId: String(seed.CLOSED_CONFIG_ID) }]);
  });

  it('is opened once', async () => {
    const { refused } = till({ series });
    const { message } = await refused('pos.session', 'create', [{ config_id: seed.CONFIG_ID }]);
    expect(message).toBe('Another session is already opened for this point of sale.');
  });

  it('wants an e-mail of who opens it, on 17 and 18', async () => {
    const { execute } = till({ series });
    const silent = { uid: seed.SILENT_UID, secret: seed.SILENT_API_KEY };
    const { json } = await execute('pos.config', 'open_ui', [[seed.CLOSED_CONFIG_ID]], {}, silent);
    const refusal = json.error?.data.message ?? 'opened';
    expect(refusal).toContain(series === 17 || series === 18 ? "sender's email address" : 'opened');
  });

  it('makes paid orders done when it closes, and moves their write_date', async () => {
    const shop = till({ series });
    await sell(shop);
    shop.clock.now += 60_000;
    await shop.call('pos.session', 'post_closing_cash_details', [[seed.SESSION_ID], 0]);
    const closed = await shop.call('pos.session', 'close_session_from_ui', [[seed.SESSION_ID]]);
    expect(closed).toEqual({ successful: true });
    expect(await shop.call('pos.order', 'search_read', [[], ['state', 'write_date']])).toMatchObject([
      { state: 'done', write_date: '2026-11-21 01:01:00' },
    ]);
    expect(shop.model.orders()).toMatchObject([{ state: 'paid' }]);
  });

  it('does not close over drafts, nor over an account without a customer', async () => {
    const shop = till({ series });
    const id = await sell(shop, { draft: true, paid: 0 });
    expect(shop.model.closeTill()).toEqual({
      successful: false,
      message: 'You cannot close the POS when orders are still in draft',
      redirect: false,
      open_order_ids: [id],
    });
    const other = till({ series });
    const account = { payment_method_id: seed.ACCOUNT_METHOD_ID, amount: 7 };
    const more =
      series < 18
        ? { statement_ids: [[0, 0, { ...account, name: '2026-11-21 00:50:00' }]] }
        : { payment_ids: [[0, 0, account]] };
    await sell(other, { more });
    expect(() => other.model.closeTill()).toThrow('does not contain a customer');
  });

  it('takes an order for a closed session elsewhere, or refuses it', async () => {
    const shop = till({ series });
    shop.model.closeTill();
    if (series < 18) {
      await sell(shop);
      const rescue = shop.model.records('pos.session').find((session) => session.rescue === true);
      expect(rescue?.name).toMatch(/^RESCUE FOR POS\/00003/);
      expect(shop.model.orders()).toMatchObject([{ visible: false }]);
      return;
    }
    await expect(sell(shop)).rejects.toThrow('No open session available.');
    const session = shop.model.openTill();
    await sell(shop);
    expect(shop.model.records('pos.order')).toMatchObject([{ session_id: [session, expect.any(String)] }]);
  });

  it('moves stock at the payment from 18, at the closing before', async () => {
    const shop = till({ series });
    const line = {
      product_id: seed.ROTI_ID,
      qty: 3,
      price_unit: 12.5,
      price_subtotal: 37.5,
      price_subtotal_incl: 37.5,
    };
    await sell(shop, { total: 37.5, more: { lines: [[0, 0, line]] } });
    const stock = () =>
      shop.model.records('stock.quant').find(({ id }) => id === seed.ROTI_QUANT_ID)?.quantity;
    expect(stock()).toBe(series < 18 ? 40 : 37);
    shop.model.closeTill();
    expect(stock()).toBe(37);
  });
});

describe('a till', () => {
  it('has methods of its own, each of a kind', async () => {
    const { call } = till();
    const fields = ['name', 'type', 'is_cash_count', 'split_transactions', 'config_ids'];
    const rows = await call<Json[]>('pos.payment.method', 'search_read', [[['company_id', '=', 1]], fields]);
    expect(rows.map(({ name, type }) => [name, type])).toEqual([
      ['Cash', 'cash'],
      ['Online', 'bank'],
      ['Customer Account', 'pay_later'],
      ['Vouchers', 'bank'],
      ['Cash (truck)', 'cash'],
    ]);
    expect(rows[1]?.config_ids).toEqual([seed.CONFIG_ID, seed.CLOSED_CONFIG_ID]);
  });
});
