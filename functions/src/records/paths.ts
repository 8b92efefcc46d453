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
  attempt: (tenantId: string, jobId: string, number: number) =>
    `tenants/${tenantId}/jobs/${jobId}/attempts/${String(number).padStart(4, '0')}`,
  priceEdits: (tenantId: string) => `tenants/${tenantId}/priceEdits`,
  priceEdit: (tenantId: string, id: string) => `tenants/${tenantId}/priceEdits/${id}`,
  /** Across tenants: two of them may share a POS account. */
  budget: (key: string) => `accounts/${key}`,
  notification: (tenantId: string, id: string) => `tenants/${tenantId}/notifications/${id}`,
} as const;

/** Collections that are queried across tenants. */
export const groups = { jobs: 'jobs', priceEdits: 'priceEdits' } as const;

/** Trigger paths that are ours; the storefront's are deploy parameters. */
export const watched = {
  connection: 'tenants/{tenantId}/connections/{connectionId}',
  linkTable: 'tenants/{tenantId}/linkTables/{tableId}',
} as const;
