import { z } from 'zod';

const fallbackItem = z.object({ itemId: z.string().optional(), variationId: z.string().min(1) });

/** When an order may go to the POS. */
const exportGate = z.discriminatedUnion('on', [
  z.object({ on: z.literal('create') }),
  z.object({ on: z.literal('status'), statuses: z.array(z.string()).min(1) }),
  z.object({ on: z.literal('payment') }),
]);

/** An order goes this way only if another connection has not brought it to its POS in time. */
const backupRule = z.object({
  /** The id of the other connection. */
  of: z.string().min(1).max(128),
  /** Counted from when the order could first go out. */
  afterSeconds: z.number().int().min(0).max(86_400),
});
export type BackupRule = z.infer<typeof backupRule>;

const retryPolicy = z.object({
  /** Wait before the 2nd, 3rd, ... try; the last value repeats. Milliseconds. */
  delaysMs: z.array(z.number().int().min(0)).min(1),
  /** Give up when the next try would start later than this after the first. Milliseconds. */
  giveUpAfterMs: z.number().int().min(0),
  /** Tell a person after this many failures in a row. */
  notifyAfter: z.number().int().min(1),
});
export type RetryPolicy = z.infer<typeof retryPolicy>;

const MINUTE = 60_000;
/** 0 s, 5 s, 15 s, 45 s, 2 min, then every 5 min, until an hour after the first try. */
export const DEFAULT_RETRY: RetryPolicy = {
  delaysMs: [5_000, 15_000, 45_000, 2 * MINUTE, 5 * MINUTE],
  giveUpAfterMs: 60 * MINUTE,
  notifyAfter: 3,
};

/** How prices of the storefront reach this POS. */
export const pricesSchema = z.object({
  enabled: z.boolean().default(false),
  direction: z.enum(['push', 'pull', 'none']).default('push'),
  frequency: z.enum(['realtime', 'every_5_minutes', 'hourly', 'manual']).default('realtime'),
  /** Category ids; empty: all. */
  include: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
  /** To a step in minor units; `nearest` with 5 is "nearest 0.05" in USD. */
  rounding: z
    .object({ mode: z.enum(['none', 'nearest', 'up', 'down']), step: z.number().int().min(1).default(1) })
    .default({ mode: 'none', step: 1 }),
  /** The connection's location only, or the POS's price everywhere. */
  scope: z.enum(['location', 'everywhere']).default('location'),
  notifyOnError: z.boolean().default(true),
});
export type PriceSettings = z.infer<typeof pricesSchema>;

/** Where the menu is kept, and what of the POS's stock the storefront is told. */
const menuSchema = z.object({
  /** `pos`: its items are published as the public menu. Absent: as the provider's manifest says. */
  source: z.enum(['pos', 'storefront']).optional(),
  /** Sold out at the POS: `available: false` on the linked product, and true again when there is some. */
  storefrontAvailability: z.boolean().default(false),
});

/** An outage of the POS as its jobs have seen it. */
const circuitSchema = z.object({
  /** Failures in a row. */
  failures: z.number().int(),
  openedAt: z.number(),
  /** Nobody tries before; 0: not open yet. */
  openUntilAt: z.number(),
});
export type Circuit = z.infer<typeof circuitSchema>;

export const settingsSchema = z.looseObject({
  /** Off: orders are not sent by themselves. */
  autoSync: z.boolean().default(true),
  /** The feature flag: off means that the bridge treats the connection as not rolled out yet. */
  enabled: z.boolean().default(true),
  exportGate: exportGate.default({ on: 'create' }),
  /** What to do with a line that has no link. */
  unmapped: z.enum(['hold', 'fallback', 'adhoc']).default('hold'),
  /** An open-price item of the POS that carries unmapped lines, fees and tips. */
  fallbackItem: fallbackItem.optional(),
  syncCustomers: z.boolean().default(false),
  /** Orders older than this are held for a person instead of being cooked late. Minutes. */
  holdAfterMinutes: z.number().positive().default(360),
  retry: retryPolicy.default(DEFAULT_RETRY),
  /** Of order channels: absent means every order. */
  backup: backupRule.optional(),
  prices: pricesSchema.default(pricesSchema.parse({})),
  menu: menuSchema.default(menuSchema.parse({})),
  /** What only this provider knows, e.g. Loyverse's payment type; read by the provider's own schema. */
  pos: z.record(z.string(), z.unknown()).default({}),
});
export type ConnectionSettings = z.infer<typeof settingsSchema>;

export const connectionSchema = z.looseObject({
  provider: z.string().regex(/^[a-z]+$/),
  name: z.string().min(1).max(200),
  /** Our location whose orders it takes. */
  locationId: z.string().min(1),
  /** The POS account behind it (merchant id): two connections may share one. */
  accountId: z.string().min(1),
  /** The POS's id of the location. */
  externalLocationId: z.string().min(1),
  currency: z.string().length(3),
  timezone: z.string().optional(),
  environment: z.enum(['production', 'sandbox']).default('production'),
  status: z.enum(['active', 'paused', 'auth_failed', 'disconnected']),
  linkShards: z.number().int().min(1).max(64).default(1),
  settings: settingsSchema.default(settingsSchema.parse({})),
  createdAt: z.number().default(0),
  /** The POS asked the whole account to wait until then. */
  throttledUntilAt: z.number().optional(),
  circuit: circuitSchema.optional(),
  /** Of order channels: when the recipient agreed to get orders. Absent: not yet. */
  confirmedAt: z.number().optional(),
});

/** A tenant's tie to one location of one POS account; never holds a credential. */
export type Connection = z.infer<typeof connectionSchema> & { id: string; tenantId: string };
