import { loadProvider } from '../../../functions/src/providers/load';
import { OPERATIONS } from '../../../functions/src/providers/manifest';
import { manifestOf } from '../../../functions/src/providers/manifests';
import type { Group } from './group';
import { stage } from './stage';

/** What a provider says of itself is what it does. */
export const manifestGroup: Group = {
  name: 'manifest',
  needs: [],
  tests: (subject) => {
    const { manifest } = subject;

    it('is listed, and its adapter loads under its id', async () => {
      expect(manifestOf(manifest.id)).toBe(manifest);
      expect((await loadProvider(manifest.id)).manifest).toBe(manifest);
    });

    it('explains every operation that is missing, and no other', () => {
      const missing = OPERATIONS.filter((operation) => !manifest.can.includes(operation));
      expect(Object.keys(manifest.cannot).sort()).toEqual([...missing].sort());
      for (const reason of Object.values(manifest.cannot)) expect(reason).toMatch(/\w+ \w+/);
    });

    it('has every operation written that its POS can do', () => {
      const unwritten = Object.entries(manifest.cannot).filter(([, reason]) =>
        /not written yet/i.test(reason),
      );
      expect(unwritten.map(([operation]) => operation)).toEqual([]);
    });

    it('says how sure it is of nothing that it cannot do', () => {
      const judged = Object.keys(manifest.sure ?? {});
      expect(judged.filter((operation) => !(manifest.can as readonly string[]).includes(operation))).toEqual(
        [],
      );
    });

    it('promises exactly the operations of its sessions', async () => {
      const session = (await stage(subject)).open();
      expect(Object.keys(session).sort()).toEqual([...manifest.can].sort());
    });

    it('marks the fields that hold secrets', () => {
      const secret = manifest.signIn.fields.filter(({ name }) => /token|secret|password|key/i.test(name));
      expect(secret.every((field) => field.secret)).toBe(true);
    });
  },
};
