import { failureOf, open } from './fixtures';
import { asked, scripted } from './scripted';

const SEARCH = 'POST /customer/search';
const SAM = { name: 'Sam Example', email: 'sam@example.test', phone: '+12025550143', reference: 'ref' };

describe('a shopper in Alleaves', () => {
  it('is found by e-mail in other letters, among answers to a question that was ignored', async () => {
    const rows = [
      { id_customer: 1, email: 'ana@example.test' },
      { id_customer: 2, email: 'SAM@example.test' },
    ];
    const { http, calls } = scripted({ [SEARCH]: { json: { customers: rows } } });
    expect(await open(http).upsertCustomer(SAM)).toBe('2');
    expect(calls).toHaveLength(1);
  });

  it('is found by phone however it is written', async () => {
    const rows = { 0: { id_customer: 3, phone2: '(202) 555-0143' } };
    const { http } = scripted({ [SEARCH]: { json: rows } });
    expect(await open(http).upsertCustomer({ phone: '+1 202 555 0143', reference: 'ref' })).toBe('3');
  });

  it('is not another one with the same phone and another address', async () => {
    const rows = [{ id_customer: 4, phone: '2025550143', email: 'ana@example.test' }];
    const { http } = scripted({ [SEARCH]: { json: rows }, 'POST /customer': { json: { id_customer: 5 } } });
    expect(await open(http).upsertCustomer(SAM)).toBe('5');
  });

  it('is created without a birth date', async () => {
    const { http, calls } = scripted({
      [SEARCH]: { json: [] },
      'POST /customer': { json: { id_customer: 6 } },
    });
    expect(await open(http).upsertCustomer(SAM)).toBe('6');
    expect(asked(calls, 'POST /customer')).toMatchObject([
      { effect: true, body: { name_first: 'Sam', name_last: 'Example', email: SAM.email, phone: SAM.phone } },
    ]);
    expect(Object.keys(asked(calls, 'POST /customer')[0]?.body as object)).not.toContain('date_of_birth');
  });

  it('is not kept without anything to find them by', async () => {
    const { http, calls } = scripted({});
    expect((await failureOf(open(http).upsertCustomer({ name: 'Sam', reference: 'ref' }))).kind).toBe(
      'rejected',
    );
    expect(calls).toEqual([]);
  });
});
