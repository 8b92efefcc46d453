import type { Manifest } from '../manifest';

export const manifest = {
  id: 'dine',
  name: 'Dine',
  can: [
    'locations',
    'searchItems',
    'pushOrder',
    'cancelOrder',
    'pushPrices',
    'pullCatalog',
    'pullDiscounts',
    'pullOrders',
    'pullStock',
    'pullMetadata',
  ],
  cannot: {
    payOrder:
      'An order says when it is created whether it is paid; the contract has no call for a later payment.',
    upsertCustomer: 'The contract has no customers of its own: the shopper stands on the order.',
    setStock: 'The contract shows stock and has no call to set it.',
    pullCustomers: 'The contract has no customers of its own.',
    expiringStock: 'The contract knows neither batches nor expiry dates.',
  },
  // No vendor has published an API: the contract is the bridge's own, to be held against partner papers.
  sure: {
    locations: 'unsure',
    searchItems: 'unsure',
    pushOrder: 'unsure',
    cancelOrder: 'unsure',
    pushPrices: 'unsure',
    pullCatalog: 'unsure',
    pullDiscounts: 'unsure',
    pullOrders: 'unsure',
    pullStock: 'unsure',
    pullMetadata: 'unsure',
  },
  signIn: {
    fields: [
      // Which of them are needed, the recipe says.
      {
        name: 'apiKey',
        label: 'API key',
        secret: true,
        optional: true,
        help: 'From your Dine partner papers.',
      },
      {
        name: 'apiSecret',
        label: 'API secret',
        secret: true,
        optional: true,
        help: 'From your Dine partner papers.',
      },
      {
        name: 'accessToken',
        label: 'Access token',
        secret: true,
        optional: true,
        help: 'Instead of key and secret, where the chosen recipe signs in with a token (DinePlan, Dinlr).',
      },
    ],
  },
  // No host of Dine's is known: the recipe names one, and the operator must allow it. This name never resolves.
  hosts: { production: 'https://dine.invalid' },
  merchantHosts: true,
  limits: { calls: 5, perMs: 1_000, source: 'No limit is known: a cautious pace.' },
  moneyUnit: 'minor',
  idempotentCreates: true,
  bornPaid: false,
  adhocLines: false,
  settleMs: 10_000,
  queue: { maxConcurrent: 5, maxPerSecond: 5 },
} as const satisfies Manifest;
