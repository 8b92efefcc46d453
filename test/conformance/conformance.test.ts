import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFESTS } from '../../functions/src/providers/manifests';
import type { Group } from './kit/group';
import { GROUPS } from './kit/groups';
import { reasonOf, type Simulate, type Subject } from './kit/subject';

const folder = join(__dirname, 'subjects');
const subjects = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => jest.requireActual<{ subject: Subject }>(join(folder, file)).subject);

/** The simulator as it is, then every other way in which the POS may behave. */
function readingsOf({ simulate, otherReadings = {} }: Subject): [string, Simulate][] {
  return [
    ['', simulate],
    ...Object.entries(otherReadings).map(([name, other]): [string, Simulate] => [` ${name}`, other]),
  ];
}

function register(subject: Subject, { name, needs, tests }: Group): void {
  const missing = needs.filter((operation) => !subject.manifest.can.includes(operation));
  if (missing.length === 0) return describe(name, () => tests(subject));
  const reasons = missing.map((operation) => `${operation}: ${reasonOf(subject, operation)}`);
  it.skip(`${name} [skipped: ${reasons.join(' ')}]`, () => {});
}

describe('conformance', () => {
  it('is asked of every provider', () => {
    const ids = subjects.map(({ manifest }) => manifest.id);
    expect(ids.sort()).toEqual(MANIFESTS.map(({ id }) => id).sort());
  });

  for (const subject of subjects)
    for (const [reading, simulate] of readingsOf(subject))
      describe(`of ${subject.manifest.name}${reading}`, () => {
        for (const group of GROUPS) register({ ...subject, simulate }, group);
      });
});
