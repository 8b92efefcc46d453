import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFESTS } from '../../functions/src/providers/manifests';
import type { Group } from './kit/group';
import { GROUPS } from './kit/groups';
import { reasonOf, type Subject } from './kit/subject';

const folder = join(__dirname, 'subjects');
const subjects = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => jest.requireActual<{ subject: Subject }>(join(folder, file)).subject);

/** The subject as it is, then every other way in which the POS may behave. */
function readingsOf(subject: Subject): [string, Subject][] {
  const others = Object.entries(subject.otherReadings ?? {});
  return [
    ['', subject],
    ...others.map(([name, other]): [string, Subject] => [
      ` ${name}`,
      { ...subject, ...(typeof other === 'function' ? { simulate: other } : other) },
    ]),
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
    for (const [reading, read] of readingsOf(subject))
      describe(`of ${subject.manifest.name}${reading}`, () => {
        for (const group of GROUPS) register(read, group);
      });
});
