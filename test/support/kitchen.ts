import { connect } from '../../functions/src/deliver/connect';
import { inviteSoon } from '../../functions/src/deliver/tickets/invite';
import { replay } from '../../functions/src/deliver/wake';
import { linkSigner } from '../../functions/src/records/linkSigner';
import { TICKET_ROUTES } from '../../functions/src/entry/http/tickets/routes';
import type { Connection } from '../../functions/src/model/connection';
import { MemoryMessages } from './memoryMessages';
import { memorySite } from './memorySite';
import { loyverseShop } from './shop';

const FIELDS = {
  email: { address: 'Kitchen@Example.com', currency: 'USD', timezone: 'America/New_York' },
  whatsapp: { number: '+49 170 1234567', currency: 'USD', timezone: 'America/New_York' },
} as const;

/** The path of the link in a text. */
export const linkIn = (text: string): string =>
  /https:\/\/pos\.example\.com(\/tickets\/\S+)/.exec(text)?.[1] ?? '';

/** A shop with a Loyverse till `c1` and a channel `k1` beside it, whose recipient has agreed unless it says otherwise. */
export async function kitchen(
  settings: Record<string, unknown> = {},
  { provider = 'email', agreed = true }: { provider?: keyof typeof FIELDS; agreed?: boolean } = {},
) {
  const shop = loyverseShop();
  const { world } = shop;
  const messages = new MemoryMessages();
  world.messages = messages;
  world.links = linkSigner(() => [Buffer.alloc(32, 'memory').toString('base64')]);
  const signIn = { tenantId: 'demo', connectionId: 'k1', provider, locationId: 'main', settings };
  const made = await connect(world, { ...signIn, credentials: FIELDS[provider] });
  const channel = () => world.connectionRows.get('k1') as Connection;
  /** What the trigger does when the connection is written. */
  const ask = (time = 'first') => inviteSoon(world, made, time);
  const confirm = async () => {
    await world.connections.confirm(
      { tenantId: 'demo', connectionId: 'k1', accountId: made.accountId },
      world.clock,
    );
    await replay(world, channel(), ['unconfirmed']);
  };
  if (agreed) await confirm();
  const { call } = memorySite('tickets', TICKET_ROUTES, world);
  const open = (path: string, method = 'GET') => call({ path, method });
  return { ...shop, messages, channel, ask, confirm, open };
}
