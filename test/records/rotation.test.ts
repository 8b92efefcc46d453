import { randomBytes } from 'node:crypto';
import { rotationReport } from '../../scripts/cli/rotate';
import { axiosHttp } from '../../functions/src/providers/axiosHttp';
import { kmsWrapper } from '../../functions/src/records/kms';
import { masterKeys, masterKeyWrappers } from '../../functions/src/records/masterKeys';
import { rotationIn, sealingVersion, type RotatedRow } from '../../functions/src/records/rotation';
import type { Keys } from '../../functions/src/records/seal';
import { vaultIn } from '../../functions/src/records/vault';
import { KEY, serveKms, TOKEN } from '../simulators/kms';
import { firestoreFor } from '../support/firestore';

const { db } = firestoreFor('rotation');
const NOW = Date.UTC(2026, 10, 21);
const key = () => randomBytes(32).toString('base64');
const [old, next] = [key(), key()];
const before = masterKeyWrappers(old);
const during = masterKeyWrappers(`master-2:${next}, master-1:${old}`);
const after = masterKeyWrappers(`master-2:${next}`);

const CONNECTIONS = ['a', 'b', 'c'].flatMap((tenantId) =>
  ['one', 'two'].map((id) => ({ tenantId, provider: 'square', id })),
);
const ROWS = [
  ...CONNECTIONS,
  { tenantId: 'a', provider: 'square', id: 'one~webhook' },
  { tenantId: 'a', provider: 'loyverse', id: 'new~pending' },
  { tenantId: 'b', provider: 'events', id: 'events~e1' },
];
type Row = (typeof ROWS)[number];
const secretOf = ({ tenantId, id }: Row) => ({ accessToken: `canary-${tenantId}-${id}` });
const vaultWith = (keys: Keys) =>
  vaultIn(
    db,
    () => keys,
    () => NOW,
  );
const at = ({ tenantId, id }: Row) => db.doc(`tenants/${tenantId}/connections/${id}/vault/credentials`);

async function stored(keys: Keys): Promise<void> {
  const vault = vaultWith(keys);
  await Promise.all(ROWS.map((row) => vault.save(row, secretOf(row))));
}

/** As the command does it, in small pages. */
async function rotated(keys: Keys, write: boolean, pages = Infinity): Promise<RotatedRow[]> {
  const rotation = rotationIn(db, keys, () => NOW);
  const version = await sealingVersion(keys);
  const rows: RotatedRow[] = [];
  for (let from: string | undefined, page = 0; page < pages; page++) {
    const found = await rotation.page(from, 4, version, write);
    rows.push(...found.rows);
    if (found.next === undefined) break;
    from = found.next;
  }
  return rows;
}
const states = (rows: readonly RotatedRow[]) => [...new Set(rows.map(({ state }) => state))].sort();
const allOpen = async (keys: Keys) => {
  const vault = vaultWith(keys);
  const opened = await Promise.all(ROWS.map((row) => vault.read(row)));
  expect(opened.map((entry) => entry?.credentials)).toEqual(ROWS.map(secretOf));
};

