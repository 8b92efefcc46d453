import { createSquare } from '.';
import { caller, faultsIn, refusal, stoppedClock, text } from './caller';
import * as seed from './seed';

function setUp(options: Parameters<typeof createSquare>[0] = {}) {
  const clock = stoppedClock();
  const square = createSquare({ now: clock.now, ...options });
  const send = caller(square);
  return { clock, square, send };
}

const sam = { given_name: 'Sam', email_address: 'sam@example.test', phone_number: '+12025550143' };

describe('customers', () => {
  const find = (filter: object) => ({ query: { filter } });

  it('are found by e-mail, phone or reference, and may exist twice', async () => {
    const { send } = setUp();
    const made = await send('POST', '/v2/customers', { ...sam, reference_id: 'c-1' });
    expect(made.body['customer']).toMatchObject({ ...sam, version: 0, creation_source: 'THIRD_PARTY' });
    await send('POST', '/v2/customers', sam);
    const found = async (filter: object) => {
      const { body } = await send('POST', '/v2/customers/search', find(filter));
      return ((body['customers'] ?? []) as unknown as object[]).length;
    };
    expect(await found({ email_address: { exact: 'SAM@example.test' } })).toBe(2);
    expect(await found({ phone_number: { exact: '+12025550143' } })).toBe(2);
    expect(await found({ reference_id: { exact: 'c-1' } })).toBe(1);
    expect(await found({ reference_id: { exact: 'c-2' } })).toBe(0);
  });

  it('stay out of the index for a while', async () => {
    const { clock, send } = setUp({ customerIndexDelayMs: 30_000 });
    const made = await send('POST', '/v2/customers', sam);
    const search = () =>
      send('POST', '/v2/customers/search', find({ email_address: { exact: sam.email_address } }));
    expect((await search()).body).toEqual({});
    const id = text(made.body['customer']?.['id']);
    expect((await send('GET', `/v2/customers/${id}`)).status).toBe(200);
    clock.forward(30_000);
    expect((await search()).body['customers']).toHaveLength(1);
  });

  it('change field by field, null clears, and versions are checked when sent', async () => {
    const { send } = setUp();
    const made = await send('POST', '/v2/customers', sam);
    const path = `/v2/customers/${text(made.body['customer']?.['id'])}`;
    const { body } = await send('PUT', path, { phone_number: null, family_name: 'Example', version: 0 });
    expect(body['customer']).toMatchObject({ given_name: 'Sam', family_name: 'Example', version: 1 });
    expect(body['customer']).not.toHaveProperty('phone_number');
    expect(refusal(await send('PUT', path, { note: 'x', version: 0 }))).toContain('409 CONFLICT');
  });

  it.each([
    ['nothing that identifies', { note: 'x' }, 'BAD_REQUEST'],
    ['a short phone number', { ...sam, phone_number: '12345678' }, 'INVALID_PHONE_NUMBER'],
    ['a broken address', { ...sam, email_address: 'sam' }, 'INVALID_EMAIL_ADDRESS'],
    ['a long name', { given_name: 'x'.repeat(301) }, 'VALUE_TOO_LONG'],
  ])('are refused with %s', async (_what, body, code) => {
    const { send } = setUp();
    expect(faultsIn(await send('POST', '/v2/customers', body))[0]?.[0]).toBe(code);
  });
});

describe('stock', () => {
  const place = { catalog_object_id: seed.ITEMS.dal.variationId, location_id: seed.MAIN_LOCATION };
  const count = (quantity: string, occurred_at = '2026-01-15T10:00:00Z') => ({
    type: 'PHYSICAL_COUNT',
    physical_count: { ...place, state: 'IN_STOCK', quantity, occurred_at },
  });
  const move = (
    from_state: string,
    to_state: string,
    quantity: string,
    occurred_at = '2026-01-15T10:00:00Z',
  ) => ({
    type: 'ADJUSTMENT',
    adjustment: { ...place, from_state, to_state, quantity, occurred_at },
  });
  const stocked = () => {
    const { clock, send } = setUp();
    let keys = 0;
    const change = (...changes: object[]) =>
      send('POST', '/v2/inventory/changes/batch-create', { idempotency_key: `k${(keys += 1)}`, changes });
    const left = async () => {
      const body = { catalog_object_ids: [place.catalog_object_id] };
      const seen = await send('POST', '/v2/inventory/counts/batch-retrieve', body);
      return seen.body['counts']?.['0']?.['quantity'];
    };
    return { clock, change, left };
  };

  it('has no row until it is counted; counts set, adjustments add', async () => {
    const { change, left } = stocked();
    expect(await left()).toBeUndefined();
    await change(count('12'), move('NONE', 'IN_STOCK', '5'), move('IN_STOCK', 'WASTE', '0.5'));
    expect(await left()).toBe('16.5');
  });

  it('follows the time at which things happened, not the time of the report', async () => {
    const { change, left } = stocked();
    await change(count('12', '2026-01-15T09:59:00Z'));
    await change(move('IN_STOCK', 'SOLD', '3', '2026-01-15T09:00:00Z'));
    expect(await left()).toBe('12');
  });

  it('refuses the future, the distant past and impossible moves, and then changes nothing', async () => {
    const { change, left } = stocked();
    const bad = [
      count('1', '2026-01-15T10:00:01Z'),
      count('1', '2026-01-14T09:59:59Z'),
      move('NONE', 'SOLD', '1'),
    ];
    for (const each of bad) expect((await change(count('9'), each)).status).toBe(400);
    expect(await left()).toBeUndefined();
  });
});
