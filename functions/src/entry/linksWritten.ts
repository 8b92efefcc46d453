import type { Change, FirestoreEvent } from 'firebase-functions/firestore';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { replay } from '../deliver/wake';
import { canonicalJson } from '../model/hash';
import { linksIn } from '../records/linkTables';
import { theWorld } from './world';

type Written = FirestoreEvent<Change<DocumentSnapshot> | undefined, Record<string, string>>;

/** Hears that a link table changed: orders that waited for a link that is new now go out. */
export async function linksWritten({ data, params }: Written): Promise<void> {
  const connectionId: unknown = data?.after.get('connectionId');
  if (typeof connectionId !== 'string') return;
  const before = linksIn(data?.before.data());
  const after = linksIn(data?.after.data());
  const added = new Set(
    Object.keys(after).filter((key) => canonicalJson([after[key]]) !== canonicalJson([before[key]])),
  );
  if (added.size === 0) return;
  const tie = { tenantId: params.tenantId ?? '', id: connectionId };
  await replay(theWorld(), tie, ['needs_mapping'], (job) =>
    (job.missing ?? []).some((line) => added.has(line.key)),
  );
}
