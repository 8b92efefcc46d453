import { watchFromSweep } from '../../../functions/src/deliver/watch/watch';
import type { Attempt } from '../../../functions/src/model/attempt';
import type { Job } from '../../../functions/src/model/job';
import { MemoryWorld } from '../../support/memoryWorld';
import { aConnection } from '../../support/orders';

const MINUTE = 60_000;

function aBridge() {
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  for (const id of ['c1', 'c2']) {
    world.connectionRows.set(id, aConnection({ id, name: `Shop ${id}` }));
    const job = { id: `job-${id}`, tenantId: 'demo', connectionId: id } as Job;
    world.jobRows.set(job.id, { job, version: 1 });
  }
  const tried = (outcome: Attempt['outcome'], count: number, connection = 'c1') => {
    for (let n = 0; n < count; n += 1)
      world.attempts.push({
        ...{ jobId: `job-${connection}`, number: n, fence: n, startedAt: world.clock },
        ...{ durationMs: 1, outcome, calls: [] },
      });
  };
  const sweepAfter = async (minutes: number) => {
    world.clock += minutes * MINUTE;
    await watchFromSweep(world);
  };
  const notices = () => [...world.noticeRows.values()].map(({ cause, open, count }) => [cause, open, count]);
  return { world, tried, sweepAfter, notices };
}

describe('tries of which unusually many fail', () => {
  it('are told once, with how many, and settled when it is over', async () => {
    const { world, tried, sweepAfter, notices } = aBridge();
    tried('done', 48);
    tried('failed', 2);
    await sweepAfter(60);
    tried('failed', 6);
    tried('done', 4);
    await sweepAfter(5);
    await sweepAfter(5);
    expect(notices()).toEqual([['failure_spike:c1', true, 1]]);
    const [{ message = '' } = {}] = world.noticeRows.values();
    expect(message).toContain('Shop c1: 6 of 10 tries');
    expect(message).toContain('4 %');
    await sweepAfter(15);
    expect(notices()).toEqual([['failure_spike:c1', false, 1]]);
    expect(world.watching.state?.spikes).toEqual({});
  });

  it('are of one connection: its neighbour is calm', async () => {
    const { tried, sweepAfter, notices } = aBridge();
    tried('failed', 8);
    tried('done', 40, 'c2');
    tried('failed', 4, 'c2');
    await sweepAfter(1);
    expect(notices()).toEqual([['failure_spike:c1', true, 1]]);
  });

  it('stay one spike while the rate goes up and down around the limit', async () => {
    const { tried, sweepAfter, notices } = aBridge();
    for (const [failed, done] of [
      [6, 4],
      [5, 15],
      [6, 4],
      [5, 15],
    ] as const) {
      tried('failed', failed);
      tried('done', done);
      await sweepAfter(15);
    }
    expect(notices()).toEqual([['failure_spike:c1', true, 1]]);
  });

  it('that were only put off do not count', async () => {
    const { tried, sweepAfter, notices } = aBridge();
    tried('deferred', 50);
    tried('parked', 50);
    tried('failed', 3);
    await sweepAfter(1);
    expect(notices()).toEqual([]);
  });

  it('of a connection that is gone are told to nobody', async () => {
    const { world, tried, sweepAfter, notices } = aBridge();
    world.connectionRows.delete('c1');
    tried('failed', 9);
    await sweepAfter(1);
    expect([notices(), world.watching.state?.spikes]).toEqual([[], {}]);
  });

  it('are not counted where nothing failed', async () => {
    const { world, tried, sweepAfter } = aBridge();
    tried('done', 100);
    world.watch.tries = () => Promise.reject(new Error('Nobody should ask.'));
    await sweepAfter(1);
  });
});
