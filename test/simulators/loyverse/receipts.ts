import type { Account } from './account';
import { uuid } from './checks';
import type { Call, Endpoint } from './endpoint';
import { inTime, type Keep, page, rangeOf } from './listing';
import type { Receipt } from './receipt';
import { notFound, paymentRequired } from './refusal';
import { createRefund } from './refund';
import { createSale } from './sale';

const HISTORY_MS = 31 * 24 * 3600 * 1000;

/** Plans without unlimited history refuse to be asked about days further back, and do not show them unasked. */
function withinPlan({ account, query, switches }: Call): Keep<Receipt> {
  if (switches.unlimitedHistory) return () => true;
  const oldest = account.now() - HISTORY_MS;
  const dates = [rangeOf(query, 'created_at'), rangeOf(query, 'updated_at')].flatMap(({ min, max }) => [
    min,
    max,
  ]);
  if (dates.some((date) => date !== undefined && date < oldest))
    throw paymentRequired('Receipts older than 31 days need a plan with unlimited sales history');
  return (receipt) => Date.parse(receipt.created_at) >= oldest;
}

function createdOf(account: Account, query: Call['query'], name: string): string | undefined {
  const number = query[name];
  if (number === undefined) return undefined;
  const receipt = account.receipt(number);
  if (!receipt) throw notFound(number, name);
  return receipt.created_at;
}

/** `since_` and `before_receipt_number` stand for that receipt's moment of creation. */
function aroundNumbers({ account, query }: Call): Keep<Receipt> {
  const since = createdOf(account, query, 'since_receipt_number');
  const before = createdOf(account, query, 'before_receipt_number');
  return ({ created_at }) =>
    (since === undefined || created_at > since) && (before === undefined || created_at < before);
}

function list(call: Call): unknown {
  const { account, query } = call;
  if (query.store_id !== undefined) uuid(query.store_id, 'store_id');
  const numbers = query.receipt_numbers === undefined ? undefined : new Set(query.receipt_numbers.split(','));
  const equal = (name: 'store_id' | 'order' | 'source') => (receipt: Receipt) =>
    query[name] === undefined || receipt[name] === query[name];
  const keeps: Keep<Receipt>[] = [
    withinPlan(call),
    inTime(call),
    aroundNumbers(call),
    ({ receipt_number }) => numbers?.has(receipt_number) ?? true,
    equal('store_id'),
    equal('order'),
    equal('source'),
  ];
  const place = (receipt: Receipt) => ({ at: receipt.created_at, id: receipt.receipt_number });
  return page(call, 'receipts', account.receipts, place, (receipt) => keeps.every((keep) => keep(receipt)));
}

function one({ account, params }: Call): Receipt {
  const number = params.number ?? '';
  const receipt = account.receipt(number);
  if (!receipt) throw notFound(number, 'receipt_number');
  return receipt;
}

const FILTERS = [
  ...['receipt_numbers', 'since_receipt_number', 'before_receipt_number', 'store_id', 'order', 'source'],
  ...['created_at_min', 'created_at_max', 'updated_at_min', 'updated_at_max', 'limit', 'cursor'],
];

/** https://developer.loyverse.com/docs/#tag/Receipts */
export const RECEIPTS: Endpoint[] = [
  { method: 'GET', path: '/receipts', scope: 'RECEIPTS_READ', query: FILTERS, handle: list },
  { method: 'GET', path: '/receipts/:number', scope: 'RECEIPTS_READ', handle: one },
  { method: 'POST', path: '/receipts', scope: 'RECEIPTS_WRITE', handle: createSale },
  { method: 'POST', path: '/receipts/:number/refund', scope: 'RECEIPTS_WRITE', handle: createRefund },
];

/** What a merchant does at the till or in the Back Office: the amounts stay on the receipt. */
export function cancel(account: Account, number: string): Receipt {
  const receipt = account.receipt(number);
  if (!receipt) throw new Error(`There is no receipt ${number} to cancel.`);
  receipt.cancelled_at = account.nowText();
  receipt.updated_at = receipt.cancelled_at;
  return receipt;
}
