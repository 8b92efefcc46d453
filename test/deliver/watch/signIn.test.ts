import { tick } from '../../../functions/src/deliver/pull/tick';
import { loyverseShop } from '../../support/shop';
import * as loyverse from '../../simulators/loyverse/seed';
import * as square from '../../simulators/square/seed';
import { createSquare } from '../../simulators/square';
import { MemoryWorld } from '../../support/memoryWorld';
import { aConnection } from '../../support/orders';
import { simHttp } from '../../support/simHttp';

const DAY = 24 * 3_600_000;
/** Of the memory world. */
const START = Date.UTC(2026, 0, 15, 12);
const HALF_HOUR = 30 * 60_000;

async function pulls(world: MemoryWorld, count = 1): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await tick(world);
    await world.settle(world.clock + HALF_HOUR);
  }
}
const notices = ({ noticeRows }: MemoryWorld) =>
  [...noticeRows.values()]
    .filter(({ cause }) => cause.startsWith('sign_in_ends'))
    .map(({ severity, open, count }) => [severity, open, count]);

describe('a sign-in that ends and does not renew itself', () => {
  const aShop = (endsInMs: number) => {
    const { world } = loyverseShop();
    const sign = (expiresAt: number) =>
      world.vaultRows.set('c1', {
        credentials: { accessToken: loyverse.ACCESS_TOKEN, expiresAt },
        version: '1',
        renewingUntil: 0,
      });
    sign(world.clock + endsInMs);
    return { world, sign };
  };

  it('is told seven days before, again on the last one, and not with every pull', async () => {
    const { world } = aShop(7 * DAY + HALF_HOUR);
    await pulls(world);
    await pulls(world, 4);
    expect(notices(world)).toEqual([['warning', true, 1]]);
    world.clock += 6 * DAY;
    await pulls(world, 4);
    expect(notices(world)).toEqual([['error', true, 2]]);
  });

  it('is settled by the first pull with another', async () => {
    const { world, sign } = aShop(3 * DAY);
    await pulls(world);
    expect(notices(world)).toEqual([['warning', true, 1]]);
    sign(world.clock + 90 * DAY);
    await pulls(world);
    expect(notices(world)).toEqual([['warning', false, 1]]);
  });

  it('far away is nobody’s concern', async () => {
    const { world } = aShop(90 * DAY);
    await pulls(world, 3);
    expect(notices(world)).toEqual([]);
  });
});

describe('a sign-in that renews itself', () => {
  function aKitchen() {
    const here: { world?: MemoryWorld } = {};
    const kitchen = createSquare({ now: () => here.world?.clock ?? START });
    const app = { clientId: square.APPLICATION_ID, clientSecret: square.APPLICATION_SECRET };
    const world = new MemoryWorld(simHttp({ square: kitchen }), { square: app });
    here.world = world;
    const place = { accountId: square.MERCHANT_ID, externalLocationId: square.MAIN_LOCATION };
    world.connectionRows.set('c1', aConnection({ provider: 'square', ...place }));
    const credentials = {
      accessToken: square.ACCESS_TOKEN,
      refreshToken: square.REFRESH_TOKEN,
      refreshedAt: world.clock - 7 * DAY,
      expiresAt: world.clock + 23 * DAY,
      merchantId: square.MERCHANT_ID,
    };
    world.vaultRows.set('c1', { credentials, version: '1', renewingUntil: 0 });
    return { world, kitchen };
  }

  it('is told of when it has not been renewed for eight days, though the POS still takes it', async () => {
    const { world, kitchen } = aKitchen();
    kitchen.faults.add({ kind: 'error-500', match: '/oauth2/token', times: 10_000 });
    await pulls(world, 10);
    expect(notices(world)).toEqual([]);
    world.clock += DAY;
    await pulls(world, 3);
    expect(notices(world)).toEqual([['warning', true, 1]]);
    kitchen.faults.clear();
    await pulls(world, 2);
    expect(notices(world)).toEqual([['warning', false, 1]]);
  });

  it('is nobody’s concern while that works', async () => {
    const { world } = aKitchen();
    await pulls(world, 4);
    expect(notices(world)).toEqual([]);
  });
});
