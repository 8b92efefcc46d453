import { z } from 'zod';
import type { Connection } from '../../model/connection';
import { hashOf } from '../../model/hash';
import { Problem } from '../../model/problem';
import { loadProvider } from '../../providers/load';
import type { Webhook } from '../../providers/webhook';
import { demandConnection } from '../demandConnection';
import type { VaultKey, World } from '../world';

/** 256 bits in base64url. */
export const TOKEN = /^[A-Za-z0-9_-]{43}$/;
export const tokenHash = (token: string) => hashOf(['webhook-token', token], 64);

const secretSchema = z.object({ tokenHash: z.string(), signingSecret: z.string().optional() });
export type WebhookSecret = z.infer<typeof secretSchema>;

/** Lies beside the connection, as well sealed as its sign-in. */
export const webhookKey = ({ tenantId, provider, id }: VaultKey): VaultKey => ({
  ...{ tenantId, provider },
  id: `${id}~webhook`,
});

export async function webhookSecret(world: World, key: VaultKey, fresh = false) {
  const entry = await world.vault.read(webhookKey(key), fresh);
  return entry && secretSchema.safeParse(entry.credentials).data;
}

/** Asks the adapter itself: a POS that signs nothing is known by the token of its address. */
const takesToken = (webhook: Webhook, url: string, token: string) =>
  webhook.verify({ headers: {}, rawBody: new Uint8Array(), url }, [token]);

export interface NewAddress {
  tenantId: string;
  connectionId: string;
  /** Random; part of the address and nowhere else. */
  token: string;
  /** Random; used where the POS must sign and brings no secret of its own. */
  ownSecret: string;
  /** What the POS signs with, where it chose that itself. */
  signingSecret?: string;
  /** `https://pos.example.com` */
  publicUrl: string;
}

export interface Address {
  url: string;
  /** To be entered at the POS; absent where the address alone protects, or the POS has it already. */
  signingSecret?: string;
}

/**
 * An address at which a POS reports changes of one connection; the one before it stops working.
 * @throws Problem `refused` where the POS sends nothing, `not_configured` without a public address
 */
export async function openWebhook(world: World, wanted: NewAddress): Promise<Address> {
  const { token, publicUrl, tenantId, connectionId } = wanted;
  const connection = await demandConnection(world, wanted);
  const { webhook, manifest } = await loadProvider(connection.provider);
  if (!webhook) throw new Problem('refused', `${manifest.name} does not report changes.`);
  if (publicUrl === '')
    throw new Problem('not_configured', 'The operator has not set TILLBRIDGE_PUBLIC_URL.');
  const url = `${publicUrl}/webhook/${connection.provider}/${token}`;
  const made =
    wanted.signingSecret === undefined && !takesToken(webhook, url, token) ? wanted.ownSecret : undefined;
  const signingSecret = wanted.signingSecret ?? made;
  const before = await webhookSecret(world, connection, true);
  const hash = tokenHash(token);
  await world.webhooks.open(hash, { tenantId, connectionId, provider: connection.provider });
  const kept: WebhookSecret = { tokenHash: hash, ...(signingSecret !== undefined && { signingSecret }) };
  await world.vault.save(webhookKey(connection), kept);
  if (before) await world.webhooks.close(before.tokenHash);
  return { url, ...(made !== undefined && { signingSecret: made }) };
}

/** The address stops working. Without one it is no mistake. */
export async function closeWebhook(world: World, connection: Connection): Promise<void> {
  const before = await webhookSecret(world, connection, true);
  if (!before) return;
  await world.webhooks.close(before.tokenHash);
  await world.vault.destroy(webhookKey(connection));
}
