import { axiosHttp } from '../../functions/src/providers/axiosHttp';
import { kmsWrapper } from '../../functions/src/records/kms';
import { seal, unseal, type Keys, type Sealed } from '../../functions/src/records/seal';
import { KEY, serveKms, TOKEN } from '../simulators/kms';
import { anOrder } from '../support/orders';
import { ORDER, loyverseShop } from '../support/shop';

const MINUTE = 60_000;

/** A shop whose sign-in is sealed under a key of Cloud KMS. */
async function sealedShop() {
  const kms = await serveKms();
  const { world, loyverse } = loyverseShop();
  const token = async () => TOKEN;
  const now = () => world.clock;
  const keys: Keys = [kmsWrapper({ key: KEY, http: axiosHttp, token, now, baseUrl: kms.url })];
  const { read, ...vault } = world.vault;
  const [entry] = world.vaultRows.values();
  const sealed: Sealed = await seal(entry?.credentials, 'c1', keys);
  world.vault = {
    ...vault,
    async read(connection, fresh) {
      const credentials = await unseal(sealed, 'c1', keys);
      const row = await read(connection, fresh);
      return row && { ...row, credentials };
    },
  };
  return { world, loyverse, kms };
}

it('an order waits while the key is away, says so, and goes when it is back', async () => {
  const { world, loyverse, kms } = await sealedShop();
  try {
    kms.key.granted = false;
    world.put(ORDER, anOrder());
    await world.settle();
    expect(loyverse.calls).toEqual([]);
    expect(world.job(ORDER)?.mayExist ?? false).toBe(false);
    expect(world.badge(ORDER, 'c1')).toMatchObject({
      status: 'pending',
      error: { message: expect.stringContaining('does not let the functions use the key') as string },
    });
    kms.key.granted = true;
    await world.settle(world.clock + MINUTE);
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'synced' });
    expect(loyverse.orders()).toHaveLength(1);
  } finally {
    await kms.close();
  }
});

it('the POS is not thought to be down for it: other orders of the account are not held', async () => {
  const { world, kms } = await sealedShop();
  try {
    kms.key.faults.push(...Array<number>(8).fill(503));
    world.put(ORDER, anOrder());
    await world.settle(world.clock + MINUTE);
    expect((await world.connections.read('demo', 'c1'))?.circuit).toBeUndefined();
  } finally {
    await kms.close();
  }
});
