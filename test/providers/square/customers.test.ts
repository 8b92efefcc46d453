import { failureOf, refusal, sessionOn, type Seen } from './scripted';

const SEARCH = 'POST /v2/customers/search';
const CREATE = 'POST /v2/customers';
const PUT = 'PUT /v2/customers/C1';
const EMPTY = { json: {} };
const sam = {
  name: 'Sam van Example',
  email: 'sam@example.test',
  phone: '+1 202 555 0143',
  reference: 'ref-1',
};
const fields = {
  given_name: 'Sam',
  family_name: 'van Example',
  email_address: 'sam@example.test',
  phone_number: '+12025550143',
  reference_id: 'ref-1',
};
const customer = (changes: object = {}) => ({ json: { customer: { id: 'C1', ...changes } } });
const found = (changes: object = {}) => ({ json: { customers: [{ id: 'C1', ...changes }] } });
const filters = (requests: Seen[]) =>
  requests.filter(({ line }) => line === SEARCH).map(({ body }) => Object.keys(body.query.filter).join());

describe('a shopper as a customer of Square', () => {
  it('is looked for by reference, e-mail and phone, then created', async () => {
    const { session, requests } = sessionOn({ [SEARCH]: EMPTY, [CREATE]: customer() });
    expect(await session.upsertCustomer(sam)).toBe('C1');
    expect(filters(requests)).toEqual(['reference_id', 'email_address', 'phone_number']);
    expect(requests.map(({ effect }) => effect)).toEqual([false, false, false, true]);
    const { idempotency_key: key, ...sent } = requests[3]!.body;
    expect(sent).toEqual(fields);
    expect(key.length).toBeLessThanOrEqual(45);
  });

  it('is created under the same key whatever else has changed', async () => {
    const [first, second] = [1, 2].map(() => sessionOn({ [SEARCH]: EMPTY, [CREATE]: customer() }));
    await first?.session.upsertCustomer(sam);
    await second?.session.upsertCustomer({ ...sam, name: 'Samantha' });
    expect(second?.requests[3]?.body.idempotency_key).toBe(first?.requests[3]?.body.idempotency_key);
  });

  it('is not looked for by a phone number without a country code', async () => {
    const { session, requests } = sessionOn({ [SEARCH]: EMPTY, [CREATE]: customer() });
    await session.upsertCustomer({ reference: 'ref-1', name: 'Sam', phone: '2025550143' });
    expect(filters(requests)).toEqual(['reference_id']);
    expect(requests[1]?.body.phone_number).toBe('2025550143');
  });

  it('is updated with what is new, and keeps a reference of the seller’s own', async () => {
    const { session, requests } = sessionOn({
      [SEARCH]: [EMPTY, found({ email_address: 'sam@example.test', reference_id: 'vip-7' })],
      [PUT]: customer(),
    });
    expect(await session.upsertCustomer({ reference: 'ref-1', name: 'Sam', email: 'sam@example.test' })).toBe(
      'C1',
    );
    expect(requests[2]?.body).toEqual({ given_name: 'Sam' });
  });

  it('is left alone when nothing is new', async () => {
    const { session, lines } = sessionOn({ [SEARCH]: found(fields) });
    expect(await session.upsertCustomer(sam)).toBe('C1');
    expect(lines()).toEqual([SEARCH]);
  });

  it('is created without a phone number that Square refuses, under another key', async () => {
    const { session, requests } = sessionOn({
      [SEARCH]: EMPTY,
      [CREATE]: [refusal(400, 'INVALID_PHONE_NUMBER'), refusal(400, 'INVALID_EMAIL_ADDRESS'), customer()],
    });
    await session.upsertCustomer(sam);
    const sent = requests.filter(({ line }) => line === CREATE).map(({ body }) => body);
    expect(sent[1]).not.toHaveProperty('phone_number');
    expect(sent[2]).not.toHaveProperty('email_address');
    expect(new Set(sent.map((body) => body.idempotency_key)).size).toBe(3);
  });

  it('is updated without a phone number that Square refuses', async () => {
    const { session, requests } = sessionOn({
      [SEARCH]: found({ reference_id: 'ref-1' }),
      [PUT]: [refusal(400, 'INVALID_PHONE_NUMBER'), customer()],
    });
    await session.upsertCustomer(sam);
    expect(requests[2]?.body).toEqual({
      given_name: 'Sam',
      family_name: 'van Example',
      email_address: sam.email,
    });
  });

  it('is found again when the key was used before', async () => {
    const reused = refusal(400, 'IDEMPOTENCY_KEY_REUSED');
    const late = sessionOn({ [SEARCH]: [EMPTY, EMPTY, EMPTY, found()], [CREATE]: reused });
    expect(await late.session.upsertCustomer(sam)).toBe('C1');
    const hidden = sessionOn({ [SEARCH]: EMPTY, [CREATE]: reused });
    expect((await failureOf(hidden.session.upsertCustomer(sam))).kind).toBe('unavailable');
  });

  it('needs something to be known by', async () => {
    const { session, lines } = sessionOn({ [SEARCH]: EMPTY });
    expect((await failureOf(session.upsertCustomer({ reference: 'ref-1', phone: '12' }))).kind).toBe(
      'rejected',
    );
    expect(lines()).toEqual([SEARCH]);
  });
});
