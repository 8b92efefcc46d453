import type { Manifest } from '../manifest';

export const manifest = {
  id: 'odoo',
  name: 'Odoo',
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
  cannot: {
    expiringStock: 'Expiry dates belong to an optional Odoo app for lots, which tills do not sell by.',
  },
  signIn: {
    fields: [
      {
        name: 'host',
        label: 'Address',
        secret: false,
        help: 'The public address of your Odoo, e.g. https://shop.odoo.com.',
      },
      {
        name: 'database',
        label: 'Database',
        secret: false,
        help: 'On Odoo Online the first part of the address; else ask whoever runs your Odoo.',
      },
      {
        name: 'login',
        label: 'Login',
        secret: false,
        help: 'The e-mail address with which the API user signs in.',
      },
      {
        name: 'apiKey',
        label: 'API key',
        secret: true,
        help: 'In Odoo under Preferences > Account Security > New API Key, made by that user.',
      },
    ],
  },
  // Every merchant has a host of their own: it is in the credentials.
  hosts: { production: 'https://odoo.invalid' },
  merchantHosts: true,
  limits: {
    calls: 60,
    perMs: 60_000,
    source: 'https://www.odoo.com/documentation/19.0/developer/reference/external_api.html',
  },
  callsPerOrder: 3,
  moneyUnit: 'major',
  idempotentCreates: false,
  bornPaid: false,
  adhocLines: false,
  settleMs: 15_000,
  queue: { maxConcurrent: 10, maxPerSecond: 5 },
} as const satisfies Manifest;
