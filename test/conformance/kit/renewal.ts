import { expectClean, expectNoLeak, isSecret } from './canaries';
import { expectAdvised, failureOf } from './failures';
import { unless, type Group } from './group';
import { aPlainOrder, type OrderDocument } from './orders';
import { CONNECTION, TENANT, type StageOptions } from './shop';
import { orderPath, stage, type Stage } from './stage';
import type { RenewableSignIn, Subject } from './subject';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Ten orders may take more calls than the POS allows in a minute. */
const TEN_DELIVERED = 5 * MINUTE;
const TEN = Array.from({ length: 10 }, (_, index) => `o${index + 1}`);

const placedNow = (here: Stage): OrderDocument => ({ placedAt: new Date(here.world.clock).toISOString() });

/** A stage whose connection has a sign-in that can be renewed. */
async function renewableStage(subject: Subject, options: StageOptions = {}) {
  const here = await stage(subject, options);
  const signIn = here.pos.renewable?.();
  if (!signIn) throw new Error(`The subject ${subject.manifest.id} has no renewable sign-in.`);
  here.keep(signIn.credentials);
  return { here, signIn, token: subject.calls.token ?? /^(?!)/ };
}

/** Ten orders placed, and a worker for each at the same moment. */
async function deliverTenAtOnce(here: Stage): Promise<void> {
  const { world } = here;
  for (const name of TEN) world.put(orderPath(name), aPlainOrder({ number: name, ...placedNow(here) }));
  const refs = await here.triggered();
  await Promise.all(refs.map((ref) => world.run(ref)));
}

function expectTenOnce(here: Stage): void {
  expect(here.orders()).toHaveLength(TEN.length);
  expect(new Set(here.orders().map(({ reference }) => reference)).size).toBe(TEN.length);
  expect(TEN.map((name) => here.badge(orderPath(name))?.status)).toEqual(TEN.map(() => 'synced'));
  expect(here.world.connectionRows.get(CONNECTION)?.status).toBe('active');
}

/** The same sign-in after the merchant withdrew it: nothing secret in it is any good. */
const withdrawn = ({ credentials }: RenewableSignIn) =>
  Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => [name, isSecret(name) ? `dead-${name}` : value]),
  );

/** Sign-ins that expire, one renewal for however many workers. */
export const renewalGroup: Group = {
  name: 'renewal of the sign-in',
  needs: ['pushOrder'],
  tests: (subject) => {
    const expires = unless(subject.calls.token ? undefined : 'its sign-in never expires');

    expires('is not made while the token is good', async () => {
      const { here, token } = await renewableStage(subject);
      here.world.put(orderPath(), aPlainOrder());
      await here.world.settle();
      expect(here.badge()).toMatchObject({ status: 'synced' });
      expect(here.calls(token)).toEqual([]);
    });

    expires('is made ahead of time, before the POS refuses anything', async () => {
      const { here, signIn, token } = await renewableStage(subject);
      here.world.clock = signIn.expiresAt - SECOND;
      here.world.put(orderPath(), aPlainOrder(placedNow(here)));
      await here.world.settle();
      expect(here.badge()).toMatchObject({ status: 'synced' });
      expect(here.calls(token)).toHaveLength(1);
      expect(here.calls().map(({ status }) => status)).not.toContain(401);
      expect(
        here.provider.renewal?.due(here.world.vaultRows.get(CONNECTION)?.credentials, here.world.clock),
      ).toBe(false);
    });

    expires('happens once among ten deliveries when the token dies mid-run', async () => {
      const { here, token } = await renewableStage(subject);
      here.pos.simulator.faults.add({ kind: 'expire-token' });
      await deliverTenAtOnce(here);
      await here.world.settle(here.world.clock + TEN_DELIVERED);
      expect(here.calls(token)).toHaveLength(1);
      expectTenOnce(here);
      expectNoLeak(here);
    });

    expires('happens once among ten deliveries that start when the token is about to end', async () => {
      const { here, signIn, token } = await renewableStage(subject);
      here.world.clock = signIn.expiresAt - SECOND;
      await deliverTenAtOnce(here);
      await here.world.settle(here.world.clock + TEN_DELIVERED);
      expect(here.calls(token)).toHaveLength(1);
      expectTenOnce(here);
    });

    expires('happens once among ten deliveries that start when the token has ended', async () => {
      const { here, signIn, token } = await renewableStage(subject);
      here.world.clock = signIn.expiresAt + SECOND;
      await deliverTenAtOnce(here);
      await here.world.settle(here.world.clock + TEN_DELIVERED);
      expect(here.calls(token)).toHaveLength(1);
      expectTenOnce(here);
    });

    expires('leaves one order when the token dies between the POS’s commit and the reply', async () => {
      const { here } = await renewableStage(subject);
      const { source: match } = subject.calls.create;
      here.pos.simulator.faults.add({ kind: 'lose-reply', match });
      here.world.put(orderPath(), aPlainOrder());
      await here.world.settle();
      here.pos.simulator.faults.add({ kind: 'expire-token' });
      await here.world.settle(here.world.clock + MINUTE);
      expect(here.orders()).toHaveLength(1);
      expect(here.badge()).toMatchObject({ status: 'synced' });
    });

    expires('that the POS refuses is unauthorized, with advice and no secret', async () => {
      const { here, signIn } = await renewableStage(subject);
      const renewal = here.provider.renewal;
      if (!renewal) throw new Error('The adapter renews nothing.');
      const failure = await failureOf(renewal.renew(withdrawn(signIn), here.tools));
      expectAdvised(failure, 'unauthorized');
      expectClean(here, failure, ...Object.values(withdrawn(signIn)).map(String));
    });

    expires('that the POS refuses stops the connection and asks to reconnect', async () => {
      const { here, signIn } = await renewableStage(subject);
      here.keep(withdrawn(signIn));
      here.world.put(orderPath(), aPlainOrder());
      await here.world.settle(here.world.clock + MINUTE);
      expect(here.badge()).toMatchObject({ status: 'failed', error: { code: 'auth_failed' } });
      expect([...here.world.noticeRows.values()]).toMatchObject([{ tenantId: TENANT, action: 'reconnect' }]);
      expectNoLeak(here);
    });

    expires('that gets no reply is no reason to give the connection up', async () => {
      const { here, signIn, token } = await renewableStage(subject);
      here.world.clock = signIn.expiresAt + SECOND;
      here.pos.simulator.faults.add({ kind: 'error-500', match: token.source, times: 2 });
      here.world.put(orderPath(), aPlainOrder(placedNow(here)));
      await here.world.settle(here.world.clock + 10 * MINUTE);
      expect(here.world.connectionRows.get(CONNECTION)?.status).toBe('active');
      expect(here.badge()).toMatchObject({ status: 'synced' });
    });

    unless(subject.calls.token ? subject.alwaysRenews : 'its sign-in never expires')(
      'does not help a plain token that was revoked',
      async () => {
        const { here, token } = await renewableStage(subject);
        here.keep(subject.account.credentials);
        here.pos.simulator.faults.add({ kind: 'expire-token' });
        here.world.put(orderPath(), aPlainOrder());
        await here.world.settle(here.world.clock + MINUTE);
        expect(here.badge()).toMatchObject({ status: 'failed', error: { code: 'auth_failed' } });
        expect(here.calls(token)).toEqual([]);
      },
    );
  },
};
