import fc from 'fast-check';
import { canonicalJson, hashOf } from '../../functions/src/model/hash';
import { jobIdOf, markerOf } from '../../functions/src/model/job';
import { modifierKey, productKey, shardOf } from '../../functions/src/model/link';

const intent = {
  tenantId: 't',
  connectionId: 'c',
  kind: 'pushOrder',
  subject: 'tenants/t/orders/o',
} as const;

describe('job ids and markers', () => {
  it('are equal for equal intents and differ in every part of one', () => {
    const others = [
      { tenantId: 'u' },
      { connectionId: 'd' },
      { kind: 'cancelOrder' as const },
      { subject: 'x' },
    ];
    const ids = others.map((other) => jobIdOf({ ...intent, ...other }));
    expect(new Set([jobIdOf(intent), ...ids]).size).toBe(5);
    expect(jobIdOf({ ...intent })).toBe(jobIdOf(intent));
  });

  it('a marker is at most 40 plain characters, whatever the order number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 64 }), (number) =>
        /^[A-Za-z0-9-]{1,40}$/.test(markerOf(intent, number)),
      ),
    );
  });

  it('a marker shows the order number and differs between connections', () => {
    expect(markerOf(intent, '#1042')).toMatch(/^1042-[0-9a-f]{14}$/);
    expect(markerOf(intent, '1')).not.toBe(markerOf({ ...intent, connectionId: 'd' }, '1'));
  });

  it('parts of a hash cannot run into one another', () =>
    expect(hashOf(['ab', 'c'])).not.toBe(hashOf(['a', 'bc'])));

  it('canonical JSON does not depend on the order of fields', () =>
    expect(canonicalJson({ b: [{ y: 1, x: 2 }], a: 1 })).toBe(canonicalJson({ a: 1, b: [{ x: 2, y: 1 }] })));
});

describe('link-table keys', () => {
  it('never confuse two products, variations or modifiers', () => {
    const id = fc.string({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(id, id, id, id, (a, b, c, d) => {
        const same = a === c && b === d;
        return (productKey(a, b) === productKey(c, d)) === same && productKey(a) !== modifierKey(a);
      }),
    );
  });

  it('are legal Firestore map keys', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (id) => !/[.~[\]/`]/.test(productKey(id))));
  });

  it('put a product and its variations into one shard', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1, max: 64 }),
        (p, v, n) => {
          const shard = shardOf(productKey(p), n);
          return shard === shardOf(productKey(p, v), n) && shard >= 0 && shard < n;
        },
      ),
    );
  });
});
