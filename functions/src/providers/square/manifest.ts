import type { Manifest } from '../manifest';

export const manifest = {
  id: 'square',
  name: 'Square',
  can: [
    'locations',
    'searchItems',
    'pushOrder',
    'cancelOrder',
    'payOrder',
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
  cannot: { expiringStock: 'Square’s inventory knows quantities, but no batches and no expiry dates.' },
  signIn: {
    // Only for a seller's own application; everybody else signs in with OAuth.
    fields: [
      {
        name: 'accessToken',
        label: 'Personal access token',
        secret: true,
        help: 'Square Developer Console > your application > Credentials. Production and sandbox have different ones.',
      },
    ],
    // https://developer.squareup.com/docs/oauth-api/square-permissions
    oauthScopes: [
      'MERCHANT_PROFILE_READ',
      'ITEMS_READ',
      'ITEMS_WRITE',
      'ORDERS_READ',
      'ORDERS_WRITE',
      'PAYMENTS_READ',
      'PAYMENTS_WRITE',
      'CUSTOMERS_READ',
      'CUSTOMERS_WRITE',
      'INVENTORY_READ',
      'INVENTORY_WRITE',
    ],
  },
  hosts: {
    production: 'https://connect.squareup.com',
    sandbox: 'https://connect.squareupsandbox.com',
  },
  limits: { calls: 10, perMs: 1000, source: 'unpublished; 10/s per merchant reported by a user' },
  moneyUnit: 'minor',
  idempotentCreates: true,
  bornPaid: false,
  adhocLines: true,
  settleMs: 5_000,
  priceBatch: 1000,
  queue: { maxConcurrent: 20, maxPerSecond: 10 },
} as const satisfies Manifest;
