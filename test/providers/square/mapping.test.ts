import type { Order } from '../../../functions/src/model/order';
import type { PushOrder } from '../../../functions/src/providers/provider';
import { orderBody, type Terms } from '../../../functions/src/providers/square/mapping';
import { squareSettings } from '../../../functions/src/providers/square/settings';
import { anOrder, aPush } from './orders';
import { NOW } from './scripted';

const TERMS: Terms = { locationId: 'L1', settings: squareSettings.parse({}), now: NOW };

describe('the parts of an order', () => {
  const bodyOf = (order: Order, terms: Partial<Terms> = {}, push: Partial<PushOrder> = {}) =>
    orderBody(aPush(push, order), { ...TERMS, ...terms });

  it('writes quantities as plain decimals', () => {
    const quantities = [1, 10, 100.5, 0.001, 999_999.999, 2.25];
    const lines = quantities.map((quantity, index) => ({
      id: `l${index}`,
      productId: 'p',
      name: 'Tea',
      quantity,
      unitPrice: 0,
    }));
    const body = orderBody(aPush({}, anOrder({ lines, total: 0 })), TERMS);
    expect(body.line_items.map((item) => item.quantity)).toEqual([
      '1',
      '10',
      '100.5',
      '0.001',
      '999999.999',
      '2.25',
    ]);
  });

  it('carry the marker, the number and the storefront’s prices', () => {
    const body = bodyOf(anOrder(), {}, { customerId: 'C1' });
    expect(body).toMatchObject({
      location_id: 'L1',
      reference_id: '1042-0123456789abcd',
      metadata: { tillbridge_order: '1042-0123456789abcd' },
      ticket_name: '1042',
      source: { name: 'Tillbridge' },
      customer_id: 'C1',
      pricing_options: { auto_apply_taxes: false, auto_apply_discounts: false },
      line_items: [
        {
          catalog_object_id: 'V0',
          quantity: '2',
          base_price_money: { amount: 1300, currency: 'USD' },
          modifiers: [
            {
              catalog_object_id: 'MOD0_0',
              quantity: '1',
              base_price_money: { amount: 150, currency: 'USD' },
            },
          ],
        },
      ],
    });
    expect(body.line_items[0]).not.toHaveProperty('name');
  });

  it('name the product in the note of a fallback line, and stand by name alone without any item', () => {
    const [line] = aPush().lines;
    const lines = (as: 'fallback' | 'adhoc') => [{ ...line!, as, link: { variationId: 'ANY' } }];
    const fallback = bodyOf(anOrder(), {}, { lines: lines('fallback') }).line_items[0];
    const adhoc = bodyOf(anOrder(), {}, { lines: lines('adhoc') }).line_items[0];
    expect(fallback).toMatchObject({
      catalog_object_id: 'ANY',
      note: 'Lentil soup',
      modifiers: [{ name: 'Bread' }],
    });
    expect(fallback).not.toHaveProperty('name');
    expect(adhoc).toMatchObject({ name: 'Lentil soup', modifiers: [{ name: 'Bread' }] });
    expect(adhoc).not.toHaveProperty('catalog_object_id');
  });

  it('name a modifier that has no option in Square', () => {
    const [line] = aPush().lines;
    const lines = [{ ...line!, modifiers: line!.modifiers.map(({ modifier }) => ({ modifier })) }];
    expect(bodyOf(anOrder(), {}, { lines }).line_items[0]?.modifiers).toEqual([
      { uid: 'l0m0', name: 'Bread', quantity: '1', base_price_money: { amount: 150, currency: 'USD' } },
    ]);
  });

  it('hold fees, tip and a tax on top as untaxed service charges', () => {
    const order = anOrder({
      fees: [{ name: 'Delivery', amount: 300 }],
      tip: 200,
      tax: { amount: 240, inclusive: false },
      total: 3640,
    });
    const charges = bodyOf(order).service_charges ?? [];
    expect(charges.map(({ name, amount_money, taxable }) => [name, amount_money.amount, taxable])).toEqual([
      ['Delivery', 300, false],
      ['Tip', 200, false],
      ['Tax', 240, false],
    ]);
  });

  it.each([
    ['one rate explains the amount', { amount: 242, inclusive: true, rate: 9.1 }, '9.1'],
    ['the rate does not explain the amount', { amount: 900, inclusive: true, rate: 9.1 }, undefined],
    ['no rate is given', { amount: 242, inclusive: true }, undefined],
    ['the rate has too many digits', { amount: 242, inclusive: true, rate: 9.1000000001 }, undefined],
  ])('split a tax that the prices contain only if %s', (_when, tax, percentage) => {
    const [entry] = bodyOf(anOrder({ tax })).taxes ?? [];
    expect(entry).toEqual(
      percentage && { uid: 'tax', scope: 'ORDER', name: 'Tax', type: 'INCLUSIVE', percentage },
    );
  });

  it('take what discounts exceed the goods by off the charges', () => {
    const order = anOrder({
      discounts: [{ amount: 2900 }],
      fees: [{ name: 'Delivery', amount: 300 }],
      total: 299,
    });
    const body = bodyOf(
      order,
      {},
      {
        discounts: [
          { name: 'A', amount: 2900 },
          { name: 'Rounding', amount: 1 },
        ],
      },
    );
    expect(body.discounts?.map(({ amount_money }) => amount_money.amount)).toEqual([2900]);
    expect(body.service_charges?.map(({ amount_money }) => amount_money.amount)).toEqual([299]);
  });
});

