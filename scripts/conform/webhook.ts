import { type Checks, type Finding, NothingToLearn, Wrong } from './check';
import { signerFor, someSecret, unsigned, type Sign } from './deliveries';
import type { Server } from './server';

type Webhook = NonNullable<Server['provider']['webhook']>;

/** What the adapter believes and should not, or should and does not. */
function mistakes({ verify, protection }: Webhook, sign: Sign, at: number): string[] {
  const [secret, other] = [someSecret(), someSecret()];
  const good = sign(unsigned, secret, at);
  const changed = { ...good, rawBody: Buffer.concat([good.rawBody, Buffer.from(' ')]) };
  const expectations: [what: string, believed: boolean, expected: boolean][] = [
    ['A good delivery', verify(good, [secret]), true],
    ['A good delivery while secrets change', verify(good, [other, secret]), true],
    ['A delivery under another secret', verify(good, [other]), false],
    ['A delivery without protection', verify(unsigned, [secret]), false],
    ['A delivery without any secret here', verify(good, []), false],
    // A token in the address says nothing about the body.
    ['A changed body', verify(changed, [secret]), protection === 'url-token'],
  ];
  return expectations
    .filter(([, believed, expected]) => believed !== expected)
    .map(([what, believed]) => `${what} is ${believed ? 'believed' : 'refused'}.`);
}

async function roundTrip(webhook: Webhook, { provider, clock }: Server): Promise<Finding<void>> {
  const { id, name } = provider.manifest;
  const sign = signerFor(id, webhook.protection);
  if (!sign) throw new NothingToLearn(`How ${name} signs is not written in scripts/conform/deliveries.ts.`);
  const wrong = mistakes(webhook, sign, clock.now());
  const body: unknown = JSON.parse(Buffer.from(unsigned.rawBody).toString('utf8'));
  if (webhook.read(body).length > 0) wrong.push('A delivery that concerns nobody makes something due.');
  if (wrong.length > 0) throw new Wrong(wrong.join(' '));
  const detail = `Protected by ${webhook.protection}: the good delivery is believed, no other is.`;
  return { detail, value: undefined };
}

/** A delivery signed as the vendor signs it, and what must not pass for one. Needs no server. */
export async function checkWebhook(checks: Checks, server: Server): Promise<void> {
  const { webhook } = server.provider;
  if (!webhook) return checks.skip('webhook', 'The adapter takes none.');
  await checks.make('webhook', () => roundTrip(webhook, server));
}
