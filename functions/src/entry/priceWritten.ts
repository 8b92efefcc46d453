import type { Change, FirestoreEvent } from 'firebase-functions/firestore';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { productChanged } from '../deliver/prices';
import { plainDocument } from '../records/orders';
import { theWorld } from './world';

type Written = FirestoreEvent<Change<DocumentSnapshot> | undefined, Record<string, string>>;

/** Hears that a product document was written; ends at once unless a price changed. */
export async function priceWritten({ data, params, document }: Written): Promise<void> {
  await productChanged(theWorld(), {
    tenantId: params.tenantId ?? '',
    productId: params.productId ?? '',
    path: document,
    before: plainDocument(data?.before.data()),
    after: plainDocument(data?.after.data()),
  });
}
