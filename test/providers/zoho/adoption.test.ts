import {
  accepting,
  CONFIRM,
  CREATE,
  failureOf,
  LIST,
  MARKER,
  NOW,
  OK,
  open,
  POS,
  push,
  READ,
  row,
  rows,
  sale,
} from './fixtures';
import { refusedWith, routes, scripted } from './scripted';
import { sent } from './sent';

describe('an order that may be at Zoho already', () => {
  const again = push({ mayExistSince: NOW - 60_000 });

  it('is found by its reference, whatever else a list shows, and confirmed', async () => {
    const other = row({ salesorder_id: '1', reference_number: `${MARKER}-2`, salesorder_number: 'x' });
    const { http, calls } = scripted({ [LIST]: rows([other, row()]), [CONFIRM]: OK });
    expect(await open(http).pushOrder(again)).toMatchObject({ externalId: '700700', posTotal: 700 });
    expect(routes(calls)).toEqual([LIST, CONFIRM]);
    expect(calls[0]?.query).toMatchObject({ reference_number: MARKER });
  });

  it('is not confirmed twice', async () => {
    const { http, calls } = scripted({ [LIST]: rows([row({ order_status: 'confirmed' })]) });
    await open(http).pushOrder(again);
    expect(routes(calls)).toEqual([LIST]);
  });

  it('is created where the look finds nothing', async () => {
    const { calls } = await sent(again, POS, { [LIST]: rows([]) });
    expect(routes(calls)).toEqual([LIST, CREATE, CONFIRM]);
  });

  it('is looked for on further pages where Zoho ignores the filter, as far back as the first try', async () => {
    const other = row({ salesorder_id: '1', reference_number: 'x', salesorder_number: 'x' });
    const old = { ...other, created_time: '2026-11-21T16:00:00+0530' };
    const { calls } = await sent(again, POS, { [LIST]: [rows([other], true), rows([old], true)] });
    expect(routes(calls)).toEqual([LIST, LIST, CREATE, CONFIRM]);
    expect(calls[1]?.query).toMatchObject({ page: '2', sort_column: 'created_time', sort_order: 'D' });
  });

  it('is the original among clones', async () => {
    const clone = row({ salesorder_id: '2', salesorder_number: 'SO-00002' });
    const { http } = scripted({ [LIST]: rows([clone, row({ order_status: 'confirmed' })]) });
    expect((await open(http).pushOrder(again)).externalId).toBe('700700');
  });

  it('tells that it was voided meanwhile, and stays so', async () => {
    const { http, calls } = scripted({ [LIST]: rows([row({ order_status: 'void' })]) });
    const receipt = await open(http).pushOrder(again);
    expect(receipt.notes.join()).toContain('voided');
    expect(routes(calls)).toEqual([LIST]);
  });

  it('is adopted when Zoho says that its number exists', async () => {
    const { http, calls } = scripted({
      [CREATE]: refusedWith(36004, 'This sales order number already exists.'),
      [LIST]: rows([row()]),
      [CONFIRM]: OK,
    });
    expect((await open(http).pushOrder(push())).externalId).toBe('700700');
    expect(routes(calls)).toEqual([CREATE, LIST, CONFIRM]);
    expect(calls[1]?.query).toMatchObject({ salesorder_number: MARKER });
  });

  it('is not taken for somebody else’s order of that number', async () => {
    const { http } = scripted({
      [CREATE]: refusedWith(36004),
      [LIST]: rows([row({ reference_number: 'PO-1', total: 8 })]),
    });
    const failure = await failureOf(open(http).pushOrder(push()));
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(/Renumber/)]);
  });
});

describe('confirming', () => {
  it('is left to the approver where the organization wants approvals', async () => {
    const { http, calls } = scripted({
      [CREATE]: { json: { salesorder: sale({ order_status: 'pending_approval' }) } },
    });
    const receipt = await open(http).pushOrder(push());
    expect(receipt.notes.join()).toContain('waits for approval');
    expect(routes(calls)).toEqual([CREATE]);
  });

  it('that is refused because somebody was faster is fine, and otherwise is not', async () => {
    const scripts = { [CREATE]: accepting(), [CONFIRM]: refusedWith(9) };
    const faster = scripted({
      ...scripts,
      [READ]: { json: { salesorder: sale({ order_status: 'confirmed' }) } },
    });
    expect((await open(faster.http).pushOrder(push())).externalId).toBe('700700');
    const refused = scripted({ ...scripts, [READ]: { json: { salesorder: sale() } } });
    expect((await failureOf(open(refused.http).pushOrder(push()))).kind).toBe('rejected');
  });
});
