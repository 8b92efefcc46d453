import { type Account, usableLocation } from '../accounts';
import { refuse } from '../errors';
import { findOrder, viewIn } from '../orders/place';
import type { World } from '../world';
import type { Payment } from './payment';
import type { CreatePaymentBody } from './schema';
import { approvedFor, checkPayable, refuseMismatch, setStatus, settle } from './settle';

/** Cash comes in coins: the smallest one, where it is not the minor unit itself. */
const SMALLEST_COIN: Record<string, number> = { CAD: 5 };

function cashDetails(body: CreatePaymentBody): Payment['cash_details'] {
  const { amount_money: due, cash_details: cash } = body;
  if (!cash) refuse('MISSING_REQUIRED_PARAMETER', 'Missing required parameter.', 'cash_details');
  const coin = SMALLEST_COIN[due.currency] ?? 1;
  if (due.amount % coin !== 0)
    refuse('BAD_REQUEST', `Cash in ${due.currency} must be a multiple of ${coin}.`, 'amount_money.amount');
  const change = cash.buyer_supplied_money.amount - due.amount;
  if (change < 0) refuse('BAD_REQUEST', 'The buyer supplied less than the amount.', 'cash_details');
  return {
    buyer_supplied_money: cash.buyer_supplied_money,
    change_back_money: { amount: change, currency: due.currency },
  };
}

function checkSource(body: CreatePaymentBody): void {
  const [needed, other] =
    body.source_id === 'CASH'
      ? (['cash_details', 'external_details'] as const)
      : (['external_details', 'cash_details'] as const);
  if (!body[needed]) refuse('MISSING_REQUIRED_PARAMETER', 'Missing required parameter.', needed);
  if (body[other]) refuse('BAD_REQUEST', `${body.source_id} payments have no ${other}.`, other);
}

/** A payment that completes at once pays the whole order; one that waits for PayOrder may be a part of it. */
function checkAmount(account: Account, orderId: string, body: CreatePaymentBody): void {
  const total = viewIn(account, findOrder(account, orderId)).total_money.amount;
  const amount = body.amount_money.amount;
  if (amount < 1)
    refuse('VALUE_TOO_LOW', 'An order of nothing is paid with PayOrder.', 'amount_money.amount');
  if (body.autocomplete !== false) {
    if (amount !== total) refuseMismatch('amount_money');
    return;
  }
  const waiting = approvedFor(account, orderId).reduce((sum, each) => sum + each.amount_money.amount, 0);
  if (amount + waiting > total) refuseMismatch('amount_money');
}

function paymentOf(world: World, body: CreatePaymentBody, locationId: string): Payment {
  const now = world.clock.iso();
  return {
    id: world.ids.next('PAY'),
    created_at: now,
    updated_at: now,
    status: 'APPROVED',
    source_type: body.source_id,
    location_id: locationId,
    order_id: body.order_id,
    amount_money: body.amount_money,
    total_money: body.amount_money,
    approved_money: body.amount_money,
    external_details: body.external_details,
    cash_details: body.source_id === 'CASH' ? cashDetails(body) : undefined,
    reference_id: body.reference_id,
    note: body.note,
    customer_id: body.customer_id,
    version_token: world.ids.next('vt-'),
    idempotencyKey: body.idempotency_key,
  };
}

export function createPayment(world: World, account: Account, body: CreatePaymentBody): Payment {
  const locationId = body.location_id ?? account.locations[0]?.id ?? '';
  usableLocation(account, world.accounts.values(), locationId, 'location_id');
  const order = findOrder(account, body.order_id);
  if (order.body.location_id !== locationId)
    refuse('LOCATION_MISMATCH', 'The payment and its order are at different locations.', 'location_id');
  checkPayable(order);
  checkSource(body);
  checkAmount(account, order.id, body);
  const payment = paymentOf(world, body, locationId);
  account.payments.set(payment.id, payment);
  if (body.autocomplete !== false) settle(world, account, order, [payment]);
  return payment;
}

export function findPayment(account: Account, id: string): Payment {
  return account.payments.get(id) ?? refuse('NOT_FOUND', `Could not find payment with id: ${id}`);
}

/** Only money that is merely approved can be let go; completed payments are refunded. */
export function cancelPayment(world: World, payment: Payment): Payment {
  if (payment.status !== 'APPROVED')
    refuse('BAD_REQUEST', `Payment ${payment.id} is ${payment.status} and cannot be canceled.`, 'payment_id');
  setStatus(world, payment, 'CANCELED');
  return payment;
}
