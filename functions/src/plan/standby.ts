import type { Connection, ConnectionSettings } from '../model/connection';
import type { Order } from '../model/order';
import type { FieldError } from '../model/problem';
import { isChannel } from '../providers/manifests';

/**
 * How long an order channel that is a backup leaves the order to the other connection, milliseconds; 0: it is no backup,
 * or the other one cannot take the order as things stand.
 */
export function standbyMs(
  { provider, settings: { backup } }: Connection,
  takers: readonly Connection[],
  { currency }: Pick<Order, 'currency'>,
): number {
  if (!backup || !isChannel(provider)) return 0;
  const first = takers.find(({ id }) => id === backup.of);
  const canTake =
    first &&
    (first.status === 'active' || first.status === 'paused') &&
    first.settings.enabled &&
    first.currency === currency;
  return canTake ? backup.afterSeconds * 1000 : 0;
}

/** Connections whose tickets wait for this one. */
export const backupsOf = (connectionId: string, all: readonly Connection[]): Connection[] =>
  all.filter(({ provider, settings }) => isChannel(provider) && settings.backup?.of === connectionId);

/** What is wrong with a connection's backup rule, given the tenant's connections. */
export function backupErrors(
  { id, provider, locationId }: Connection,
  { backup }: Pick<ConnectionSettings, 'backup'>,
  all: readonly Connection[],
): FieldError[] {
  if (!backup) return [];
  if (!isChannel(provider)) return [{ path: 'backup', message: 'Only an order channel can be a backup' }];
  const first = all.find((one) => one.id === backup.of && one.id !== id);
  if (!first || isChannel(first.provider))
    return [{ path: 'backup.of', message: 'Not a connection to a POS' }];
  if (first.locationId === locationId) return [];
  return [{ path: 'backup.of', message: 'It serves another location' }];
}
