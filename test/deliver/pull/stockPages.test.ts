import { subject } from '../../conformance/subjects/loyverse';
import type { Stage } from '../../conformance/kit/stage';
import { bothSides, filled, halfHour } from './provided';

/** The second page of stock does not come, once. */
function losingSecondPage(here: Stage): void {
  const send = here.wire;
  let pages = 0;
  here.wire = (request) => {
    if (/\/inventory\?/.test(request.url) && (pages += 1) === 2)
      here.pos.simulator.faults.add({ kind: 'error-500' });
    return send(request);
  };
}

/** Somebody else has written the tables when the first save comes. */
function refusingFirstSave({ world }: Stage): { refused(): boolean } {
  const { stock } = world.publishing;
  let saves = 0;
  world.publishing.stock = {
    ...stock,
    save: async (...tables) => ((saves += 1) === 1 ? false : stock.save(...tables)),
  };
  return { refused: () => saves > 0 };
}

describe('stock that came and could not be recorded', () => {
  it('is asked for again', async () => {
    const here = await filled(subject);
    losingSecondPage(here);
    const { refused } = refusingFirstSave(here);
    await halfHour(here);
    expect(refused()).toBe(true);
    const { bridge, pos } = bothSides(here);
    expect(bridge.stock).toEqual(pos.stock);
    expect(pos.stock?.length).toBeGreaterThan(2);
  });
});
