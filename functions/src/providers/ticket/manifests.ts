import type { Manifest } from '../manifest';

const HOLDS_NOTHING = 'A ticket goes to people: there is nothing that could be asked.';

/** What both channels are. */
const channel = {
  channel: true,
  can: ['locations', 'pushOrder', 'cancelOrder'],
  cannot: {
    searchItems: 'A ticket needs no items: every line stands there in words.',
    payOrder: 'The page behind the ticket’s link shows whether the order is paid by now.',
    upsertCustomer: HOLDS_NOTHING,
    pushPrices: HOLDS_NOTHING,
    setStock: HOLDS_NOTHING,
    pullCatalog: HOLDS_NOTHING,
    pullDiscounts: HOLDS_NOTHING,
    pullOrders: HOLDS_NOTHING,
    pullCustomers: HOLDS_NOTHING,
    pullStock: HOLDS_NOTHING,
    pullMetadata: HOLDS_NOTHING,
    expiringStock: HOLDS_NOTHING,
  },
  // Messages are carried by the operator's own mail server and WhatsApp account. This name never resolves.
  hosts: { production: 'https://ticket.invalid' },
  callsPerOrder: 1,
  moneyUnit: 'minor',
  idempotentCreates: false,
  bornPaid: false,
  adhocLines: true,
  // Nothing can be looked up, so there is nothing to wait for.
  settleMs: 0,
  queue: { maxConcurrent: 20, maxPerSecond: 20 },
} as const;

const placeFields = [
  {
    name: 'currency',
    label: 'Currency',
    secret: false,
    help: 'In which the location sells, e.g. EUR.',
  },
  {
    name: 'timezone',
    label: 'Time zone',
    secret: false,
    optional: true,
    help: 'Of the location, e.g. Europe/Berlin; without it times stand in UTC.',
  },
] as const;

export const emailManifest = {
  ...channel,
  id: 'email',
  name: 'E-mail ticket',
  signIn: {
    fields: [
      {
        name: 'address',
        label: 'E-mail address',
        secret: false,
        help: 'Where orders go. Its reader agrees first, by the link of a test message.',
      },
      ...placeFields,
    ],
  },
  limits: { calls: 60, perMs: 60_000, source: 'The bridge’s own brake for one mailbox.' },
} as const satisfies Manifest;

export const whatsappManifest = {
  ...channel,
  id: 'whatsapp',
  name: 'WhatsApp ticket',
  signIn: {
    fields: [
      {
        name: 'number',
        label: 'WhatsApp number',
        secret: false,
        help: 'With country code, e.g. +491701234567. Its reader agrees first, by the link of a test message.',
      },
      ...placeFields,
    ],
  },
  limits: {
    calls: 40,
    perMs: 60_000,
    source: 'The bridge’s own brake; WhatsApp says itself when one person gets too much.',
  },
} as const satisfies Manifest;
