import fc from 'fast-check';
import { grantFrom, sharesOf, type Budget, type Lane } from '../../functions/src/plan/budget';
import { circuitAfter, heldUntil } from '../../functions/src/plan/circuit';
import type { Circuit } from '../../functions/src/model/connection';

const NOW = 1_000_000_000;
const MINUTE = 60_000;
const limits = { calls: 300, perMs: 300_000, source: '' };
const shares = sharesOf({ limits }, 10);

describe('an account’s budget', () => {
  it('shares out no more than the limit, walk-ins of all instances included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 5000 }),
        fc.integer({ min: 100, max: 600_000 }),
        fc.integer({ min: 1, max: 50 }),
        (calls, perMs, instances) => {
          const { walkIn, windowMs, capacity, rate } = sharesOf(
            { limits: { calls, perMs, source: '' } },
            instances,
          );
          return walkIn * instances + capacity + rate * windowMs <= (calls * windowMs) / perMs + 1e-6;
        },
      ),
    );
  });

  it('never grants more in a window than the bucket and its refill hold, whoever asks', () => {
    const lanes = fc.array(
      fc.tuple(fc.constantFrom<Lane>('orders', 'stock', 'prices', 'pulls'), fc.nat(3_000)),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(lanes, (asks) => {
        let budget: Budget | undefined;
        let now = NOW;
        let granted = 0;
        for (const [lane, wait] of asks) {
          now += wait;
          const grant = grantFrom(budget, lane, shares, now);
          budget = grant.budget;
          granted += grant.calls;
        }
        return granted <= shares.capacity + (now - NOW) * shares.rate + 1e-6;
      }),
    );
  });

  it('keeps a reserve for orders while a price push takes all it can get', () => {
    let budget: Budget | undefined;
    for (let tried = 0; tried < 50; tried += 1) budget = grantFrom(budget, 'prices', shares, NOW).budget;
    expect(grantFrom(budget, 'prices', shares, NOW).calls).toBe(0);
    expect(grantFrom(budget, 'stock', shares, NOW).calls).toBeGreaterThan(0);
    expect(grantFrom(budget, 'orders', shares, NOW).calls).toBeGreaterThan(0);
  });

  it('is not written for a refusal, but for what an order that was sent away is owed', () => {
    const budget = { tokens: 0, at: NOW, owed: 0 };
    expect(grantFrom(budget, 'pulls', shares, NOW).budget).toBe(budget);
    expect(grantFrom(budget, 'orders', shares, NOW).budget).toMatchObject({ owed: 2 });
  });

  it('says when it will have some, and then has some', () => {
    let budget: Budget | undefined;
    for (let tried = 0; tried < 50; tried += 1) budget = grantFrom(budget, 'pulls', shares, NOW).budget;
    const empty = grantFrom(budget, 'pulls', shares, NOW);
    expect(empty.retryAt).toBeGreaterThan(NOW);
    expect(grantFrom(empty.budget, 'pulls', shares, empty.retryAt).calls).toBeGreaterThan(0);
  });
});

describe('an account’s circuit', () => {
  const outage = (times: number) => {
    let circuit: Circuit | undefined;
    for (let n = 0; n < times; n += 1) circuit = circuitAfter(circuit, 'unavailable', NOW + n * MINUTE);
    return circuit;
  };

  it('opens at the third outage in a row, longer and longer up to five minutes', () => {
    const open = [2, 3, 4, 5, 6, 7, 20].map((times) => {
      const { openUntilAt = 0 } = outage(times) ?? {};
      return Math.max(0, openUntilAt - NOW - (times - 1) * MINUTE) / 1000;
    });
    expect(open).toEqual([0, 30, 60, 120, 240, 300, 300]);
  });

  it('closes with the first success, and does not mind refusals', () => {
    expect(circuitAfter(outage(5), undefined, NOW)).toBeUndefined();
    expect(circuitAfter(outage(2), 'rejected', NOW)).toBeUndefined();
  });

  it('lets waiting jobs back in the order in which they were made', () => {
    const circuit = { failures: 3, openedAt: NOW, openUntilAt: NOW + MINUTE };
    const made = [NOW - MINUTE, NOW + 10_000, NOW + 20_000, NOW + 50_000];
    const back = made.map((at) => heldUntil(circuit, at, NOW + 55_000) ?? 0);
    expect(back).toEqual([...back].sort((a, b) => a - b));
    expect(new Set(back).size).toBe(4);
    expect(back[0]).toBe(NOW + MINUTE);
    expect(heldUntil(circuit, NOW, NOW + MINUTE)).toBeUndefined();
  });
});
