import type { CollectionReference, DocumentReference, Firestore } from 'firebase-admin/firestore';

/** A document as text: bytes by their characters, so that nothing hides in them. */
function textOf(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) => {
    const bytes = value as { type?: string; data?: number[] } | null;
    if (bytes?.type === 'Buffer' && Array.isArray(bytes.data))
      return Buffer.from(bytes.data).toString('latin1');
    return value;
  });
}

export interface StoredDocument {
  path: string;
  text: string;
}

async function below(collections: readonly CollectionReference[]): Promise<StoredDocument[]> {
  const rows = await Promise.all(collections.map((collection) => collection.listDocuments()));
  return (await Promise.all(rows.flat().map(within))).flat();
}

async function within(document: DocumentReference): Promise<StoredDocument[]> {
  const [snapshot, inner] = await Promise.all([document.get(), document.listCollections().then(below)]);
  // A document that is not there may still have collections.
  if (!snapshot.exists) return inner;
  return [{ path: document.path, text: textOf(snapshot.data()) }, ...inner];
}

/** Everything that is stored, whatever it is called and however deep it lies. */
export async function everyDocument(db: Firestore): Promise<StoredDocument[]> {
  return below(await db.listCollections());
}
