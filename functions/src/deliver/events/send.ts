import { z } from 'zod';
import type { EventDelivery, EventEndpoint, EventRef, OutboxEvent } from '../../model/event';
import { Failure } from '../../model/failure';
import { afterRefusal } from '../../plan/events';
import { guardedHttp } from '../../providers/hostGuard';
import type { Http } from '../../providers/http';
import type { VaultKey, World } from '../world';
import { sendSoon } from './announce';
import { isLocalReceiver } from './receiver';

/** Receivers record and answer; they do their work afterwards. */
const TIMEOUT_MS = 15_000;

const secretSchema = z.object({ secret: z.string().min(1) });

/** The vault is laid out by connections: an endpoint's secret has a place of its own among them. */
export const endpointKey = ({ tenantId, id }: Pick<EventEndpoint, 'tenantId' | 'id'>): VaultKey => ({
  ...{ tenantId, provider: 'events' },
  id: `events~${id}`,
});

const payloadOf = ({ type, recordedAt, data }: OutboxEvent) =>
  JSON.stringify({ type, timestamp: new Date(recordedAt).toISOString(), data });

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
async function signed(world: World, endpoint: EventEndpoint, event: OutboxEvent) {
  const entry = await world.vault.read(endpointKey(endpoint));
  const { secret } = secretSchema.parse(entry?.credentials);
  const { Webhook } = await import('standardwebhooks');
  const now = new Date(world.now());
  const body = payloadOf(event);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Tillbridge',
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(event.id, now, body),
  };
  return { method: 'POST', url: endpoint.url, headers, body, effect: true, timeoutMs: TIMEOUT_MS } as const;
}

/** The status of the answer; undefined where none came. */
async function post(world: World, http: Http, endpoint: EventEndpoint, event: OutboxEvent) {
  const request = await signed(world, endpoint, event);
  try {
    return (await http(request)).status;
  } catch (thrown) {
    if (thrown instanceof Failure) return undefined;
    throw thrown;
  }
}

async function disable(world: World, { tenantId, id, url }: EventEndpoint): Promise<void> {
  const { host } = new URL(url);
  const notice = {
    cause: `events:${id}`,
    severity: 'warning',
    title: 'A receiver of events was switched off',
    message: `${host} has taken no event for days. Mend it, switch it on again, and have the events sent again.`,
    action: 'none',
  } as const;
  await world.notices.tell(tenantId, notice, world.now());
}

const noteFare = (world: World, { tenantId, eventId, endpointId }: EventRef, fare: EventDelivery) =>
  world.events.fared(tenantId, eventId, endpointId, fare);

async function refused(world: World, endpoint: EventEndpoint, ref: EventRef, status: number | undefined) {
  const now = world.now();
  const failingSinceAt = endpoint.failingSinceAt ?? now;
  const next = afterRefusal({ tried: ref.tried, status, failingSinceAt }, now);
  const { retryAt } = next;
  const state = retryAt === undefined ? 'given_up' : 'retrying';
  await noteFare(world, ref, { state, tries: ref.tried + 1, triedAt: now, status, retryAt });
  const fields = { tenant: ref.tenantId, endpoint: ref.endpointId, status, tried: ref.tried };
  world.log('warn', 'An event was not taken', fields);
  if (next.disable || endpoint.failingSinceAt === undefined)
    await world.events.patchEndpoint(ref.tenantId, ref.endpointId, {
      failingSinceAt,
      ...(next.disable && { status: 'disabled' }),
    });
  if (next.disable) await disable(world, endpoint);
  if (retryAt !== undefined) await sendSoon(world, { ...ref, tried: ref.tried + 1 }, retryAt);
}

/** Addresses are a merchant's own: every request passes the host guard, but for receivers of a local run. */
const httpFor = (world: World, { url }: EventEndpoint): Http =>
  isLocalReceiver(world, url) ? world.http : guardedHttp(world.http);

/** One event for one endpoint. */
export async function sendEvent(world: World, ref: EventRef, http?: Http): Promise<void> {
  const { tenantId, endpointId, eventId } = ref;
  const [endpoint, event] = await Promise.all([
    world.events.endpoint(tenantId, endpointId),
    world.events.event(tenantId, eventId),
  ]);
  if (!event || endpoint?.status !== 'active') return;
  const status = await post(world, http ?? httpFor(world, endpoint), endpoint, event);
  if (status === undefined || status < 200 || status >= 300) return refused(world, endpoint, ref, status);
  await noteFare(world, ref, { state: 'delivered', tries: ref.tried + 1, triedAt: world.now(), status });
  if (endpoint.failingSinceAt === undefined) return;
  await world.events.patchEndpoint(tenantId, endpointId, { failingSinceAt: undefined });
}
