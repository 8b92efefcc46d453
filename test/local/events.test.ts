import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery, EventOptions } from '../../scripts/local/events';
import { FirestoreEvents } from '../../scripts/local/events';
import type { Handler } from '../../scripts/local/functions';
import { ManualClock } from './manualClock';
import { until } from './until';

describe('Firestore events', () => {
  let server: Server;
  let events: FirestoreEvents;
  const clock = new ManualClock();
  const lines: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => void events.handle(request, response, request.url ?? ''));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function listen(
    handler: Handler,
    options: EventOptions & { retry?: boolean; timeoutMs?: number } = {},
  ): void {
    const { retry = false, timeoutMs = 60_000 } = options;
    const document = { value: 'orders/{id}', matchType: 'PATH_PATTERN' } as const;
    const names = { database: '(default)', namespace: '(default)', eventType: 'written' };
    const trigger = { kind: 'firestore', ...names, document, retry } as const;
    const fn = { name: 'orders', region: 'us-central1', timeoutMs, trigger, handler };
    events = new FirestoreEvents([fn], clock, (line) => lines.push(line), options);
  }

  const send = (id: string, trigger = 'us-central1-orders') =>
    fetch(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/functions/projects/p/triggers/${trigger}`,
      {
        method: 'POST',
        headers: {
          'ce-id': id,
          'ce-type': 'written',
          'ce-document': `orders/${id}`,
          'content-type': 'application/protobuf',
        },
        body: Buffer.from(`event ${id}`).toString('base64'),
      },
    );

  const stats = () => events.stats()['us-central1-orders'];

  it('reach the function as a CloudEvent with the decoded bytes', async () => {
    const seen: unknown[] = [];
    listen((event) => seen.push(event));
    expect((await send('e1')).status).toBe(200);
    await until('the event', () => seen.length === 1);
    expect(seen[0]).toEqual({
      ...{ id: 'e1', type: 'written', document: 'orders/e1', datacontenttype: 'application/protobuf' },
      data: Buffer.from('event e1'),
    });
  });

  it('are answered before the function is done', async () => {
    let finish = () => {};
    listen(() => new Promise<void>((resolve) => (finish = resolve)));
    expect((await send('e1')).status).toBe(200);
    await until('it to run', () => stats()?.running === 1);
    finish();
    await until('it to end', () => stats()?.completed === 1);
  });

  it('arrive twice where that is asked for', async () => {
    const seen: unknown[] = [];
    listen((event) => seen.push(event), { duplicateEvents: true });
    await send('e1');
    await until('both', () => stats()?.completed === 2);
    expect(seen).toMatchObject([{ id: 'e1' }, { id: 'e1' }]);
  });

  it('can be held back and so reordered by a test', async () => {
    const seen: unknown[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const onEvent = ({ eventId }: Delivery) => (eventId === 'first' ? held : undefined);
    listen((event) => seen.push((event as { id: string }).id), { onEvent });
    await send('first');
    await send('second');
    await until('the second', () => seen.length === 1);
    release();
    await until('both', () => seen.length === 2);
    expect(seen).toEqual(['second', 'first']);
  });

  it('are retried with a growing pause, and then given up', async () => {
    const attempts: number[] = [];
    const fail = () => Promise.reject(new Error('no luck'));
    listen(fail, {
      retry: true,
      eventRetry: { maxAttempts: 3 },
      onEvent: ({ attempt }) => void attempts.push(attempt),
    });
    await send('e1');
    for (const [failed, pauseMs] of [
      [1, 1000],
      [2, 2000],
    ] as const) {
      await until('a failure', () => stats()?.failedAttempts === failed);
      await clock.advance(pauseMs - 1);
      expect(attempts).toHaveLength(failed);
      await clock.advance(1);
    }
    await until('the end', () => stats()?.givenUp === 1);
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('fail when the function takes too long', async () => {
    listen(() => new Promise(() => {}), { timeoutMs: 5 });
    await send('late');
    await until('the failure', () => stats()?.givenUp === 1);
    expect(lines.at(-1)).toBe(
      'orders: attempt 1 of event late on orders/late failed: not done after 0.005 s',
    );
  });

  it('of triggers that are not ours are refused', async () => {
    listen(() => undefined);
    expect((await send('e1', 'us-central1-others')).status).toBe(404);
  });
});
