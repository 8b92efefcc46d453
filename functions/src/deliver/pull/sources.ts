import type { PulledMetadata } from '../../model/pulled';
import type { Session } from '../../providers/provider';
import type { Page, Pull, PullRequest } from '../../providers/pull';
import type { RecordKind } from '../ports/pull';

/** A record as the manifest sees it. */
export interface Entry {
  id: string;
  /** The POS says that it is gone. */
  gone: boolean;
  record: object;
}

export type Source = (request: PullRequest) => AsyncIterable<Page<Entry>>;

interface Marked {
  id: string;
  deleted: boolean;
}

function entries<T extends object>(pull: Pull<T> | undefined, entryOf: (record: T) => Entry) {
  if (!pull) return undefined;
  return async function* source(request: PullRequest): AsyncGenerator<Page<Entry>> {
    for await (const page of pull(request)) yield { ...page, records: page.records.map(entryOf) };
  };
}

const marked = <T extends Marked>(record: T): Entry => ({ id: record.id, gone: record.deleted, record });

/** Lists of several kinds come mixed: their ids are apart only together with the kind. */
const listed = (record: PulledMetadata): Entry => ({
  id: `${record.kind}:${record.id}`,
  gone: record.deleted,
  record,
});

/** Where the records of a kind come from; undefined when the POS has none. */
export const SOURCES: Readonly<Record<RecordKind, (session: Session) => Source | undefined>> = {
  metadata: ({ pullMetadata }) => entries(pullMetadata, listed),
  catalog: ({ pullCatalog }) => entries(pullCatalog, marked),
  discounts: ({ pullDiscounts }) => entries(pullDiscounts, marked),
  customers: ({ pullCustomers }) => entries(pullCustomers, marked),
};
