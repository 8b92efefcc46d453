import type { Change, FirestoreEvent } from 'firebase-functions/firestore';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { announce } from '../deliver/events/announce';
import { orderChanged } from '../deliver/orderChanged';
import { orderNews } from '../plan/events';
import type { OrderEvent } from '../plan/orderEvent';
import { plainDocument } from '../records/orders';
import { theWorld } from './world';

type Written = FirestoreEvent<Change<DocumentSnapshot> | undefined, Record<string, string>>;

/** The event as plain data. */
function eventOf({ data, params, document }: Written): OrderEvent {
  return {
    tenantId: params.tenantId ?? '',
    path: document,
    before: plainDocument(data?.before.data()),
    after: plainDocument(data?.after.data()),
  };
}

/** Hears that an order document was written. */
export async function orderWritten(written: Written): Promise<void> {
  const event = eventOf(written);
  await orderChanged(theWorld(), event);
  await announce(theWorld(), orderNews(event));
}
