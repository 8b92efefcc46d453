import * as seed from '../seed';
import { till } from '../till';

describe('contacts', () => {
  const bea = {
    ...{ contact_name: 'Bea Ruiz', contact_type: 'customer', customer_sub_type: 'individual' },
    contact_persons: [{ first_name: 'Bea', email: 'bea@example.com', phone: '+52 55 123-4567' }],
  };

  it('are found by e-mail and by a part of the phone, vendors too', async () => {
    const { post, get } = till();
    const { status, json } = await post('/contacts', bea);
    expect([status, json.contact.primary_contact_id]).toEqual([
      201,
      json.contact.contact_persons[0]?.contact_person_id,
    ]);
    const names = async (query: string) =>
      (await get(`/contacts?${query}`)).json.contacts.map(({ contact_name }) => contact_name);
    expect(await names('email=bea@example.com')).toEqual(['Bea Ruiz']);
    expect(await names('phone_contains=123-4567')).toEqual(['Bea Ruiz']);
    expect(await names('email=ana@example.com')).toEqual(['Ana Diaz', 'Diaz Farm']);
    expect(await names('email=ana@example.com&contact_type=customer')).toEqual(['Ana Diaz']);
    const [row] = (await get('/contacts?email=bea@example.com')).json.contacts;
    expect(row).toMatchObject({ phone: '+52 55 123-4567' });
    expect(row).not.toHaveProperty('contact_persons');
  });

  it('have unique names, and their e-mail inside a person', async () => {
    const { post, model } = till();
    await post('/contacts', bea);
    expect((await post('/contacts', bea)).json.code).toBe(3062);
    expect((await post('/contacts', { ...bea, contact_name: '' })).json.code).toBe(6);
    await post('/contacts', { ...bea, contact_name: 'Bea 2', email: 'bea@example.com' });
    expect(model.state().violations).toBe(1);
  });

  it('keep a person that an update names, and replace one that it does not', async () => {
    const { get, put } = till();
    const url = `/contacts/${seed.ANA_CONTACT_ID}`;
    const contact_person_id = (await get(url)).json.contact.contact_persons[0]?.contact_person_id;
    await put(url, { contact_persons: [{ contact_person_id, phone: '5' }] });
    expect((await get(url)).json.contact).toMatchObject({ email: 'ana@example.com', phone: '5' });
    await put(url, { contact_persons: [{ phone: '6' }] });
    expect((await get(url)).json.contact).toMatchObject({ email: '', phone: '6' });
  });
});
