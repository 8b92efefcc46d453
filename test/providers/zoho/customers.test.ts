import { failureOf, open } from './fixtures';
import { refusedWith, routes, scripted, type Script } from './scripted';

const LIST = 'GET /contacts';
const ADD = 'POST /contacts';
const ONE = 'GET /contacts/700500';
const CHANGE = 'PUT /contacts/700500';
const ANA = { name: 'Ana Diaz', email: 'Ana@Example.test', phone: '+1 (202) 555-0143', reference: 'ref-1' };
const contact = (more: object = {}) => ({
  contact_id: '700500',
  contact_name: 'Ana Diaz',
  contact_type: 'customer',
  status: 'active',
  email: 'ana@example.test',
  phone: '+12025550143',
  ...more,
});
const list = (...contacts: object[]) => ({ json: { contacts } });
const made = { status: 201, json: { contact: contact() } };

function keep(scripts: Record<string, Script>, details: object = ANA) {
  const { http, calls } = scripted(scripts);
  return { calls, id: open(http).upsertCustomer({ ...ANA, ...details }) };
}

describe('a shopper kept in Zoho', () => {
  it('is found by e-mail, and nothing is written that is there already', async () => {
    const { calls, id } = keep({ [LIST]: list(contact()) });
    expect(await id).toBe('700500');
    expect(routes(calls)).toEqual([LIST]);
    expect(calls[0]?.query).toMatchObject({ email: 'ana@example.test' });
  });

  it.each([
    ['another address', { email: 'bob@example.test', phone: '1112223' }],
    ['a vendor', { contact_type: 'vendor' }],
    ['an inactive contact', { status: 'inactive' }],
  ])('is not taken for %s that an ignored filter brought', async (_who, more) => {
    const { calls, id } = keep({ [LIST]: list(contact(more)), [ADD]: made });
    await id;
    expect(routes(calls)).toEqual([LIST, LIST, ADD]);
  });

  it('is found by phone, however it is written there', async () => {
    const { calls, id } = keep({ [LIST]: list(contact({ phone: '202-555-0143' })) }, { email: undefined });
    expect(await id).toBe('700500');
    expect(calls[0]?.query).toMatchObject({ phone_contains: '5550143' });
  });

  it('is created with e-mail and phone on their person', async () => {
    const { calls, id } = keep({ [LIST]: list(), [ADD]: made });
    expect(await id).toBe('700500');
    expect(calls.at(-1)?.body).toEqual({
      contact_name: 'Ana Diaz',
      contact_type: 'customer',
      customer_sub_type: 'individual',
      contact_persons: [
        {
          first_name: 'Ana',
          last_name: 'Diaz',
          email: 'ana@example.test',
          phone: '+1 (202) 555-0143',
          is_primary_contact: true,
        },
      ],
    });
  });

  it('gets a new phone number, and nobody else of the contact is lost', async () => {
    const persons = [
      { contact_person_id: '1', first_name: 'Bo', email: '', is_primary_contact: false },
      { contact_person_id: '2', first_name: 'Ana', email: 'ana@example.test', is_primary_contact: true },
    ];
    const { calls, id } = keep({
      [LIST]: list(contact({ phone: '' })),
      [ONE]: { json: { contact: contact({ contact_persons: persons }) } },
      [CHANGE]: made,
    });
    await id;
    expect(routes(calls)).toEqual([LIST, ONE, CHANGE]);
    expect(calls[2]?.body).toEqual({
      contact_name: 'Ana Diaz',
      contact_persons: [
        { ...persons[1], phone: '+1 (202) 555-0143' },
        { contact_person_id: '1', first_name: 'Bo', is_primary_contact: false },
      ],
    });
  });

  it('is adopted by name where the name is taken and e-mail or phone fits', async () => {
    const { calls, id } = keep({
      [LIST]: [list(), list(), list(contact({ email: 'ANA@example.test' }))],
      [ADD]: refusedWith(3062),
    });
    expect(await id).toBe('700500');
    expect(calls.at(-1)?.query).toMatchObject({ contact_name: 'Ana Diaz' });
  });

  it('has our reference in the name where a namesake has the name, and is found by it after that', async () => {
    const namesake = contact({ contact_id: '1', email: 'other@example.test', phone: '' });
    const first = keep({ [LIST]: list(namesake), [ADD]: [refusedWith(3062), made] });
    await first.id;
    expect(first.calls.at(-1)?.body).toMatchObject({ contact_name: 'Ana Diaz ref-1' });
    const ours = contact({ contact_name: 'Ana Diaz ref-1', email: '', phone: '' });
    const second = keep({ [LIST]: list(namesake, ours), [ADD]: refusedWith(3062) });
    expect(await second.id).toBe('700500');
  });

  it.each(['call me', '+1', '1'.repeat(35), '☎️', '(202) 555-0143 ext. 7'])(
    'is created without the phone %j',
    async (phone) => {
      const { calls, id } = keep({ [LIST]: list(), [ADD]: made }, { phone });
      await id;
      expect(JSON.stringify(calls.at(-1)?.body)).not.toContain('"phone"');
    },
  );

  it('leaves none of their data in a message', async () => {
    const { id } = keep({ [LIST]: list(), [ADD]: refusedWith(15, 'Ana Diaz, ana@example.test is wrong') });
    const failure = await failureOf(id);
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.not.stringMatching(/ana/i)]);
  });
});
