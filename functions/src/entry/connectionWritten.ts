import type { Change, FirestoreEvent } from 'firebase-functions/firestore';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { announce } from '../deliver/events/announce';
import { askMenu } from '../deliver/pull/followUp';
import { inviteSoon, needsInvitation } from '../deliver/tickets/invite';
import { replay } from '../deliver/wake';
import { pullsSwitched } from '../deliver/watch/latePulls';
import { connectionNews } from '../plan/events';
import { menuMoved } from '../plan/publicView';
import { wokenBy } from '../plan/wokenBy';
import { readConnection } from '../records/connections';
import { theWorld } from './world';

type Written = FirestoreEvent<Change<DocumentSnapshot> | undefined>;

/** Hears that a connection changed: what waited for that goes out, and the public menu follows it. */
export async function connectionWritten({ data, id }: Written): Promise<void> {
  const after = data?.after.exists ? readConnection(data.after) : undefined;
  if (!after) return;
  const before = data?.before.exists ? readConnection(data.before) : undefined;
  const reasons = wokenBy(before, after);
  if (reasons.length > 0) await replay(theWorld(), after, reasons);
  await pullsSwitched(theWorld(), before, after);
  if (menuMoved(before, after)) await askMenu(theWorld(), after);
  if (needsInvitation(before, after)) await inviteSoon(theWorld(), after, id);
  await announce(theWorld(), connectionNews(before, after, id));
}
