import { z } from 'zod';
import { Failure } from '../../model/failure';
import type { Receipt } from '../../model/job';
import { fromMajor } from '../../model/money';
import type { PushOrder } from '../provider';
import { explained } from './culprit';
import { createdOrder, layOut, syncedOrder, type Frame, type Layout } from './mapping';
import { findOrders, isPaid, readOrder, receiptOf } from './orders';
import { settle } from './pay';
import { paymentMethodOf } from './payment';
import { CODES, hasCode } from './refusal';
import type { Shop } from './shop';
import { taxesFor, taxIdsOf } from './tax';
import { openTill } from './till';
import { created, synced, type WireOrder, type WireTill } from './wire';

function demandCurrency(till: WireTill, wanted: string): void {
  const { name = wanted } = till.currency_id;
  if (name === wanted) return;
  throw new Failure('rejected', `The order is in ${wanted}, but the till "${till.name}" works in ${name}.`, {
    advice: 'Connect the location to a till in its own currency.',
  });
}

const digits = z.looseObject({
  qty: z.looseObject({ digits: z.tuple([z.number(), z.number().int().min(0)]).optional() }).optional(),
});

/** Odoo keeps two decimals of a quantity unless told otherwise; only goods by weight need to know. */
async function quantityDecimals({ client }: Shop, { lines }: PushOrder): Promise<number | undefined> {
  if (lines.every(({ line }) => Number(line.quantity.toFixed(2)) === line.quantity)) return undefined;
  const args = { allfields: ['qty'], attributes: ['digits'] };
  const call = { model: 'pos.order.line', method: 'fields_get', args, effect: false, reply: digits } as const;
  return (await client.call(call)).qty?.digits?.[1];
}

async function layoutOf(shop: Shop, push: PushOrder, till: WireTill): Promise<Layout> {
  const { client } = shop;
  const settings = shop.settings();
  const links = [...push.lines.map(({ link }) => link), push.fallback];
  const used = push.order.tax.amount > 0 ? links.flatMap((link) => taxIdsOf(link?.taxIds)) : [];
  const taxes = await taxesFor(client, settings, used, till.company_id.id);
  const decimals = await quantityDecimals(shop, push);
  return layOut(push, { settings, dialect: await client.dialect(), taxes, quantityDecimals: decimals });
}

/** pos.order.create_from_ui, up to 17: it answers with an empty list when the order is there already. */
async function createFromUi(
  shop: Shop,
  push: PushOrder,
  layout: Layout,
  frame: Frame,
): Promise<WireOrder | undefined> {
  const args = { orders: [createdOrder(push, layout, frame)], draft: frame.paymentMethodId === undefined };
  const call = { model: 'pos.order', method: 'create_from_ui', args, effect: true, reply: created } as const;
  const [made] = await shop.client.call(call);
  return made && readOrder(shop.client, made.id);
}

/**
 * pos.order.sync_from_ui, from 18. Odoo takes a UUID that it knows for a change to that order and would add its lines
 * once more. Without `access_token` it refuses the change and keeps nothing of it: so a twin can do no harm.
 */
async function syncFromUi(
  shop: Shop,
  push: PushOrder,
  layout: Layout,
  frame: Frame,
): Promise<WireOrder | undefined> {
  const args = { orders: [syncedOrder(push, layout, frame)] };
  const call = { model: 'pos.order', method: 'sync_from_ui', args, effect: true, reply: synced } as const;
  const reply = await shop.client.call(call);
  return reply['pos.order'][0];
}

const BY_ENTRY = { create_from_ui: createFromUi, sync_from_ui: syncFromUi } as const;

/** What a twin of ours, which was faster, makes Odoo say: the UUID is taken, or the missing `access_token`. */
const isTwins = (failure: Failure) =>
  hasCode(failure, CODES.twin) || /^builtins\.(KeyError|ValueError)$/.test(failure.detail.code ?? '');

async function create(shop: Shop, push: PushOrder, layout: Layout, frame: Frame): Promise<WireOrder> {
  const tillId = shop.tillId();
  let failure: Failure | undefined;
  try {
    const made = await BY_ENTRY[frame.dialect.entry](shop, push, layout, frame);
    if (made) return made;
  } catch (thrown) {
    failure = await explained(shop.client, thrown, push);
    if (!isTwins(failure)) throw failure;
  }
  const [standing] = await findOrders(shop.client, push.marker, tillId);
  if (standing) return standing;
  throw (
    failure ??
    new Failure('unexpected', 'Odoo took the order and does not show it.', {
      advice: 'The bridge looks again. If it stays so, look in Odoo whether the order is there.',
    })
  );
}

/** How the order at the till differs from the storefront's in form, never in total. */
function formNotes({ order, fees }: PushOrder, { extraTaxMinor }: Layout): string[] {
  const own = [
    ...fees.filter(({ amount }) => amount > 0).map(({ name }) => name),
    ...(order.tip > 0 ? ['Tip'] : []),
    ...(extraTaxMinor > 0 ? ['Tax'] : []),
  ];
  return own.length > 0 ? [`Standing as lines of their own: ${own.join(', ').slice(0, 300)}.`] : [];
}

const several = (rows: readonly WireOrder[]) =>
  rows.length > 1
    ? [
        `Odoo holds ${rows.length} orders for this one (${rows.map((row) => row.id).join(', ')}): keep the first only.`,
      ]
    : [];

/** An earlier try that arrived; it is paid if the order is by now, and still comes to the same. */
async function adopted(shop: Shop, push: PushOrder): Promise<Receipt | undefined> {
  if (push.mayExistSince === undefined) return undefined;
  const rows = await findOrders(shop.client, push.marker, shop.tillId());
  const [row] = rows;
  if (!row) return undefined;
  const { order } = push;
  const isSame = fromMajor(row.amount_total, order.currency) === order.total;
  const isDue = isSame && row.state === 'draft' && order.payment.status === 'paid';
  return receiptOf(isDue ? await settle(shop, push, row) : row, push.order, several(rows));
}

/** An order into the open session of the till. */
export async function pushToTill(shop: Shop, push: PushOrder): Promise<Receipt> {
  const standing = await adopted(shop, push);
  if (standing) return standing;
  const { row: till, sessionId } = await openTill(shop);
  demandCurrency(till, push.order.currency);
  const paid = push.order.payment.status === 'paid';
  const layout = await layoutOf(shop, push, till);
  const frame: Frame = {
    dialect: await shop.client.dialect(),
    sessionId,
    companyId: till.company_id.id,
    uid: await shop.client.uid(),
    pricelistId: till.pricelist_id?.id,
    paymentMethodId: paid ? paymentMethodOf(till, shop.settings().paymentMethodId) : undefined,
    now: shop.now(),
  };
  const row = await create(shop, push, layout, frame);
  const isDue = paid && !isPaid(row) && row.state === 'draft';
  return receiptOf(isDue ? await settle(shop, push, row) : row, push.order, formNotes(push, layout));
}
