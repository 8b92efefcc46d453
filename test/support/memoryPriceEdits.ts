import type { World } from '../../functions/src/deliver/world';
import type { PriceEdit } from '../../functions/src/model/priceEdit';

type Rows = Map<string, { edit: PriceEdit; tenantId: string; version: number }>;

const keyOf = (connectionId: string, product: string) => `${connectionId} ${product}`;

/** Price edits in memory, with the versions that make a newer edit win. */
export function memoryPriceEdits(rows: Rows): World['priceEdits'] {
  const current = ({ value, version }: { value: PriceEdit; version: string }) => {
    const row = rows.get(keyOf(value.connectionId, value.product));
    return row && String(row.version) === version ? row : undefined;
  };
  const ofConnection = (tenantId: string, connectionId: string) =>
    [...rows.values()].filter((row) => row.tenantId === tenantId && row.edit.connectionId === connectionId);
  return {
    note: async ({ tenantId, id }, edit) => {
      const key = keyOf(id, edit.product);
      const version = (rows.get(key)?.version ?? 0) + 1;
      rows.set(key, {
        tenantId,
        version,
        edit: structuredClone({ ...edit, connectionId: id, refusals: [] }),
      });
    },
    due: async (tenantId, connectionId, now, limit) =>
      ofConnection(tenantId, connectionId)
        .filter(({ edit }) => edit.state === 'due' && (edit.dueAt ?? Infinity) <= now)
        .sort((a, b) => (a.edit.dueAt ?? 0) - (b.edit.dueAt ?? 0))
        .slice(0, limit)
        .map(({ edit, version }) => ({ value: structuredClone(edit), version: String(version) })),
    settle: async (_tenantId, edits) => {
      for (const edit of edits)
        if (current(edit)) rows.delete(keyOf(edit.value.connectionId, edit.value.product));
    },
    shelve: async (_tenantId, edit, state, refusals) => {
      const row = current(edit);
      if (row) row.edit = { ...row.edit, state, refusals: [...refusals] };
    },
    list: async ({ tenantId, id }) => ofConnection(tenantId, id).map(({ edit }) => structuredClone(edit)),
    count: async ({ tenantId, id }, state) =>
      ofConnection(tenantId, id).filter(({ edit }) => edit.state === state).length,
    inState: async ({ tenantId, id }, state, limit) =>
      ofConnection(tenantId, id)
        .map(({ edit }) => structuredClone(edit))
        .filter((edit) => edit.state === state)
        .slice(0, limit),
    rests: async (tenantId, connectionId, state) =>
      ofConnection(tenantId, connectionId).some(({ edit }) => edit.state === state),
    release: async (tenantId, connectionId, states, now, products) => {
      const resting = ofConnection(tenantId, connectionId).filter(({ edit }) => states.includes(edit.state));
      const wanted = resting.filter(({ edit }) => products?.includes(edit.productId) ?? true);
      for (const row of wanted) row.edit = { ...row.edit, state: 'due', dueAt: now };
      return wanted.length;
    },
    overdue: async (now, limit) => {
      const late = [...rows.values()].filter(
        ({ edit }) => edit.state === 'due' && (edit.dueAt ?? Infinity) <= now,
      );
      const ties = late.map(({ tenantId, edit }) => ({ tenantId, connectionId: edit.connectionId }));
      const each = new Map(ties.map((tie) => [`${tie.tenantId}/${tie.connectionId}`, tie]));
      return [...each.values()].slice(0, limit);
    },
  };
}
