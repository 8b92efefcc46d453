import type { Connection } from '../model/connection';
import type { PulledOrder } from '../model/pulled';
import type { PosOrder, PosOrderRow, PushedOrder } from '../model/posOrder';
import { latestOf, mirrors, newsOf, posOrderId, rowOf, statusOf } from '../plan/ordersBack';
import type { Page } from '../providers/pull';
import type { World } from './world';

type Known = ReadonlyMap<string, PosOrderRow>;

const BLANK: PosOrderRow = { refunds: {} };

async function known(world: World, { tenantId }: Connection, rowIds: readonly string[]): Promise<Known> {
  const ids = [...new Set(rowIds)];
  const rows = await world.publishing.posOrders.known(tenantId, ids);
  return new Map(ids.map((id, index) => [id, rows[index] ?? BLANK]));
}

/** The rows that a page is about, and what is known of them. */
async function identified(world: World, connection: Connection, orders: readonly PulledOrder[]) {
  const { provider, accountId } = connection;
  const plain = orders.flatMap(({ id, refundOf }) => (refundOf === undefined ? [id] : [id, refundOf]));
  const first = await known(
    world,
    connection,
    plain.map((id) => posOrderId(provider, id)),
  );
  // Another account of the same vendor has an order of that number.
  const taken = (rowId: string) => (first.get(rowId)?.order?.accountId ?? accountId) !== accountId;
  const rows = orders.map((order) => rowOf(order, connection, taken));
  const others = rows
    .flatMap(({ rowId, refund }) => (refund ? [rowId, refund.saleRowId] : [rowId]))
    .filter((rowId) => !first.has(rowId));
  const more = others.length > 0 ? await known(world, connection, others) : first;
  return { rows, known: new Map([...first, ...more]) };
}

const knownLink = ({ order }: PosOrderRow): PushedOrder | undefined =>
  order?.orderPath !== undefined && order.orderConnectionId !== undefined
    ? { orderPath: order.orderPath, connectionId: order.orderConnectionId }
    : undefined;

/** Ties rows to the storefront's orders that we pushed; a refund is tied as its sale is. */
async function linked(world: World, connection: Connection, rows: readonly PosOrder[], before: Known) {
  const own = (rowId: string) => knownLink(before.get(rowId) ?? BLANK);
  const open = rows.filter(({ rowId }) => !own(rowId)).map(({ order }) => order);
  const found =
    open.length > 0
      ? await world.publishing.posOrders.pushed(connection, open)
      : new Map<string, PushedOrder>();
  const direct = rows.map((row): PosOrder => ({ ...row, pushed: own(row.rowId) ?? found.get(row.order.id) }));
  const bySale = new Map(direct.map(({ rowId, pushed }) => [rowId, pushed]));
  return direct.map((row): PosOrder => {
    const sale = row.refund?.saleRowId;
    return sale === undefined ? row : { ...row, pushed: bySale.get(sale) ?? own(sale) ?? row.pushed };
  });
}

interface Mirrored {
  pushed: PushedOrder;
  status: PulledOrder['status'];
  at: number;
}

/** What the POS says of each sale that we pushed and that the rows are about. */
function standings(rows: readonly PosOrder[], before: Known): Mirrored[] {
  const sales = new Map<string, PosOrder[]>();
  for (const row of rows) {
    const key = row.refund?.saleRowId ?? row.rowId;
    sales.set(key, [...(sales.get(key) ?? []), row]);
  }
  return [...sales].flatMap(([saleRowId, about]): Mirrored[] => {
    const { order: stored, refunds } = before.get(saleRowId) ?? BLANK;
    const sale = about.find(({ rowId }) => rowId === saleRowId)?.order ?? stored;
    const pushed = about.find((row) => row.pushed)?.pushed;
    if (!sale || !pushed) return [];
    const fresh = about.flatMap(({ rowId, refund }): [string, number][] =>
      refund ? [[rowId, refund.amount]] : [],
    );
    const back = { ...refunds, ...Object.fromEntries(fresh) };
    const at = Math.max(sale.updatedAt, ...about.map(({ order }) => order.updatedAt));
    return [{ pushed, status: statusOf(sale, Object.values(back)), at }];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function mirror(world: World, { pushed, status, at }: Mirrored): Promise<void> {
  const document = await world.orders.read(pushed.orderPath);
  const badges = isRecord(document?.pos) ? document.pos : {};
  const badge = badges[pushed.connectionId];
  if (document && mirrors(isRecord(badge) ? badge : {}, status, at))
    await world.publishing.posOrders.mirror(pushed, status, at);
}

/**
 * Takes one page of the POS's orders in: each is written once per version, older ones never. Orders that we pushed get
 * the POS's status on their badge. The badges go first: a crash in between repeats them, and never leaves one out.
 * Returns how many were written.
 */
export async function recordOrders(
  world: World,
  connection: Connection,
  page: Page<PulledOrder>,
): Promise<number> {
  const { rows, known: before } = await identified(world, connection, latestOf(page.records));
  const fresh = rows.filter(({ rowId, order }) =>
    /^new/.test(newsOf(order, (before.get(rowId) ?? BLANK).order)),
  );
  if (fresh.length === 0) return 0;
  const tied = await linked(world, connection, fresh, before);
  await Promise.all(standings(tied, before).map((one) => mirror(world, one)));
  await world.publishing.posOrders.write(connection, tied, world.now());
  return tied.length;
}
