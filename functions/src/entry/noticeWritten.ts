import type { Change, FirestoreEvent } from 'firebase-functions/firestore';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { noticeChanged } from '../deliver/messaging/noticeChanged';
import { readNotice } from '../records/notices';
import { theWorld } from './world';

type Written = FirestoreEvent<Change<DocumentSnapshot> | undefined>;

/** Hears that a notice was opened or raised. Most writes are no news, and end here without a read. */
export async function noticeWritten({ data }: Written): Promise<void> {
  if (data) await noticeChanged(theWorld, readNotice(data.before), readNotice(data.after));
}
