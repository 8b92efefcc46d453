import { failureOf, MARKER, NOW, open, order, push } from './fixtures';
import { asked, scripted } from './scripted';
import { shop } from './shop';
import { till } from './till';

describe('a cancellation in Alleaves', () => {
  const cancel = { marker: MARKER, order: order(), pushedSince: NOW, mayExist: false };

  it('voids the order once, found by its marker', async () => {
    const { session, orders, calls } = shop();
    await session.pushOrder(push());
    expect(await session.cancelOrder(cancel)).toEqual({ how: 'voided', notes: [] });
    expect(await session.cancelOrder({ ...cancel, mayExist: true })).toEqual({ how: 'voided', notes: [] });
    expect(orders[0]).toMatchObject({ cancel: true, update: { void_reason: 'Other' } });
    expect(asked(calls, 'PUT /order/#')).toHaveLength(2);
  });

  it('is nothing where there is no order', async () => {
    expect(await shop().session.cancelOrder(cancel)).toEqual({ how: 'nothing', notes: [] });
  });

  it('is refused for a completed order', async () => {
    const { session, orders } = shop();
    const receipt = await session.pushOrder(push());
    if (orders[0]) orders[0].complete = true;
    const failure = await failureOf(session.cancelOrder({ ...cancel, receipt }));
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(/till/)]);
  });

  it('is refused for an order that was paid at the till, and touches nothing', async () => {
    const { session, orders, calls } = shop();
    const receipt = await session.pushOrder(push());
    if (orders[0]) orders[0].paid = true;
    const before = asked(calls, 'PUT /order/#').length;
    const failure = await failureOf(session.cancelOrder({ ...cancel, receipt }));
    expect([failure.kind, failure.detail.advice]).toEqual(['rejected', expect.stringMatching(/till/)]);
    expect(failure.message).toMatch(/is paid/);
    expect(asked(calls, 'PUT /order/#')).toHaveLength(before);
    expect(orders[0]?.cancel).toBeUndefined();
  });

  it('does not count when the order still stands after it', async () => {
    const here = till();
    const { http } = scripted({ ...here.scripts, 'PUT /order/#': { json: {} } });
    const receipt = await open(http).pushOrder(push());
    expect((await failureOf(open(http).cancelOrder({ ...cancel, receipt }))).kind).toBe('rejected');
  });
});
