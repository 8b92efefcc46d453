import { failureOf, open } from './fixtures';
import { asked, refusedWith, scripted } from './scripted';

const LIST = 'GET /v1.0/customers';
const SAVE = 'POST /v1.0/customers';
const page = (customers: unknown[], cursor?: string) => ({ json: { customers, cursor } });
const ana = {
  id: 'c1',
  name: 'Ana C.',
  email: 'Ana@example.com',
  phone_number: null,
  address: '12 Main St',
  country_code: 'tt',
  customer_code: null,
  note: 'likes oat',
  total_points: 12.5,
  total_spent: 90,
};
const details = {
  name: 'Ana Charles',
  email: 'ana@example.com',
  phone: '+1 868 555-0123',
  reference: 'web-118',
};

describe('a shopper in Loyverse', () => {
  it('is looked for by e-mail and updated with everything that is known of them', async () => {
    const { http, calls } = scripted({ [LIST]: page([ana]), [SAVE]: { json: ana } });
    expect(await open(http).upsertCustomer(details)).toBe('c1');
    expect(calls[0]?.query.email).toBe('ana@example.com');
    expect(calls[1]?.body).toEqual({
      id: 'c1',
      name: 'Ana Charles',
      email: 'ana@example.com',
      phone_number: '+18685550123',
      address: '12 Main St',
      country_code: 'tt',
      customer_code: 'web-118',
      note: 'likes oat',
      total_points: 12.5,
    });
  });

  it('is left alone when nothing is new', async () => {
    const known = { ...ana, name: 'Ana Charles', customer_code: 'their-own' };
    const { http, calls } = scripted({ [LIST]: page([known]) });
    await open(http).upsertCustomer({ name: 'Ana Charles', email: 'Ana@example.com', reference: 'web-118' });
    expect(calls).toHaveLength(1);
  });

  it('is created when nobody has the e-mail, also if the filter let others through', async () => {
    const { http, calls } = scripted({
      [LIST]: page([{ ...ana, email: 'other@example.com' }]),
      [SAVE]: { json: { id: 'c9' } },
    });
    expect(await open(http).upsertCustomer(details)).toBe('c9');
    expect(asked(calls, SAVE)[0]?.body).toEqual({
      name: 'Ana Charles',
      email: 'ana@example.com',
      phone_number: '+18685550123',
      customer_code: 'web-118',
    });
  });

  it.each([
    ['our reference', { ...ana, email: null, customer_code: 'web-118' }],
    ['the phone', { ...ana, email: null, phone_number: '1 (868) 555 0123' }],
  ])('without an e-mail is found by %s, page by page', async (_by, row) => {
    const { http, calls } = scripted({
      [LIST]: [page([{ ...ana, id: 'c0' }], 'n'), page([row])],
      [SAVE]: { json: row },
    });
    expect(await open(http).upsertCustomer({ ...details, email: undefined })).toBe('c1');
    expect(asked(calls, LIST).map((call) => call.query.email)).toEqual([undefined, undefined]);
  });

  it('without an e-mail and unknown is created under our reference', async () => {
    const { http, calls } = scripted({ [LIST]: page([]), [SAVE]: { json: { id: 'c9' } } });
    await open(http).upsertCustomer({ reference: 'web-7' });
    expect(asked(calls, SAVE)[0]?.body).toEqual({ name: 'web-7', customer_code: 'web-7' });
  });

  it('is created without our reference where Loyverse holds it for somebody else', async () => {
    const { http, calls } = scripted({
      [LIST]: page([]),
      [SAVE]: [refusedWith(400, 'INVALID_VALUE', 'exists', 'object.customer_code'), { json: { id: 'c9' } }],
    });
    expect(await open(http).upsertCustomer(details)).toBe('c9');
    expect(asked(calls, SAVE)[1]?.body).not.toHaveProperty('customer_code');
  });

  it('is not created twice after a failure whose outcome nobody knows', async () => {
    const { http, calls } = scripted({ [LIST]: page([]), [SAVE]: { status: 500, json: {} } });
    expect((await failureOf(open(http).upsertCustomer(details))).kind).toBe('unavailable');
    expect(asked(calls, SAVE)).toHaveLength(1);
  });

  it.each([
    ['a name is cut between characters', { name: '🍕'.repeat(80) }, { name: '🍕'.repeat(32) }],
    ['a right-to-left name is kept', { name: 'آنا' }, { name: 'آنا' }],
    ['a phone that is too long is left out', { phone: '+1234567890123456' }, { phone_number: undefined }],
    [
      'a phone of 15 digits goes without its plus',
      { phone: '+123456789012345' },
      { phone_number: '123456789012345' },
    ],
    [
      'an e-mail that is too long is left out',
      { email: `${'a'.repeat(99)}@example.com` },
      { email: undefined },
    ],
  ])('fits its fields: %s', async (_what, given, expected) => {
    const { http, calls } = scripted({ [LIST]: page([]), [SAVE]: { json: { id: 'c9' } } });
    await open(http).upsertCustomer({ ...details, ...given });
    const body = asked(calls, SAVE)[0]?.body as Record<string, unknown>;
    for (const [field, value] of Object.entries(expected)) expect(body[field]).toBe(value);
  });
});
