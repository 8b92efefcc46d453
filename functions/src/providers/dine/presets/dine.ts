import { BODY, ORDER } from './dineOrder';

const OUTLET = '/v1/outlets/{{config.outletId}}';

const ITEM = {
  id: 'id',
  name: 'name',
  sku: 'sku',
  categoryId: 'category.id',
  categoryName: 'category.name',
  price: 'price',
  available: { path: 'available', default: true },
  stock: 'stock',
  updatedAt: 'updated_at',
  deleted: 'deleted',
  variants: { each: 'variants', map: { id: 'id', name: 'name', sku: 'sku', price: 'price' } },
  modifierGroups: {
    each: 'modifier_groups',
    map: {
      id: 'id',
      name: 'name',
      options: { each: 'options', map: { id: 'id', name: 'name', price: 'price' } },
    },
  },
};

const cursor = (size: number) => ({
  type: 'cursor',
  param: 'cursor',
  cursorPath: 'next_cursor',
  sizeParam: 'limit',
  size,
});

/** "Dine Partner REST v1": a contract of our own, since no public API of that name exists. See the README. */
export const dine = {
  version: 1,
  display: { name: 'Dine', note: 'Partner credentials and a check of the fields are needed.' },
  connection: {
    fields: [
      {
        key: 'host',
        title: 'Host of the API',
        help: 'As in your partner papers; the operator must allow it.',
      },
      { key: 'apiKey', title: 'API key', secret: true },
      { key: 'apiSecret', title: 'API secret', secret: true },
    ],
  },
  baseUrl: 'https://{{config.host}}',
  auth: {
    type: 'headers',
    headers: {
      'X-Api-Key': '{{secret.apiKey}}',
      'X-Api-Secret': '{{secret.apiSecret}}',
      'X-Outlet-Id': '{{config.outletId}}',
    },
  },
  money: { unit: 'minor', as: 'number' },
  errors: {
    notWhen: [
      { path: 'error', exists: true },
      { path: 'success', equals: false },
    ],
    codePath: 'error.code',
    messagePath: 'error.message',
    fieldPath: 'error.field',
    rules: [
      { code: 'idempotency_conflict', action: 'duplicate' },
      { code: 'not_cancellable', action: 'too_late' },
      { code: 'price_locked', action: 'price_locked' },
      { status: 401, action: 'auth_failed' },
      { status: 403, action: 'auth_failed' },
      { status: 404, action: 'not_found' },
      { status: 425, action: 'retry' },
    ],
  },
  statuses: {
    new: 'accepted',
    accepted: 'accepted',
    preparing: 'preparing',
    ready: 'ready',
    completed: 'completed',
    rejected: 'cancelled',
    cancelled: 'cancelled',
  },
  operations: {
    listOutlets: {
      request: { method: 'GET', path: '/v1/outlets' },
      select: 'data',
      map: {
        id: 'id',
        name: 'name',
        currency: 'currency',
        timezone: 'timezone',
        active: 'active',
        accountId: 'account_id',
      },
    },
    listItems: {
      request: { method: 'GET', path: `${OUTLET}/menu-items` },
      select: 'data',
      page: cursor(200),
      sinceParam: 'updated_since',
      map: ITEM,
    },
    listDiscounts: {
      request: { method: 'GET', path: `${OUTLET}/discounts` },
      select: 'data',
      map: {
        id: 'id',
        name: 'name',
        kind: 'type',
        value: 'value',
        itemIds: 'applies_to.items',
        categoryIds: 'applies_to.categories',
        startsAt: 'starts_at',
        endsAt: 'ends_at',
        active: { path: 'active', default: true },
      },
    },
    listOrders: {
      request: { method: 'GET', path: `${OUTLET}/orders` },
      select: 'data',
      page: cursor(200),
      sinceParam: 'updated_since',
      map: ORDER,
    },
    findOrder: {
      request: { method: 'GET', path: `${OUTLET}/orders`, query: { client_reference: '{{order.key}}' } },
      select: 'data',
      page: cursor(200),
      map: ORDER,
    },
    getOrder: {
      request: { method: 'GET', path: `${OUTLET}/orders/{{order.id}}` },
      select: 'data',
      map: ORDER,
    },
    createOrder: {
      request: {
        method: 'POST',
        path: `${OUTLET}/orders`,
        headers: { 'Idempotency-Key': '{{order.key}}' },
        body: BODY,
      },
      select: 'data',
      map: ORDER,
      idempotent: true,
    },
    cancelOrder: {
      request: {
        method: 'POST',
        path: `${OUTLET}/orders/{{order.id}}/cancel`,
        body: { reason: 'Cancelled in the online shop' },
      },
    },
    updatePrice: {
      request: {
        method: 'PATCH',
        path: `${OUTLET}/menu-items/{{price.itemId}}`,
        body: {
          price: '{{price.amount | money}}',
          currency: '{{price.currency}}',
          variant_id: '{{price.variantId | omitEmpty}}',
        },
      },
    },
  },
};
