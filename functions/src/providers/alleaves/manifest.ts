import type { Manifest } from '../manifest';

export const manifest = {
  id: 'alleaves',
  name: 'Alleaves',
  can: [
    'locations',
    'searchItems',
    'pushOrder',
    'cancelOrder',
    'upsertCustomer',
    'pullCatalog',
    'pullDiscounts',
    'pullOrders',
    'pullCustomers',
    'pullStock',
    'pullMetadata',
    'expiringStock',
  ],
  cannot: {
    payOrder: 'No call for payments is known: staff take the payment of an order at the till.',
    pushPrices:
      'Alleaves owns the prices: its API has no call that changes one. Use a discount in Alleaves instead.',
    setStock: 'Cannabis stock is counted under the regulator (METRC): it is changed in Alleaves only.',
  },
  // Alleaves publishes nothing: these are facts of programs that use it.
  sure: {
    locations: 'observed',
    searchItems: 'observed',
    pushOrder: 'observed',
    cancelOrder: 'unsure',
    upsertCustomer: 'observed',
    pullCatalog: 'observed',
    pullDiscounts: 'unsure',
    pullOrders: 'observed',
    pullCustomers: 'observed',
    pullStock: 'observed',
    pullMetadata: 'observed',
    expiringStock: 'observed',
  },
  signIn: {
    fields: [
      { name: 'username', label: 'User name', secret: false, help: 'An Alleaves user kept for the bridge.' },
      { name: 'password', label: 'Password', secret: true, help: 'The password of that user.' },
      {
        name: 'pin',
        label: 'PIN',
        secret: true,
        optional: true,
        help: 'Only where your company signs in with a PIN.',
      },
    ],
  },
  hosts: { production: 'https://app.alleaves.com/api' },
  limits: { calls: 3, perMs: 1_000, source: 'No limit is documented; this is what known clients keep to.' },
  menuSource: 'pos',
  moneyUnit: 'major',
  idempotentCreates: false,
  bornPaid: false,
  adhocLines: false,
  settleMs: 10_000,
  queue: { maxConcurrent: 2, maxPerSecond: 3 },
} as const satisfies Manifest;