describe('rotating the master key', () => {
  it('first only says what would be, and writes nothing', async () => {
    await stored(before);
    const was = await at(ROWS[0] as Row).get();
    const rows = await rotated(during, false);
    expect([rows.length, states(rows)]).toEqual([ROWS.length, ['stale']]);
    expect((await at(ROWS[0] as Row).get()).updateTime).toEqual(was.updateTime);
  });

  it('seals every row of every tenant anew, so that the old key may go', async () => {
    await stored(before);
    await expect(allOpen(after)).rejects.toThrow('sealed under the key master-1');
    expect(states(await rotated(during, true))).toEqual(['resealed']);
    await allOpen(after);
    expect(states(await rotated(after, true))).toEqual(['current']);
  });

  it('goes on where it was stopped', async () => {
    await stored(before);
    await rotated(during, true, 1);
    await allOpen(during);
    const rows = await rotated(during, true);
    expect(rows.filter(({ state }) => state === 'current')).toHaveLength(4);
    expect(rows.filter(({ state }) => state === 'resealed')).toHaveLength(ROWS.length - 4);
    await allOpen(after);
  });

  it('leaves a row alone that somebody is renewing, or has just renewed', async () => {
    await stored(before);
    const vault = vaultWith(during);
    const [row] = ROWS as [Row];
    const entry = await vault.read(row);
    const leased = entry && (await vault.lease(row, entry, NOW + 60_000));
    const rows = await rotated(during, true);
    expect(rows.filter(({ state }) => state === 'busy').map(({ path }) => path)).toEqual([at(row).path]);
    expect(leased && (await vault.renewed(row, leased, { accessToken: 'renewed' }))).toBe(true);
    expect(states(await rotated(during, true))).toEqual(['current']);
    expect((await vaultWith(after).read(row))?.credentials).toEqual({ accessToken: 'renewed' });
  });

  it('keeps all else that stands in the row', async () => {
    const [row] = ROWS as [Row];
    await vaultWith(before).save(row, secretOf(row), NOW + 1_000);
    await rotated(during, true);
    expect((await at(row).get()).get('expireAt')).toMatchObject({ seconds: (NOW + 1_000) / 1000 });
  });

  it('finds out whose an older row is that does not say it', async () => {
    await stored(before);
    await db.doc('tenants/a/connections/one').set({ provider: 'square' });
    for (const row of ROWS) {
      const { provider: _, ...rest } = (await at(row).get()).data() ?? {};
      if (row.tenantId === 'a' && row.id.startsWith('one')) await at(row).set(rest);
    }
    expect(states(await rotated(during, true))).toEqual(['resealed']);
  });

  it('names what no key opens, without a word of what is in it', async () => {
    await stored(masterKeyWrappers(`lost:${key()}`));
    const rows = await rotated(during, true);
    expect(states(rows)).toEqual(['unopened']);
    const report = rotationReport(rows, 'master-2');
    expect(report).toContain(`${ROWS.length}  do not open`);
    expect(report).toContain('tenants/a/connections/one/vault/credentials (lost): ');
    expect(report).not.toMatch(/canary/);
  });
});

it('a key of the right name that is the wrong one is told', async () => {
  await stored(before);
  expect(states(await rotated(masterKeyWrappers(key()), false))).toEqual(['unopened']);
});

describe('moving to Cloud KMS', () => {
  it('seals everything under it, and again when its version has changed', async () => {
    const kms = await serveKms();
    try {
      const token = async () => TOKEN;
      const wrapper = kmsWrapper({ key: KEY, http: axiosHttp, token, now: () => NOW, baseUrl: kms.url });
      await stored(before);
      expect(states(await rotated([wrapper, ...before], true))).toEqual(['resealed']);
      await allOpen([wrapper]);
      expect(states(await rotated([wrapper], true))).toEqual(['current']);
      kms.key.rotate();
      expect(states(await rotated([wrapper], true))).toEqual(['resealed']);
      await allOpen([wrapper]);
    } finally {
      await kms.close();
    }
  });
});

describe('several master keys in one secret', () => {
  it('are told by their names; one that stands alone is master-1', () => {
    expect(masterKeys(`${old}\n`)).toEqual([{ keyId: 'master-1', base64: old }]);
    expect(masterKeys(`master-2:${next},${old}`).map(({ keyId }) => keyId)).toEqual(['master-2', 'master-1']);
  });

  it.each([
    ['nothing', ''],
    ['only commas', ' , '],
    ['two of one name', `a:${old},a:${next}`],
    ['two without a name', `${old},${next}`],
    ['one that is too short', `a:${old},b:c2hvcnQ=`],
  ])('are refused when the secret holds %s, and never quoted', (_what, secret) => {
    const message = (() => {
      try {
        return String(masterKeyWrappers(secret).length);
      } catch (thrown) {
        return String(thrown);
      }
    })();
    expect(message).toContain('TILLBRIDGE_MASTER_KEY');
    for (const text of [old, next, 'c2hvcnQ=']) expect(message).not.toContain(text);
  });
});
