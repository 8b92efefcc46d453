import type { Change, FirestoreEvent } from 'firebase-functions/firestore';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { linksChanged } from '../deliver/linksChanged';
import { linksIn } from '../records/linkTables';
import { theWorld } from './world';

type Written = FirestoreEvent<Change<DocumentSnapshot> | undefined, Record<string, string>>;

/** Hears that a link table was written. */
export async function linksWritten({ data, params }: Written): Promise<void> {
  const connectionId: unknown = data?.after.get('connectionId');
  if (typeof connectionId !== 'string') return;
  const [before, after] = [linksIn(data?.before.data()), linksIn(data?.after.data())];
  await linksChanged(theWorld(), params.tenantId ?? '', connectionId, before, after);
}
