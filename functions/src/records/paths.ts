/** Every path the bridge owns or reads. Nothing else in the code spells one. */
export const paths = {
  connections: (tenantId: string) => `tenants/${tenantId}/connections`,
  connection: (tenantId: string, id: string) => `tenants/${tenantId}/connections/${id}`,
  vault: (tenantId: string, connectionId: string) =>
    `tenants/${tenantId}/connections/${connectionId}/vault/credentials`,
  linkTable: (tenantId: string, connectionId: string, shard: number) =>
    `tenants/${tenantId}/linkTables/${connectionId}_${shard}`,
  jobs: (tenantId: string) => `tenants/${tenantId}/jobs`,
  job: (tenantId: string, id: string) => `tenants/${tenantId}/jobs/${id}`,
  attempts: (tenantId: string, jobId: string) => `tenants/${tenantId}/jobs/${jobId}/attempts`,
  attempt: (tenantId: string, jobId: string, number: number) =>
    `tenants/${tenantId}/jobs/${jobId}/attempts/${String(number).padStart(4, '0')}`,
  priceEdits: (tenantId: string) => `tenants/${tenantId}/priceEdits`,
  priceEdit: (tenantId: string, id: string) => `tenants/${tenantId}/priceEdits/${id}`,
  /** Across tenants: two of them may share a POS account. */
  budget: (key: string) => `accounts/${key}`,
  pull: (tenantId: string, connectionId: string) => `tenants/${tenantId}/pulls/${connectionId}`,
  manifest: (tenantId: string, shard: string) => `tenants/${tenantId}/manifests/${shard}`,
  posItems: (tenantId: string) => `tenants/${tenantId}/posItems`,
  posItem: (tenantId: string, id: string) => `tenants/${tenantId}/posItems/${id}`,
  posDiscounts: (tenantId: string) => `tenants/${tenantId}/posDiscounts`,
  posDiscount: (tenantId: string, id: string) => `tenants/${tenantId}/posDiscounts/${id}`,
  posCustomers: (tenantId: string) => `tenants/${tenantId}/posCustomers`,
  posCustomer: (tenantId: string, id: string) => `tenants/${tenantId}/posCustomers/${id}`,
  posOrder: (tenantId: string, id: string) => `tenants/${tenantId}/posOrders/${id}`,
  posStocks: (tenantId: string) => `tenants/${tenantId}/posStock`,
  posStock: (tenantId: string, id: string) => `tenants/${tenantId}/posStock/${id}`,
  publicViews: (tenantId: string) => `tenants/${tenantId}/publicViews/products/items`,
  publicView: (tenantId: string, id: string) => `tenants/${tenantId}/publicViews/products/items/${id}`,
  drift: (tenantId: string, connectionId: string) => `tenants/${tenantId}/drift/${connectionId}`,
  location: (tenantId: string, id: string) => `tenants/${tenantId}/locations/${id}`,
  metadata: (tenantId: string, list: string) => `tenants/${tenantId}/metadata/${list}`,
  runs: (tenantId: string) => `tenants/${tenantId}/runs`,
  run: (tenantId: string, id: string) => `tenants/${tenantId}/runs/${id}`,
  beforeImages: (tenantId: string, runId: string, part: string) =>
    `tenants/${tenantId}/runs/${runId}/before/${part}`,
  priceChangeRows: (tenantId: string) => `tenants/${tenantId}/priceChanges`,
  priceChanges: (tenantId: string, id: string) => `tenants/${tenantId}/priceChanges/${id}`,
  testOrder: (tenantId: string, id: string) => `tenants/${tenantId}/testOrders/${id}`,
  integration: (tenantId: string) => `tenants/${tenantId}/integrations/pos`,
  eventEndpoints: (tenantId: string) => `tenants/${tenantId}/eventEndpoints`,
  eventEndpoint: (tenantId: string, id: string) => `tenants/${tenantId}/eventEndpoints/${id}`,
  events: (tenantId: string) => `tenants/${tenantId}/events`,
  event: (tenantId: string, id: string) => `tenants/${tenantId}/events/${id}`,
  members: (tenantId: string) => `tenants/${tenantId}/members`,
  member: (tenantId: string, uid: string) => `tenants/${tenantId}/members/${uid}`,
  /** Across tenants: sign-ins that are under way, by the hash of their state. */
  oauthState: (hash: string) => `oauthStates/${hash}`,
  /** Across tenants: addresses of webhooks, by the hash of their token. */
  webhookRoute: (hash: string) => `webhookRoutes/${hash}`,
  /** Across tenants: what came in, by a hash of who sent what. */
  webhookEvent: (hash: string) => `webhookEvents/${hash}`,
  /** Across tenants: token buckets of callers. */
  rateLimit: (key: string) => `rateLimits/${key}`,
  /** What the bridge knows of itself; one row for all tenants. */
  watch: () => 'bridge/watch',
  preferences: (tenantId: string) => `tenants/${tenantId}/preferences`,
  preference: (tenantId: string, uid: string) => `tenants/${tenantId}/preferences/${uid}`,
  /** Apart from people's own, whose ids are theirs to choose. */
  messaging: (tenantId: string) => `tenants/${tenantId}/messaging/defaults`,
  delivery: (tenantId: string, id: string) => `tenants/${tenantId}/deliveries/${id}`,
  /** How many messages a person was sent lately. */
  turns: (tenantId: string, uid: string) => `tenants/${tenantId}/messageTurns/${uid}`,
  notifications: (tenantId: string) => `tenants/${tenantId}/notifications`,
  notification: (tenantId: string, id: string) => `tenants/${tenantId}/notifications/${id}`,
} as const;

/** Collections that are queried across tenants. */
export const groups = {
  connections: 'connections',
  jobs: 'jobs',
  priceEdits: 'priceEdits',
  attempts: 'attempts',
  pulls: 'pulls',
  notifications: 'notifications',
  publicViews: 'items',
  vault: 'vault',
} as const;

/** Trigger paths that are ours; the storefront's are deploy parameters. */
export const watched = {
  connection: 'tenants/{tenantId}/connections/{connectionId}',
  linkTable: 'tenants/{tenantId}/linkTables/{tableId}',
  notification: 'tenants/{tenantId}/notifications/{notificationId}',
} as const;
