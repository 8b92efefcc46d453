import { signInNotice, signInWorry } from '../../../functions/src/plan/watch/signIn';
import { loyverse } from '../../../functions/src/providers/loyverse';
import { square } from '../../../functions/src/providers/square';
import { zoho } from '../../../functions/src/providers/zoho';
import { aConnection } from '../../support/orders';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 0, 15, 12);

describe('a sign-in', () => {
  it.each([
    ['that ends in eight days', { expiresAt: NOW + 8 * DAY, unrenewed: false }, undefined],
    ['that ends in seven', { expiresAt: NOW + 7 * DAY, unrenewed: false }, 'week'],
    ['that ends in one', { expiresAt: NOW + DAY, unrenewed: false }, 'day'],
    ['that has ended', { expiresAt: NOW - DAY, unrenewed: false }, 'day'],
    ['that nobody knows an end of', { unrenewed: false }, undefined],
    ['whose renewal is long due', { unrenewed: true }, 'unrenewed'],
  ] as const)('%s is worth %s', (_, facts, worry) => expect(signInWorry(facts, NOW)).toBe(worry));

  it('is told of with its last day', () => {
    const notice = signInNotice(aConnection(), 'week', { expiresAt: NOW + 7 * DAY, unrenewed: false });
    expect(notice).toMatchObject({ severity: 'warning', action: 'reconnect' });
    expect(notice.message).toContain('2026-01-22');
  });
});

describe('what a provider knows of the end of its sign-in', () => {
  const token = { accessToken: 'token', expiresAt: NOW };
  const ofZoho = { ...token, dataCenter: 'com', organizationId: '1' };

  it.each([
    ['Square, without a refresh token', square, token, NOW],
    ['Square, with one', square, { ...token, refreshToken: 'more' }, undefined],
    ['Square, a personal token', square, { accessToken: 'token' }, undefined],
    ['Loyverse, a personal token', loyverse, { accessToken: 'token' }, undefined],
    ['Loyverse, with a refresh token', loyverse, { ...token, refreshToken: 'more' }, undefined],
    ['Zoho, without a refresh token', zoho, ofZoho, NOW],
    ['Zoho, with one', zoho, { ...ofZoho, refreshToken: 'more' }, undefined],
  ])('%s', (_, provider, credentials, expected) => expect(provider.expiresAt?.(credentials)).toBe(expected));
});
