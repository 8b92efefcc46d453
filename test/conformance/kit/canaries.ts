import type { Failure } from '../../../functions/src/model/failure';
import { SHOPPER } from './orders';
import { CONNECTION } from './shop';
import type { Stage } from './stage';

/** A field of credentials that nobody may read; others, such as an account's id, stand in addresses. */
export const isSecret = (name: string): boolean => /token|secret|password|key/i.test(name);

/** Every secret-looking text in stored credentials. */
export function secretsIn(credentials: unknown): string[] {
  if (credentials === null || typeof credentials !== 'object') return [];
  return Object.entries(credentials).flatMap(([name, value]) =>
    isSecret(name) && typeof value === 'string' ? [value] : [],
  );
}

function canaries({ world, subject }: Stage, more: readonly string[]): string[] {
  const held = world.vaultRows.get(CONNECTION)?.credentials;
  const { account, other, app } = subject;
  return [
    ...[held, account.credentials, other.credentials].flatMap(secretsIn),
    app.clientSecret,
    SHOPPER.email,
    SHOPPER.phone.slice(2),
    ...more,
  ];
}

const found = (text: string, words: readonly string[]) => words.filter((word) => text.includes(word));

/** No secret and nothing of the shopper in what a person or a log gets to see, nor a secret in an address. */
export function expectNoLeak(stage: Stage, ...more: string[]): void {
  const { world, subject } = stage;
  const badges = [...world.orderDocs.values()].map((document) => document.pos);
  const told = [
    world.attempts,
    world.logs,
    [...world.noticeRows.values()],
    [...world.jobRows.values()],
    badges,
  ];
  expect(found(JSON.stringify(told), canaries(stage, more))).toEqual([]);
  const addresses = stage.calls().map(({ path, query }) => [path, query]);
  const secrets = [...secretsIn(subject.account.credentials), subject.app.clientSecret, ...more];
  expect(found(JSON.stringify(addresses), secrets)).toEqual([]);
}

/** A Failure speaks to a person: it says something, and nothing that they must not read. */
export function expectClean(stage: Stage, failure: Failure, ...more: string[]): void {
  const text = JSON.stringify([failure.message, failure.detail, failure.stack]);
  expect(failure.message).toMatch(/\w{3,}/);
  expect(found(text, canaries(stage, more))).toEqual([]);
}
