import { ALL_SERIES, open } from './fixtures';
import { domainOf, scripted, type Json, type Scripts } from './scripted';

const FIND = 'res.partner.search_read';
const SHOPPER = { reference: 'c-1', name: 'Ann Smith', email: 'Ann@x.com', phone: '+1 868 555-0100' };
const row = (more: Json = {}): Json => ({
  id: 12,
  name: 'Ann Smith',
  email: 'ann@x.com',
  phone: '(868) 555 0100',
  ref: 'c-1',
  ...more,
});

async function upserted(
  scripts: Scripts,
  details = SHOPPER as Parameters<ReturnType<typeof open>['upsertCustomer']>[0],
  series = 18,
) {
  const wire = scripted(scripts);
  return { ...wire, id: await open(wire.http, { series }).upsertCustomer(details) };
}

describe.each(ALL_SERIES)('a customer in Odoo %i', (series) => {
  it('who is new is created with our reference, and never with `mobile`', async () => {
    const { id, asked } = await upserted(
      { [FIND]: { result: [] }, 'res.partner.create': { result: [31] } },
      SHOPPER,
      series,
    );
    expect(id).toBe('31');
    const [call] = asked('res.partner.create');
    const values = ((call?.transport === 'json2' ? call.named.vals_list : call?.args[0]) as Json[])[0];
    expect(values).toEqual({
      name: 'Ann Smith',
      email: 'Ann@x.com',
      phone: '+1 868 555-0100',
      ref: 'c-1',
      company_type: 'person',
    });
  });

  it('who is known and says the same is not written', async () => {
    const { id, lines } = await upserted({ [FIND]: { result: [row()] } }, SHOPPER, series);
    expect(id).toBe('12');
    expect(lines()).toEqual([FIND]);
  });
});

it('the reference goes before the e-mail', async () => {
  const rows = [row({ id: 5, ref: false }), row({ id: 12, email: 'other@x.com' })];
  const { id } = await upserted({ [FIND]: { result: rows }, 'res.partner.write': { result: true } });
  expect(id).toBe('12');
});

it('an e-mail that only fits as a pattern is somebody else’s', async () => {
  const { id } = await upserted(
    {
      [FIND]: [{ result: [row({ ref: false, email: 'annyx@x.com' })] }, { result: [] }],
      'res.partner.create': { result: [31] },
    },
    { ...SHOPPER, email: 'ann_x@x.com' },
  );
  expect(id).toBe('31');
});

it('a phone finds whoever neither reference nor e-mail finds, however it is written', async () => {
  const { id, calls, asked } = await upserted({
    [FIND]: [{ result: [] }, { result: [row({ ref: false, email: false })] }],
    'res.partner.write': { result: true },
  });
  expect(id).toBe('12');
  expect(domainOf(calls[1])).toEqual([['phone_mobile_search', 'ilike', '85550100']]);
  expect(asked('res.partner.write')).toMatchObject([
    { ids: [12], args: [{ email: 'Ann@x.com', ref: 'c-1' }] },
  ]);
});

it('a phone of few digits finds nobody', async () => {
  const { asked } = await upserted(
    { [FIND]: { result: [] }, 'res.partner.create': { result: [31] } },
    { reference: 'c-2', phone: '110' },
  );
  expect(asked(FIND)).toHaveLength(1);
});

it('a reference of somebody else’s making stays', async () => {
  const { asked } = await upserted({
    [FIND]: { result: [row({ ref: 'VIP-7' })] },
    'res.partner.write': { result: true },
  });
  expect(asked('res.partner.write')).toEqual([]);
});
