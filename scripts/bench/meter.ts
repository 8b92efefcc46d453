import type { EventEmitter } from 'node:events';
import type { Firestore } from 'firebase-admin/firestore';
import type * as FunctionsModule from 'firebase-admin/functions';
import { requireBuilt } from '../demo/built';
import type { Tally } from './tally';

interface Write {
  update?: { name: string };
  delete?: string;
}
/** As much of the requests of Firestore's API as counting needs. */
interface ApiRequest {
  parent?: string;
  documents?: string[];
  writes?: Write[];
  structuredQuery?: { from?: { collectionId?: string }[] };
}
/**
 * Where every request of the SDK passes: `request` for commits, `requestStream` for reads.
 * https://github.com/googleapis/nodejs-firestore/blob/main/dev/src/index.ts
 */
interface Wire {
  request(method: string, request: ApiRequest, ...rest: unknown[]): Promise<unknown>;
  requestStream(
    method: string,
    bidirectional: boolean,
    request: ApiRequest,
    ...rest: unknown[]
  ): Promise<EventEmitter>;
}

const collectionOf = (name: string) => name.split('/').at(-2) ?? '';

function countWrites(tally: Tally, { writes = [] }: ApiRequest): void {
  for (const { delete: deleted, update } of writes)
    if (deleted !== undefined) tally.add('deletes', collectionOf(deleted));
    else tally.add('writes', collectionOf(update?.name ?? ''));
}

/** A query is billed per document that it finds, and as one read when it finds none. */
function countFound(tally: Tally, { structuredQuery }: ApiRequest, stream: EventEmitter): void {
  const collection = structuredQuery?.from?.[0]?.collectionId ?? '';
  const emit = stream.emit.bind(stream);
  let found = 0;
  stream.emit = (event, ...args: unknown[]) => {
    const one = event === 'data' && (args[0] as { document?: unknown }).document ? 1 : 0;
    found += one;
    tally.add('reads', collection, one || (event === 'end' && found === 0 ? 1 : 0));
    return emit(event, ...args);
  };
}

const unknownTo = (method: string) =>
  new Error(`The benchmark does not know how to count "${method}" of Firestore.`);

function meterFirestore(tally: Tally, db: Firestore): () => void {
  const sdk = requireBuilt('@google-cloud/firestore') as { Firestore: { prototype: Wire } };
  const wire = sdk.Firestore.prototype;
  const { request, requestStream } = wire;
  wire.request = async function (this: Wire, method, body, ...rest) {
    const ours = (this as unknown) === db;
    if (ours && method !== 'commit') throw unknownTo(method);
    try {
      const reply = await request.call(this, method, body, ...rest);
      if (ours) countWrites(tally, body);
      return reply;
    } catch (thrown) {
      if (ours) tally.add('refusedCommits', collectionOf(body.writes?.[0]?.update?.name ?? ''));
      throw thrown;
    }
  };
  wire.requestStream = async function (this: Wire, method, bidirectional, body, ...rest) {
    const ours = (this as unknown) === db;
    if (ours && method !== 'batchGetDocuments' && method !== 'runQuery') throw unknownTo(method);
    const stream = await requestStream.call(this, method, bidirectional, body, ...rest);
    if (ours && method === 'runQuery') countFound(tally, body, stream);
    if (ours) for (const name of body.documents ?? []) tally.add('reads', collectionOf(name));
    return stream;
  };
  return () => void Object.assign(wire, { request, requestStream });
}

function meterTasks(tally: Tally): () => void {
  const { TaskQueue } = requireBuilt('firebase-admin/functions') as typeof FunctionsModule;
  const queue = TaskQueue.prototype;
  const { enqueue } = queue;
  queue.enqueue = async function (this: typeof queue, ...task) {
    try {
      await enqueue.apply(this, task);
      tally.add('tasks', this.constructor.name);
    } catch (thrown) {
      tally.add('refusedTasks', this.constructor.name);
      throw thrown;
    }
  };
  return () => void Object.assign(queue, { enqueue });
}

/**
 * Counts into the tally what the built functions ask of Firestore by `db` and of Cloud Tasks, until the result is
 * called. Other instances of the SDK are not counted.
 */
export function meter(tally: Tally, db: Firestore): () => void {
  const undo = [meterFirestore(tally, db), meterTasks(tally)];
  return () => undo.forEach((restore) => restore());
}
