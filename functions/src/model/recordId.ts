import { hashOf } from './hash';

/** Firestore takes 1,500 bytes. */
const LONGEST = 1_000;

/** A POS's id as part of a document's id or as a field's name: ids may hold anything, slashes too. */
export function escapedId(id: string): string {
  const escaped = encodeURIComponent(id).replace(/\./g, '%2E').replace(/~/g, '%7E');
  return escaped.length <= LONGEST ? escaped : `h-${hashOf(['id', id])}`;
}

/** Id of the document of a pulled record: what two connections call the same is two documents. */
export const recordId = (connectionId: string, id: string): string => `${connectionId}_${escapedId(id)}`;
