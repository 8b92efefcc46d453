import type { Http } from '../../../functions/src/providers/http';
import { all, CREATE, accepting, MARKER, NOW, open, order, push } from './fixtures';
import { scripted } from './scripted';

/** What the bridge throws by itself, from within a call, when the account's calls have to wait. */
class Pause extends Error {}

const paused: Http = async () => {
  throw new Pause('later');
};
const link = { variationId: '1' };
const receipt = { externalId: '700700', posTotal: 700, paid: false, notes: [] };

describe('a pause of the bridge’s own', () => {
  const session = open(paused);
  it.each([
    ['a push', () => session.pushOrder(push())],
    ['a look', () => session.pushOrder(push({ mayExistSince: NOW }))],
    [
      'a cancellation',
      () =>
        session.cancelOrder({ marker: MARKER, order: order(), receipt, pushedSince: NOW, mayExist: false }),
    ],
    ['a payment', () => session.payOrder({ marker: MARKER, order: order(), receipt })],
    ['prices', () => all(session.pushPrices([{ key: 'k', link, price: 1 }]))],
    ['stock', () => all(session.setStock([{ key: 'k', link, quantity: 1, countedAt: NOW }]))],
    ['a pull', () => all(session.pullOrders({}))],
    ['locations', () => session.locations()],
  ])('goes on as it came, through %s', async (_what, work) => expect(work()).rejects.toBeInstanceOf(Pause));

  it('goes on as it came in the middle of an order, too', async () => {
    const { http } = scripted({ [CREATE]: accepting() });
    const second: Http = (request) => (request.url.includes('/status/') ? paused(request) : http(request));
    await expect(open(second).pushOrder(push())).rejects.toBeInstanceOf(Pause);
  });
});
