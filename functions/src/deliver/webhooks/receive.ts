import type { Connection } from '../../model/connection';
import { hashOf } from '../../model/hash';
import { pullsFor } from '../../plan/hints';
import { loadProvider } from '../../providers/load';
import { manifestOf } from '../../providers/manifests';
import type { Delivery, Hint, Webhook } from '../../providers/webhook';
import { askPull } from '../pull/tick';
import type { World } from '../world';
import { TOKEN, tokenHash, webhookSecret } from './address';

/** As long as vendors try again, and some time more. */
const SIGNED_WINDOW_MS = 3 * 24 * 3_600_000;
/** No vendor's event ids: the same content may be news again soon. */
const UNSIGNED_WINDOW_MS = 5 * 60_000;

/** A call as it came in, and at which address. */
export interface Incoming {
  provider: string;
  /** Of an address of its own; absent: at the one address of the vendor's application. */
  token?: string;
  delivery: Delivery;
}

/** Who may have sent it, and for whom. */
interface Desk {
  secrets: readonly string[];
  /** One account or connection: event ids count within it. */
  scope: readonly string[];
  /** Absent: whoever works with the account that the event names. */
  connection?: Connection;
}

async function deskOf(world: World, { provider, token }: Incoming): Promise<Desk | undefined> {
  if (token === undefined) return { secrets: world.app(provider)?.webhookSecrets ?? [], scope: [provider] };
  if (!TOKEN.test(token)) return undefined;
  const hash = tokenHash(token);
  const route = await world.webhooks.route(hash);
  if (route?.provider !== provider) return undefined;
  const { tenantId, connectionId } = route;
  const connection = await world.connections.read(tenantId, connectionId);
  if (connection?.provider !== provider) return undefined;
  const known = await webhookSecret(world, connection);
  // Another instance may have replaced it a moment ago.
  const secret = known?.tokenHash === hash ? known : await webhookSecret(world, connection, true);
  if (secret?.tokenHash !== hash) return undefined;
  return { secrets: [secret.signingSecret ?? token], scope: [provider, tenantId, connectionId], connection };
}

/** JSON where it is, else the text itself: some vendors send forms. Undefined for bytes that are no text. */
function bodyOf(rawBody: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(rawBody);
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  } catch {
    return undefined;
  }
}

async function connectionsFor(world: World, provider: string, desk: Desk, hints: readonly Hint[]) {
  if (desk.connection) return [desk.connection];
  const accounts = new Set(hints.flatMap(({ accountId }) => accountId ?? []));
  const found = await Promise.all([...accounts].map((id) => world.webhooks.ofAccount(provider, id)));
  return found.flat();
}

const eventOf = ({ scope }: Desk, { accountId, eventId }: Hint) =>
  hashOf(['webhook-event', ...scope, accountId ?? null, eventId], 64);

async function newsIn(world: World, desk: Desk, hints: readonly Hint[]): Promise<Hint[]> {
  // At the application's address an event that names no account is nobody's.
  const routable = hints.filter(({ accountId }) => desk.connection ?? accountId !== undefined);
  const seen = await Promise.all(
    routable.map((hint) => world.webhooks.seen(eventOf(desk, hint), world.now())),
  );
  return routable.filter((_, index) => !seen[index]);
}

/**
 * Asks first and records then: after a crash in between the vendor's next try asks once more, which is harmless, while
 * an event recorded and not acted on would be lost.
 */
async function act(world: World, provider: string, desk: Desk, webhook: Webhook, news: readonly Hint[]) {
  const can = manifestOf(provider)?.can ?? [];
  const connections = await connectionsFor(world, provider, desk, news);
  const asked = connections.map(async (connection) => {
    const capabilities = pullsFor(news, connection, can);
    if (capabilities.length > 0) await askPull(world, connection, capabilities);
    return capabilities.length;
  });
  const pulls = (await Promise.all(asked)).reduce((sum, count) => sum + count, 0);
  const until = world.now() + (webhook.protection === 'signature' ? SIGNED_WINDOW_MS : UNSIGNED_WINDOW_MS);
  await Promise.all(news.map((hint) => world.webhooks.record(eventOf(desk, hint), until)));
  world.log('info', 'A webhook asked for pulls', { provider, connections: connections.length, pulls });
}

/**
 * A POS reports a change: what is genuine makes pulls due, and nothing in it is taken for the truth. False when it is not
 * genuine, for whatever reason.
 */
export async function receive(world: World, incoming: Incoming): Promise<boolean> {
  const { provider, delivery } = incoming;
  if (!manifestOf(provider)) return false;
  const { webhook } = await loadProvider(provider);
  const desk = webhook && (await deskOf(world, incoming));
  if (!desk || !webhook.verify({ ...delivery, receivedAt: world.now() }, desk.secrets)) return false;
  const hints = webhook.read(bodyOf(delivery.rawBody));
  const news = await newsIn(world, desk, hints);
  if (news.length > 0) await act(world, provider, desk, webhook, news);
  return true;
}
