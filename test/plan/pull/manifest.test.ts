import { Manifest } from '../../../functions/src/plan/pull/manifest';

const COUNT = 12_000;
const MEBIBYTE = 1024 * 1024;
const idOf = (n: number) => `c0ffee00-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A manifest that knows so many records, divided whenever it asks for it. */
function grown(count: number): Manifest {
  const manifest = new Manifest(1);
  manifest.load(0, undefined);
  for (let n = 0; n < count; n += 1) {
    manifest.take(idOf(n), { n }, false);
    if (manifest.crowded) manifest.split();
  }
  return manifest;
}

/** The same one as it is stored, read again. */
function reread(manifest: Manifest): Manifest {
  const again = new Manifest(manifest.layout);
  for (const { number, bytes } of manifest.unload(Infinity)) again.load(number, bytes);
  for (const number of again.absent()) again.load(number, undefined);
  return again;
}

describe('a manifest that grows', () => {
  it('is divided into documents that Firestore holds, and knows every record after it', () => {
    const manifest = grown(COUNT);
    expect(manifest.layout).toBe(2);
    manifest.split();
    const shards = manifest.layout;
    expect(manifest.dirtyBytes / shards).toBeLessThan(MEBIBYTE / 4);
    const again = reread(manifest);
    expect(again.size).toBe(COUNT);
    const differences = Array.from({ length: COUNT }, (_, n) => again.take(idOf(n), { n }, false));
    expect(new Set(differences)).toEqual(new Set(['same']));
    expect(again.take(idOf(7), { n: 8 }, false)).toBe('changed');
    expect(again.take(idOf(COUNT), { n: 0 }, false)).toBe('new');
  });

  it('keeps what a pass has seen when it is divided', () => {
    const before = reread(grown(100));
    for (let n = 0; n < 60; n += 1) before.take(idOf(n), { n }, false);
    before.split();
    expect(before.countMisses()).toBe(40);
    expect(before.gone(1)).toHaveLength(40);
    expect(before.gone(2)).toEqual([]);
  });
});
