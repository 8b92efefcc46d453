import { created, type Json, REFERENCE, till } from '../till';

const ORDER = 'pos.order';
const make = (order: Json, ...more: unknown[]): [string, string, unknown[]] => [
  ORDER,
  'create_from_ui',
  [[order], ...more],
];

describe('create_from_ui', () => {
  it('needs what Odoo reads, and a number that the till can load', async () => {
    const { refused } = till({ series: 16 });
    const without = (key: string) =>
      JSON.parse(JSON.stringify(created({ more: { [key]: undefined } }))) as Json;
    expect((await refused(...make(without('creation_date')))).message).toBe("'creation_date'");
    expect((await refused(...make(without('statement_ids')))).name).toBe('builtins.KeyError');
    expect((await refused(...make(created({ more: { pricelist_id: false } })))).message).toContain(
      '(pricelist_id)',
    );
    expect((await refused(...make(created({ more: { name: 'Web 1' } })))).message).toContain(
      'the till crashes',
    );
    expect((await refused(...make(created({ more: { tip: 1 } })))).message).toContain('drops tip');
    const in17 = till({ series: 17 });
    const iso = created({ more: { date_order: '2026-11-21T00:50:00.000Z', pricelist_id: false } });
    await in17.call(...make(iso));
    expect(await in17.call(ORDER, 'search_read', [[], ['date_order']])).toMatchObject([
      { date_order: '2026-11-21 00:50:00' },
    ]);
  });

  it('answers the number, replaces a draft, and makes a second order when the payload differs', async () => {
    const { call, model } = till({ series: 17 });
    const draft = await call<Json[]>(...make(created({ draft: true, paid: 0 }), true));
    expect(draft).toEqual([{ id: 1, pos_reference: REFERENCE, account_move: false }]);
    expect(await call(...make(created()))).toMatchObject([{ id: 1 }]);
    expect(model.orders()).toMatchObject([{ state: 'paid', linesTotal: 700 }]);
    expect(await call(...make(created()))).toEqual([]);
    expect(await call(...make(created({ total: 8 })))).toMatchObject([{ id: 2 }]);
    expect(model.state().violated).toEqual([`two orders are called ${REFERENCE}`]);
  });
});
