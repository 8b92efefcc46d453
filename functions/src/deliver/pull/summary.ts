import type { Connection } from '../../model/connection';
import { CAPABILITIES, type PullState } from '../../model/pullState';
import type { PullSummary } from '../ports/pull';

/** How a connection’s pulls stand. */
export function summaryOf({ capabilities }: PullState, { status }: Connection): PullSummary {
  const rows = CAPABILITIES.flatMap((name) => {
    const state = capabilities[name];
    return state ? [{ name, state }] : [];
  });
  const moments = rows.flatMap(({ state }) => state.lastCompleteAt ?? []);
  const failing = rows.filter(({ state }) => state.failures > 0);
  const [first] = failing;
  return {
    status: status === 'auth_failed' ? 'signed_out' : first ? 'failing' : 'ok',
    ...(moments.length > 0 && { lastSyncAt: Math.max(...moments) }),
    ...(first && { lastError: `${first.name}: ${first.state.note ?? 'cannot be pulled'}` }),
    // Of orders only those of some time are pulled: counting them says nothing.
    counts: Object.fromEntries(
      rows.filter(({ name }) => name !== 'orders').map(({ name, state }) => [name, state.records]),
    ),
  };
}
