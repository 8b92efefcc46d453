import type { Capability } from '../../model/pullState';
import type { Connection } from '../../model/connection';
import type { Notice } from '../../model/notice';

const SHARE = 0.2;
const FEW = 5;

/** So many removals at once look like a POS that did not show everything. */
export function brakes(removals: number, known: number): boolean {
  return removals > FEW && removals > known * SHARE;
}

const NOUNS: Readonly<Record<Capability, string>> = {
  metadata: 'list entries',
  catalog: 'items',
  discounts: 'discounts',
  stock: 'stock levels',
  orders: 'orders',
  customers: 'customers',
};

export const brakeCause = (connectionId: string, capability: Capability) =>
  `brake_pulled:${connectionId}:${capability}`;

export function brakeNotice(
  { id, name }: Connection,
  capability: Capability,
  removals: number,
  known: number,
): Notice {
  const noun = NOUNS[capability];
  return {
    cause: brakeCause(id, capability),
    connectionId: id,
    severity: 'warning',
    title: `Many ${noun} are missing in the POS`,
    message:
      `${name} no longer shows ${removals} of ${known} ${noun}. Nothing was removed. ` +
      'If they are really gone, let the removal go ahead.',
    action: 'none',
  };
}

export const failureCause = (connectionId: string, capability: Capability) =>
  `pull_failed:${connectionId}:${capability}`;

export function failureNotice(connection: Connection, capability: Capability, message: string): Notice {
  return {
    cause: failureCause(connection.id, capability),
    connectionId: connection.id,
    severity: 'warning',
    title: `The POS’s ${NOUNS[capability]} cannot be pulled`,
    message: `${connection.name}: ${message} What is known of it stays as it is.`,
    action: 'none',
  };
}
