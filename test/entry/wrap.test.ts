import type { DocumentSnapshot } from 'firebase-admin/firestore';
import functionsTest from 'firebase-functions-test';
import type * as Index from '../../functions/src/index';
import { builtCode, requireBuilt } from '../../scripts/demo/built';
import { aConnection, anOrder } from '../support/orders';
import { clearFirestore, projectIdOf } from '../support/projectId';

const projectId = projectIdOf('wrap');

/** Documents of a storefront that has chosen another path for its orders. */
const ORDERS_PATH = 'shops/{tenantId}/sales/{orderId}';
const ORDER = 'shops/demo/sales/o1';

describe('orderWritten, deployed for another path', () => {
  const test = functionsTest({ projectId });
  let built: ReturnType<typeof builtCode>;
  let fire: (before: object, after: object) => Promise<void>;

  beforeAll(async () => {
    process.env.TILLBRIDGE_ORDERS_PATH = ORDERS_PATH;
    built = builtCode();
    const { orderWritten } = requireBuilt('./index') as typeof Index;
    const wrapped = test.wrap(orderWritten);
    const params = { tenantId: 'demo', orderId: 'o1' };
    const at = (document: object) => test.firestore.makeDocumentSnapshot(document, ORDER) as DocumentSnapshot;
    fire = async (before, after) =>
      void (await wrapped({ params, data: test.makeChange(at(before), at(after)) }));
    await clearFirestore(projectId);
    await built.world.connections.save(aConnection({ locationId: 'elsewhere' }));
  });
  afterAll(async () => {
    await built.db.terminate();
    test.cleanup();
    delete process.env.TILLBRIDGE_ORDERS_PATH;
  });

  const NOTHING = {};
  const stored = async () => (await built.db.doc(ORDER).get()).data();
  const badge = { unrouted: { status: 'failed', error: { code: 'no_connection' } } };

  beforeEach(() => built.db.doc(ORDER).set(anOrder()));

  it('puts its badge on the very document that was written', async () => {
    await fire(NOTHING, anOrder());
    expect(await stored()).toMatchObject({ ...anOrder(), pos: badge });
  });

  it('leaves the document alone when the change is the echo of a badge', async () => {
    await fire(anOrder(), { ...anOrder(), pos: badge });
    expect(await stored()).toEqual(anOrder());
  });

  it('takes its badge away when the order has found a connection', async () => {
    await built.db.doc(ORDER).set({ ...anOrder(), pos: badge });
    const settings = { ...aConnection().settings, autoSync: false };
    await built.world.connections.save(aConnection({ id: 'c2', settings }));
    await fire({ ...anOrder({ locationId: 'nowhere' }), pos: badge }, { ...anOrder(), pos: badge });
    expect((await stored())?.pos).toMatchObject({
      c2: { status: 'pending', error: { code: 'auto_sync_off' } },
    });
    expect((await stored())?.pos).not.toHaveProperty('unrouted');
  });

  it('does nothing about an order that was deleted', async () => {
    await built.db.doc(ORDER).delete();
    await fire(anOrder(), NOTHING);
    expect(await stored()).toBeUndefined();
  });
});
