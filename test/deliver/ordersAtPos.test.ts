import { subject as loyverse } from '../conformance/subjects/loyverse';
import { subject as square } from '../conformance/subjects/square';
import { aPlainOrder } from '../conformance/kit/orders';
import { orderPath, stage, type Stage } from '../conformance/kit/stage';
import type { Subject } from '../conformance/kit/subject';
import * as loyverseSeed from '../simulators/loyverse/seed';
import * as squareSeed from '../simulators/square/seed';
import { everything } from './pull/provided';

type Json = Record<string, unknown>;

/** Staff, at the POS's own screens. */
async function staff(
  { pos }: Stage,
  token: string,
  method: string,
  path: string,
  body?: Json,
): Promise<Json> {
  const reply = await pos.simulator.handle({
    method,
    path,
    query: {},
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'square-version': squareSeed.SQUARE_VERSION,
    },
    body: body === undefined ? '' : JSON.stringify(body),
  });
  if ('dropped' in reply || reply.status > 299) throw new Error(JSON.stringify(reply));
  return JSON.parse(JSON.stringify(reply.json)) as Json;
}

/** An order that the bridge has brought to the POS; the POS's id of it. */
async function pushed(subject: Subject): Promise<{ here: Stage; id: string }> {
  const here = await stage(subject);
  here.world.put(orderPath(), aPlainOrder());
  await here.world.settle();
  const id = here.badge()?.externalId;
  if (here.badge()?.status !== 'synced' || id === undefined) throw new Error('It was not pushed.');
  return { here, id };
}

/** Something happened a minute ago, and a pull has brought it. */
async function seen(here: Stage): Promise<unknown> {
  here.world.clock += 60_000;
  await everything(here);
  return here.badge()?.posStatus;
}

const atSquare = (here: Stage, method: string, path: string, body?: Json) =>
  staff(here, squareSeed.ACCESS_TOKEN, method, path, body);

async function stageAtSquare(here: Stage, id: string, state: string): Promise<void> {
  const { order } = (await atSquare(here, 'GET', `/v2/orders/${id}`)) as {
    order: { version: number; fulfillments: { uid: string }[] };
  };
  const fulfillments = order.fulfillments.map(({ uid }) => ({ uid, state }));
  await atSquare(here, 'PUT', `/v2/orders/${id}`, {
    idempotency_key: `${id}-${state}`,
    order: { version: order.version, location_id: squareSeed.MAIN_LOCATION, fulfillments },
  });
}

async function refundAtSquare(here: Stage, id: string, amount: number): Promise<void> {
  const { order } = (await atSquare(here, 'GET', `/v2/orders/${id}`)) as {
    order: { tenders: { payment_id: string }[] };
  };
  await atSquare(here, 'POST', '/v2/refunds', {
    idempotency_key: `${id}-${amount}-back`,
    payment_id: order.tenders[0]?.payment_id,
    amount_money: { amount, currency: 'USD' },
  });
}

async function refundAtLoyverse(here: Stage, number: string, quantity: number): Promise<void> {
  const token = loyverseSeed.ACCESS_TOKEN;
  const receipt = (await staff(here, token, 'GET', `/v1.0/receipts/${number}`)) as {
    line_items: { id: string }[];
  };
  const line_items = receipt.line_items.map(({ id }) => ({ id, quantity }));
  await staff(here, token, 'POST', `/v1.0/receipts/${number}/refund`, { line_items });
}

describe('the badge of an order that was pushed to Square', () => {
  it('follows the order through the shop, and nothing else of the order changes', async () => {
    const { here, id } = await pushed(square);
    const before = here.world.orderDocs.get(orderPath());
    expect(await seen(here)).toBe('accepted');
    for (const [state, posStatus] of [
      ['RESERVED', 'preparing'],
      ['PREPARED', 'ready'],
      ['COMPLETED', 'completed'],
    ] as const) {
      await stageAtSquare(here, id, state);
      expect(await seen(here)).toBe(posStatus);
    }
    expect(here.badge()).toMatchObject({ status: 'synced', externalId: id });
    const { pos: _before, ...was } = before ?? {};
    const { pos: _now, ...is } = here.world.orderDocs.get(orderPath()) ?? {};
    expect(is).toEqual(was);
    expect(here.orders()).toHaveLength(1);
  });

  it('says refunded when all of it went back, not before, and stays so', async () => {
    const { here, id } = await pushed(square);
    await stageAtSquare(here, id, 'COMPLETED');
    await refundAtSquare(here, id, 1000);
    expect(await seen(here)).toBe('completed');
    await refundAtSquare(here, id, 1500);
    expect(await seen(here)).toBe('refunded');
    const { writes } = here.world.published;
    expect(await seen(here)).toBe('refunded');
    expect(here.world.published.writes).toBe(writes);
  });
});

describe('the badge of an order that was pushed to Loyverse', () => {
  it('says completed, refunded when all of it went back, and stays so', async () => {
    const { here, id } = await pushed(loyverse);
    expect(await seen(here)).toBe('completed');
    await refundAtLoyverse(here, id, 1);
    expect(await seen(here)).toBe('completed');
    await refundAtLoyverse(here, id, 1);
    expect(await seen(here)).toBe('refunded');
    const { writes } = here.world.published;
    expect(await seen(here)).toBe('refunded');
    expect(here.world.published.writes).toBe(writes);
    expect(here.orders().filter(({ id: one }) => one === id)).toHaveLength(1);
  });

  it('says cancelled when staff have cancelled the receipt', async () => {
    const { here, id } = await pushed(loyverse);
    await here.pos.cancelAtTill(id);
    expect(await seen(here)).toBe('cancelled');
  });
});
