import { connect } from '../../../functions/src/deliver/connect';
import { replay } from '../../../functions/src/deliver/wake';
import { expectClean, expectNoLeak, isSecret } from './canaries';
import { expectAdvised, failureOf } from './failures';
import type { Group } from './group';
import { aPlainOrder, CURRENCIES } from './orders';
import { CONNECTION, TENANT } from './shop';
import { orderPath, stage, type Stage } from './stage';

const CANARY = 'canary-7f3a91c2';

const spoiled = (credentials: Record<string, string | number>) =>
  Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => [name, isSecret(name) ? CANARY : value]),
  );

/** The merchant signs in again, and what was parked for it goes out. */
async function reconnect({ world, connection, subject }: Stage): Promise<void> {
  world.vaultRows.set(CONNECTION, {
    credentials: subject.account.credentials,
    version: '2',
    renewingUntil: 0,
  });
  world.connectionRows.set(CONNECTION, structuredClone(connection));
  await replay(world, connection, ['auth_failed']);
  await world.settle();
}

/** Good and bad sign-ins, and what a connect finds. */
export const signInGroup: Group = {
  name: 'sign-in',
  needs: ['locations'],
  tests: (subject) => {
    const { account, other } = subject;

    it.each(CURRENCIES)('lists exactly the locations that can take orders, in %s', async (currency) => {
      const found = await (await stage(subject, { currency })).open().locations();
      const facts = found.map((place) => [place.externalId, place.currency, place.accountId]);
      expect(facts.sort()).toEqual(account.locations.map((id) => [id, currency, account.id]).sort());
      for (const { name } of found) expect(name).toMatch(/\w/);
    });

    it('lists another merchant’s locations to them alone', async () => {
      const found = await (await stage(subject)).open(other).locations();
      expect(found.map(({ externalId }) => externalId)).toEqual(other.locations);
      expect(found.map(({ accountId }) => accountId)).toEqual(other.locations.map(() => other.id));
    });

    it('refuses a wrong sign-in with advice and without quoting it', async () => {
      const here = await stage(subject);
      const failure = await failureOf(here.open(account, spoiled(account.credentials)).locations());
      expectAdvised(failure, 'unauthorized');
      expectClean(here, failure, CANARY);
    });

    it('refuses to push with a wrong sign-in, and nothing arrives', async () => {
      const here = await stage(subject);
      const session = here.open(account, spoiled(account.credentials));
      const failure = await failureOf(session.pushOrder(here.pushOf(aPlainOrder())));
      expect(failure.kind).toBe('unauthorized');
      expectClean(here, failure, CANARY);
      expect(here.orders()).toEqual([]);
    });

    it.each([
      ['an empty object', {}],
      ['nothing', undefined],
      ['null', null],
      ['a bare text', CANARY],
      ['a list', [CANARY]],
      ['other fields', { wrong: CANARY }],
      [
        'fields of a wrong type',
        Object.fromEntries(Object.keys(account.credentials).map((name) => [name, 7])),
      ],
      ['empty texts', Object.fromEntries(Object.keys(account.credentials).map((name) => [name, '']))],
    ])('asks to connect again when %s is stored', async (_what, credentials) => {
      const here = await stage(subject);
      const context = { credentials, pos: account.pos, tools: here.tools };
      const failure = await failureOf(() => here.provider.open(context));
      expect(failure.kind).toBe('unauthorized');
      expect(failure.detail.advice).toMatch(/connect/i);
      expectClean(here, failure, CANARY);
      expect(here.calls()).toEqual([]);
    });

    it('connects: tries the sign-in, stores it and the location with its currency', async () => {
      const here = await stage(subject, { currency: 'KWD' });
      const made = await connect(here.world, {
        tenantId: TENANT,
        connectionId: 'new',
        provider: subject.manifest.id,
        locationId: 'main',
        externalLocationId: account.locations[0],
        credentials: account.credentials,
        settings: { pos: { ...account.pos, ...subject.statesCurrency?.('KWD') } },
      });
      expect(made).toMatchObject({ accountId: account.id, externalLocationId: account.locations[0] });
      expect(made).toMatchObject({ currency: 'KWD', status: 'active' });
      expect(here.world.vaultRows.get('new')?.credentials).toEqual(account.credentials);
      expect(JSON.stringify(made)).not.toContain(Object.values(account.credentials)[0]);
    });

    it('does not connect with a wrong sign-in, nor to another merchant’s location', async () => {
      // Two merchants' locations may have the same id.
      const foreign = other.locations.find((id) => !account.locations.includes(id)) ?? '404404';
      const here = await stage(subject);
      const request = {
        tenantId: TENANT,
        connectionId: 'new',
        provider: subject.manifest.id,
        locationId: 'main',
        externalLocationId: foreign,
        credentials: account.credentials,
      };
      expect((await failureOf(connect(here.world, request))).kind).toBe('rejected');
      const wrong = { ...request, credentials: spoiled(account.credentials) };
      expect((await failureOf(connect(here.world, wrong))).kind).toBe('unauthorized');
      expect([here.world.connectionRows.has('new'), here.world.vaultRows.has('new')]).toEqual([false, false]);
    });

    it('stops the connection when the POS refuses it, asks to reconnect, and goes on from there', async () => {
      const here = await stage(subject, { credentials: spoiled(account.credentials) });
      here.world.put(orderPath(), aPlainOrder());
      await here.world.settle();
      expect(here.badge()).toMatchObject({ status: 'failed', error: { code: 'auth_failed' } });
      expect(here.world.connectionRows.get(CONNECTION)?.status).toBe('auth_failed');
      expect([...here.world.noticeRows.values()]).toMatchObject([{ action: 'reconnect' }]);
      expectNoLeak(here, CANARY);
      await reconnect(here);
      expect(here.badge()).toMatchObject({ status: 'synced' });
      expect(here.orders()).toHaveLength(1);
    });
  },
};
