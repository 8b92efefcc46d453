import type { Connection } from '../model/connection';
import { canonicalJson } from '../model/hash';
import type { JobReason } from '../model/job';

/** Which stuck jobs a change of their connection sets free. */
export function wokenBy(before: Connection | undefined, after: Connection): JobReason[] {
  if (after.status !== 'active' || !before) return [];
  const reasons: JobReason[] = [];
  if (before.status !== 'active') reasons.push('paused', 'auth_failed', 'disconnected');
  if (!before.settings.enabled && after.settings.enabled) reasons.push('feature_off');
  if (before.confirmedAt === undefined && after.confirmedAt !== undefined) reasons.push('unconfirmed');
  const mapping = ({ settings }: Connection) => canonicalJson([settings.unmapped, settings.fallbackItem]);
  if (mapping(before) !== mapping(after)) reasons.push('needs_mapping');
  return reasons;
}
