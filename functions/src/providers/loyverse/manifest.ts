import type { Manifest } from '../manifest';

export const manifest = {
  id: 'loyverse',
  name: 'Loyverse',
  can: [
    'locations',
    'searchItems',
    'pushOrder',
    'cancelOrder',
    'upsertCustomer',
    'pushPrices',
    'setStock',
    'pullCatalog',
    'pullDiscounts',
    'pullOrders',
    'pullCustomers',
    'pullStock',
    'pullMetadata',
  ],
  cannot: {
    payOrder: 'Receipts are born paid: the API holds no unpaid order and cannot change a payment.',
    expiringStock: 'Loyverse knows neither batches nor expiry dates.',
  },
  signIn: {
    fields: [
      {
        name: 'accessToken',
        label: 'Access token',
        secret: true,
        help: 'In the Loyverse Back Office under Integrations > Access tokens. Choose no expiry date.',
      },
    ],
    oauthScopes: [
      'MERCHANT_READ',
      'STORES_READ',
      'ITEMS_READ',
      'ITEMS_WRITE',
      'INVENTORY_READ',
      'INVENTORY_WRITE',
      'RECEIPTS_READ',
      'RECEIPTS_WRITE',
      'CUSTOMERS_READ',
      'CUSTOMERS_WRITE',
      'PAYMENT_TYPES_READ',
      'TAXES_READ',
    ],
  },
  // Without /v1.0: the token endpoint stands beside it.
  hosts: { production: 'https://api.loyverse.com' },
  limits: { calls: 300, perMs: 300_000, source: 'https://developer.loyverse.com/docs/#section/Rate-limits' },
  moneyUnit: 'major',
  idempotentCreates: false,
  bornPaid: true,
  adhocLines: false,
  settleMs: 10_000,
  queue: { maxConcurrent: 10, maxPerSecond: 5 },
} as const satisfies Manifest;
