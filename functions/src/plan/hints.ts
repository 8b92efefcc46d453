import type { Connection } from '../model/connection';
import type { Capability } from '../model/pullState';
import type { Operation } from '../providers/manifest';

/** As much of a webhook's hint as decides. */
interface Hint {
  accountId?: string;
  externalLocationId?: string;
  due: readonly Capability[];
  revoked: boolean;
}

const OPERATION: Readonly<Record<Capability, Operation>> = {
  metadata: 'pullMetadata',
  catalog: 'pullCatalog',
  discounts: 'pullDiscounts',
  stock: 'pullStock',
  orders: 'pullOrders',
  customers: 'pullCustomers',
};
/** The cheapest first: any of them shows whether a sign-in is still good. */
const PROBES: readonly Capability[] = ['metadata', 'discounts', 'catalog', 'stock', 'orders', 'customers'];

function concerns({ accountId, externalLocationId, revoked }: Hint, connection: Connection): boolean {
  if (accountId !== undefined && accountId !== connection.accountId) return false;
  return revoked || externalLocationId === undefined || externalLocationId === connection.externalLocationId;
}

/**
 * What a connection has pulled because of hints. Access that is said to be taken away is not believed either: the next
 * call shows whether it is so, and signs the connection out. A late notice of a sign-in that was renewed since does no harm.
 */
export function pullsFor(
  hints: readonly Hint[],
  connection: Connection,
  can: readonly Operation[],
): Capability[] {
  if (connection.status !== 'active') return [];
  const isThere = (capability: Capability) => can.includes(OPERATION[capability]);
  const due = hints
    .filter((hint) => concerns(hint, connection))
    .flatMap(({ due: pulls, revoked }) => [
      ...pulls.filter(isThere),
      ...(revoked ? PROBES.filter(isThere).slice(0, 1) : []),
    ]);
  return [...new Set(due)];
}