describe('the fulfillment', () => {
  const fulfillmentOf = (order: Order, pos: Record<string, unknown> = {}) =>
    orderBody(aPush({}, order), { ...TERMS, settings: squareSettings.parse(pos) }).fulfillments?.[0];

  it('is a pickup as soon as possible, with a phone number in Square’s form', () => {
    expect(fulfillmentOf(anOrder())).toEqual({
      uid: 'f0',
      type: 'PICKUP',
      state: 'PROPOSED',
      pickup_details: {
        recipient: {
          display_name: 'Sam Example',
          phone_number: '+12025550143',
          email_address: 'sam@example.test',
        },
        schedule_type: 'ASAP',
        prep_time_duration: 'PT20M',
      },
    });
  });

  it('is scheduled when it is due later', () => {
    const order = anOrder({ fulfillment: { type: 'pickup', dueAt: NOW + 3600_000 } });
    expect(fulfillmentOf(order, { prepTimeMinutes: 45 })).toMatchObject({
      pickup_details: {
        schedule_type: 'SCHEDULED',
        pickup_at: '2026-01-15T11:00:00.000Z',
        prep_time_duration: 'PT45M',
      },
    });
  });

  it('puts address, table and note into the note of a pickup', () => {
    const fulfillment = { type: 'delivery', address: 'Main Street 1', table: 7 };
    expect(fulfillmentOf(anOrder({ fulfillment, note: 'Ring twice' }))).toMatchObject({
      type: 'PICKUP',
      pickup_details: { note: 'Table 7 - Deliver to: Main Street 1 - Ring twice' },
    });
  });

  it('is a delivery only where the settings and the order both say so', () => {
    const delivery = anOrder({ fulfillment: { type: 'delivery', address: 'Main Street 1' } });
    expect(fulfillmentOf(delivery, { fulfillment: 'delivery' })).toMatchObject({
      type: 'DELIVERY',
      delivery_details: {
        recipient: { address: { address_line_1: 'Main Street 1' } },
        schedule_type: 'ASAP',
      },
    });
    expect(fulfillmentOf(anOrder(), { fulfillment: 'delivery' })?.type).toBe('PICKUP');
    expect(fulfillmentOf(delivery, { fulfillment: 'none' })).toBeUndefined();
  });

  it.each([['12345678'], ['12345678901234567'], ['call me'], ['+1 202 555 0143 ext 5']])(
    'leaves out the phone number %s, which Square would refuse',
    (phone) => {
      const recipient = fulfillmentOf(anOrder({ customer: { phone } }));
      expect(recipient).toMatchObject({ pickup_details: { recipient: { display_name: 'Order 1042' } } });
      expect(JSON.stringify(recipient)).not.toContain('phone_number');
    },
  );
});
