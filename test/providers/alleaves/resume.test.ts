import { Failure } from '../../../functions/src/model/failure';
import { failureOf, mapped, MARKER, NOW, open, push } from './fixtures';
import { scripted } from './scripted';
import { shop } from './shop';
import { row, till } from './till';

describe('an order whose earlier try is in doubt', () => {
  const again = push({ mayExistSince: NOW });

  it.each(['pieces', 'quantities'] as const)('goes on where a crash left it (%s)', async (lines) => {
    for (const names of ['item', 'batch'] as const)
      for (const spoiled of [1, 2, 3, 4]) {
        const rows = [
          row({ id_batch: 1, available: 1 }),
          row({ id_batch: 3000, id_area: 1001, available: 8 }),
        ];
        const here = till({ rows, lines, names });
        const { http } = scripted(here.scripts);
        let effects = 0;
        const crashing = open(async (request) => {
          const reply = await http(request);
          effects += request.effect ? 1 : 0;
          if (effects === spoiled) throw new Failure('unavailable', 'No reply.', { sent: true });
          return reply;
        });
        await failureOf(crashing.pushOrder(push()));
        const receipt = await open(http).pushOrder(again);
        expect(here.orders).toHaveLength(1);
        expect(here.orders[0]?.lines.map(({ qty }) => qty).reduce((a, b) => a + b)).toBe(2);
        expect(receipt).toMatchObject({ externalId: '7000', posTotal: 2500 });
        expect(here.orders[0]?.update).toMatchObject({ pickup_date: '2026-11-21' });
      }
  });

  it('is made anew when the list shows other references and not ours', async () => {
    const { session, orders } = shop();
    await session.pushOrder(push({ marker: `${MARKER}-2` }));
    await session.pushOrder(again);
    expect(orders).toHaveLength(2);
  });

  it('is made when no order could be ours', async () => {
    const { session, orders } = shop({ echoes: false });
    await session.pushOrder(again);
    expect(orders).toHaveLength(1);
  });

  it('is left to a person when Alleaves does not show references', async () => {
    const { session, orders } = shop({ echoes: false });
    await session.pushOrder(push());
    const failure = await failureOf(session.pushOrder(again));
    expect(failure.kind).toBe('rejected');
    expect(failure.detail.advice).toMatch(/Look for the order/);
    expect(orders).toHaveLength(1);
  });

  it('is found behind pages that are shorter than asked for', async () => {
    const here = till();
    const { http } = scripted({
      ...here.scripts,
      'GET /order': ({ query }) => {
        const at = Number(query.page);
        const rows = Array.from({ length: 20 }, (_, n) => ({
          id_order: at * 100 + n,
          id_external: `x-${at}-${n}`,
        }));
        return { json: at < 4 ? rows : at === 4 ? [{ id_order: 7000, id_external: MARKER }] : [] };
      },
    });
    await open(http).pushOrder(push());
    expect((await open(http).pushOrder(again)).externalId).toBe('7000');
    expect(here.orders).toHaveLength(1);
  });

  it('is named, not added to, when it holds something else', async () => {
    const rows = [row(), row({ id_batch: 2001, id_item: 1001, item: 'Other' })];
    const { session, orders } = shop({ rows });
    await session.pushOrder(push());
    const edited = [mapped({ link: { variationId: '1001' } })];
    const receipt = await session.pushOrder({ ...again, lines: edited });
    expect(orders[0]?.lines).toHaveLength(2);
    expect(receipt.notes.join(' ')).toMatch(/other lines/);
  });
});
