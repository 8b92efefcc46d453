import { sentOrder, valuesOf } from './fixtures';
import { domainOf, scripted, type Answer, type Json, type Seen } from './scripted';

interface Row extends Json {
  id: number;
  state: string;
  amount_total: number;
  amount_paid: number;
  refundOf?: number;
}

/** As much of a till as payments and refunds need, with Odoo's traps in it: it pays and refunds whatever it is told. */
export function memoryOdoo(series: number, seed: Partial<Row>) {
  const rows: Row[] = [{ id: 6, ...base(series), state: 'paid', amount_total: 7, amount_paid: 7, ...seed }];
  const payments: { orderId: number; amount: number }[] = [];
  const wizards: { orderId: number; amount: number }[] = [];
  const row = (id: unknown) => rows.find((one) => one.id === id);
  const link = series >= 18 ? 'refunded_order_id' : 'refunded_order_ids';
  const shown = ({ refundOf, ...fields }: Row) => ({
    ...fields,
    [link]: series >= 18 ? (refundOf ? [refundOf, 'x'] : false) : refundOf ? [refundOf] : [],
    has_refundable_lines: !rows.some((one) => one.refundOf === fields.id),
    refund_orders_count: rows.filter((one) => one.refundOf === fields.id).length,
    invoice_status: 'to_invoice',
  });
  const pay = (orderId: unknown, amount: number) => {
    const one = row(orderId);
    if (!one) throw new Error('no such order');
    payments.push({ orderId: one.id, amount });
    one.amount_paid += amount;
    if (one.state === 'draft' && one.amount_paid === one.amount_total) one.state = 'paid';
  };
  const idsIn = (seen: Seen) => seen.ids as number[];
  const sync = (sent: Json, list: unknown): Row | undefined => {
    const one = row(sent.id ?? sent.server_id);
    if (one?.state !== 'draft') return undefined;
    for (const payment of valuesOf(list)) pay(one.id, Number(payment.amount));
    return one;
  };
  const scripts: Record<string, (seen: Seen) => Answer> = {
    'pos.order.search_read': (seen) => {
      const [first, ...rest] = domainOf(seen) as [string, string, unknown][];
      const found =
        first?.[0] === 'id' && first[1] === '='
          ? rows.filter(({ id }) => id === first[2])
          : rest.some(([field]) => field === 'amount_total')
            ? rows.filter(({ id, amount_total }) => id > Number(first?.[2]) && amount_total <= 0)
            : rows.filter(({ refundOf }) => refundOf === undefined);
      return { result: found.map(shown) };
    },
    'pos.order.line.search_read': () => ({ result: [lineRow] }),
    'pos.config.search_read': () => ({ result: [] }),
    'pos.order.sync_from_ui': (seen) => {
      const sent = sentOrder(seen);
      const one = sync(sent, sent.payment_ids);
      return { result: { 'pos.order': one ? [{ ...shown(one), session_id: 3, config_id: 1 }] : [] } };
    },
    'pos.order.create_from_ui': (seen) => {
      const sent = sentOrder(seen);
      const one = sync(sent, sent.statement_ids);
      return { result: one ? [{ id: one.id, pos_reference: 'x', account_move: false }] : [] };
    },
    'pos.order.refund': (seen) => {
      const sale = row(idsIn(seen)[0]);
      const id = Math.max(...rows.map((one) => one.id)) + 1;
      const again = rows.some((one) => one.refundOf === sale?.id);
      // A second refund: 19 makes an empty draft, the others one that would pay out again.
      const amount = again && series >= 19 ? 0 : -(sale?.amount_total ?? 0);
      const refundOf = again && series >= 19 ? undefined : sale?.id;
      rows.push({ ...base(series), id, state: 'draft', amount_total: amount, amount_paid: 0, refundOf });
      return { result: { type: 'ir.actions.act_window', res_id: id } };
    },
    'pos.order.action_pos_order_cancel': (seen) => {
      const one = row(idsIn(seen)[0]);
      // Up to 17 a paid order is spoilt by it; from 18 it silently stays.
      if (one && (series <= 17 || one.state === 'draft')) one.state = 'cancel';
      return series >= 19 ? { result: { 'pos.order': [] } } : series === 18 ? {} : { result: true };
    },
    'pos.make.payment.create': (seen) => {
      const list = (seen.transport === 'json2' ? seen.named.vals_list : seen.args[0]) as Json[];
      wizards.push({ orderId: Number(seen.context.active_id), amount: Number(list[0]?.amount) });
      return { result: [wizards.length] };
    },
    'pos.make.payment.check': (seen) => {
      const wizard = wizards[(idsIn(seen)[0] ?? 0) - 1];
      if (wizard) pay(wizard.orderId, wizard.amount);
      return { result: { type: 'ir.actions.act_window_close' } };
    },
  };
  /** Replies to lose, by line: the request is processed all the same. */
  const lose: string[] = [];
  const wire = scripted(
    Object.fromEntries(
      Object.entries(scripts).map(([line, answer]) => [
        line,
        (seen: Seen) => {
          const given = answer(seen);
          const at = lose.indexOf(line);
          if (at < 0) return given;
          lose.splice(at, 1);
          return { ...given, lost: true };
        },
      ]),
    ),
  );
  return { ...wire, rows, payments, lose, row };
}

const base = (series: number) => ({
  name: '/',
  pos_reference: 'Order 12345-678-9012 A17',
  ...(series >= 18 && { uuid: 'u-6' }),
  amount_tax: 0,
  session_id: [3, 'POS/00003'],
  config_id: [1, 'Coffee bar'],
  date_order: '2026-11-21 11:59:00',
  partner_id: [12, 'Ann'],
  pricelist_id: false,
  lines: [41],
});

const lineRow = {
  id: 41,
  product_id: [65, 'Latte'],
  full_product_name: 'Latte',
  qty: 2,
  price_unit: 3.5,
  discount: 0,
  price_subtotal: 7,
  price_subtotal_incl: 7,
  tax_ids: [1],
  customer_note: false,
  attribute_value_ids: [31],
  price_extra: 0.5,
};
