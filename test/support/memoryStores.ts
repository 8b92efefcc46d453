import type { VaultEntry, World } from '../../functions/src/deliver/world';
import { grantFrom, type Budget } from '../../functions/src/plan/budget';

/** Credentials in memory, with the versions that a fenced renewal needs. */
export function memoryVault(rows: Map<string, VaultEntry>): World['vault'] {
  return {
    read: async ({ id }) => structuredClone(rows.get(id)),
    lease: async ({ id }, { version }, until) => {
      const row = rows.get(id);
      if (!row || row.version !== version) return undefined;
      const leased = { ...row, version: `${row.version}+`, renewingUntil: until };
      rows.set(id, leased);
      return structuredClone(leased);
    },
    renewed: async ({ id }, { version }, credentials) => {
      if (rows.get(id)?.version !== version) return false;
      rows.set(id, { credentials, version: `${version}+`, renewingUntil: 0 });
      return true;
    },
    save: async ({ id }, credentials) => void rows.set(id, { credentials, version: '1', renewingUntil: 0 }),
    destroy: async ({ id }) => void rows.delete(id),
  };
}

export function memoryBudgets(rows: Map<string, Budget>): World['budgets'] {
  return {
    take: async (key, lane, shares, now) => {
      const { budget, calls, retryAt } = grantFrom(rows.get(key), lane, shares, now);
      rows.set(key, budget);
      return { calls, retryAt };
    },
  };
}
