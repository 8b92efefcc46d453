import type { Manifest } from '../manifest';

export const manifest = {
  id: 'zoho',
  name: 'Zoho Inventory',
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
    expiringStock:
      'Batches and their expiry dates belong to higher plans, and how to list them by date is not documented.',
  },
  sure: {
    // A list of categories is not documented: items name them.
    pullMetadata: 'observed',
    // What may be sold at a location was seen in replies; the documentation names other fields.
    pullStock: 'observed',
  },
  signIn: {
    fields: [
      {
        name: 'dataCenter',
        label: 'Data center',
        secret: false,
        optional: true,
        help: 'The end of the address at which you sign in to Zoho: com, eu, in, au, jp, ca, sa, cn, uk or ae. Empty: com.',
      },
      {
        name: 'organizationId',
        label: 'Organization ID',
        secret: false,
        optional: true,
        help: 'In Zoho Inventory, click your organization’s name at the top right. Empty: your default organization.',
      },
      {
        name: 'accessToken',
        label: 'Access token',
        secret: true,
        help: 'From a self client in the API console of your data center. It lives for an hour.',
      },
      {
        name: 'refreshToken',
        label: 'Refresh token',
        secret: true,
        optional: true,
        help: 'Comes with the access token. Without it the connection ends after an hour.',
      },
      {
        name: 'clientId',
        label: 'Client ID of the self client',
        secret: false,
        optional: true,
        help: 'Empty: the tokens belong to the bridge’s own client.',
      },
      {
        name: 'clientSecret',
        label: 'Client secret of the self client',
        secret: true,
        optional: true,
        help: 'Stands beside the client ID.',
      },
    ],
    oauthScopes: [
      'ZohoInventory.settings.READ',
      'ZohoInventory.settings.UPDATE',
      'ZohoInventory.warehouses.READ',
      'ZohoInventory.items.READ',
      'ZohoInventory.items.UPDATE',
      'ZohoInventory.contacts.READ',
      'ZohoInventory.contacts.CREATE',
      'ZohoInventory.contacts.UPDATE',
      'ZohoInventory.salesorders.READ',
      'ZohoInventory.salesorders.CREATE',
      'ZohoInventory.salesorders.UPDATE',
      'ZohoInventory.invoices.READ',
      'ZohoInventory.invoices.CREATE',
      'ZohoInventory.customerpayments.READ',
      'ZohoInventory.customerpayments.CREATE',
      'ZohoInventory.inventoryadjustments.READ',
      'ZohoInventory.inventoryadjustments.CREATE',
    ],
  },
  // Of one data center; the others stand in hosts.ts, and the credentials say which.
  hosts: { production: 'https://www.zohoapis.com' },
  // Zoho allows 100, and answers the next one with half an hour of silence for all apps of the organization.
  callsPerOrder: 5,
  limits: { calls: 60, perMs: 60_000, source: 'https://www.zoho.com/inventory/api/v1/introduction/' },
  moneyUnit: 'major',
  idempotentCreates: false,
  bornPaid: false,
  adhocLines: false,
  settleMs: 30_000,
  // Five calls at a time is what the smallest plan bears.
  queue: { maxConcurrent: 3, maxPerSecond: 1 },
} as const satisfies Manifest;
