import type { Route } from '../../core/types';
import { endpointsOf } from '../endpoint';
import { refuse } from '../errors';
import { findOrder, viewIn } from '../orders/place';
import type { World } from '../world';
import { cancelPayment, createPayment, findPayment } from './create';
import type { Payment } from './payment';
import { createRefund } from './refund';
import { cancelByKeyBody, createPaymentBody, payOrderBody, refundBody } from './schema';
import { payOrder } from './settle';

function paymentView({ idempotencyKey, ...payment }: Payment): object {
  return payment;
}

function paymentRoutes(world: World): Route[] {
  const endpoint = endpointsOf(world);
  return [
    endpoint({
      method: 'POST',
      path: '/v2/payments',
      scopes: ['PAYMENTS_WRITE'],
      body: createPaymentBody,
      replays: true,
      handle: ({ account, body }) => ({ payment: paymentView(createPayment(world, account, body)) }),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/payments/cancel',
      scopes: ['PAYMENTS_WRITE'],
      body: cancelByKeyBody,
      handle: ({ account, body }) => {
        const all = [...account.payments.values()];
        const payment = all.find((each) => each.idempotencyKey === body.idempotency_key);
        if (payment && payment.status !== 'CANCELED') cancelPayment(world, payment);
        return {};
      },
    }),
    endpoint({
      method: 'GET',
      path: '/v2/payments/:id',
      scopes: ['PAYMENTS_READ'],
      handle: ({ account, params }) => ({ payment: paymentView(findPayment(account, params['id'] ?? '')) }),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/payments/:id/cancel',
      scopes: ['PAYMENTS_WRITE'],
      handle: ({ account, params }) => {
        const payment = findPayment(account, params['id'] ?? '');
        return { payment: paymentView(cancelPayment(world, payment)) };
      },
    }),
  ];
}

function refundRoutes(world: World): Route[] {
  const endpoint = endpointsOf(world);
  return [
    endpoint({
      method: 'POST',
      path: '/v2/refunds',
      scopes: ['PAYMENTS_WRITE'],
      body: refundBody,
      replays: true,
      handle: ({ account, body }) => ({ refund: createRefund(world, account, body) }),
    }),
    endpoint({
      method: 'GET',
      path: '/v2/refunds/:id',
      scopes: ['PAYMENTS_READ'],
      handle: ({ account, params: { id = '' } }) => ({
        refund: account.refunds.get(id) ?? refuse('NOT_FOUND', `Could not find refund with id: ${id}`),
      }),
    }),
  ];
}

/** https://developer.squareup.com/reference/square/payments-api and .../refunds-api, and PayOrder of the Orders API. */
export function moneyRoutes(world: World): Route[] {
  const payRoute = endpointsOf(world)({
    method: 'POST',
    path: '/v2/orders/:id/pay',
    scopes: ['ORDERS_WRITE', 'PAYMENTS_WRITE'],
    body: payOrderBody,
    replays: true,
    handle: ({ account, params, body }) => {
      const order = findOrder(account, params['id'] ?? '');
      if (body.order_version !== undefined && body.order_version !== order.version)
        refuse('VERSION_MISMATCH', `The current version is ${order.version}.`, 'order_version');
      payOrder(world, account, order, body.payment_ids);
      return { order: viewIn(account, order) };
    },
  });
  return [payRoute, ...paymentRoutes(world), ...refundRoutes(world)];
}
