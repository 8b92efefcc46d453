import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATIONS } from '../../functions/src/providers/manifest';
import { Mistake } from '../cli/command';
import { titled, type Proposal } from './proposal';
import { withLoader, withManifest } from './registration';

/** Path in the project -> text. */
export type Files = Map<string, string>;

const TEMPLATES = join(__dirname, 'template');
const PROVIDERS = 'functions/src/providers';

/** Where what is made of a folder of templates goes. */
const FOLDERS: Readonly<Record<string, (id: string) => string>> = {
  adapter: (id) => `${PROVIDERS}/${id}`,
  simulator: (id) => `test/simulators/${id}`,
};
const subjectOf = (id: string) => `test/conformance/subjects/${id}.ts`;

const cannot = OPERATIONS.filter((operation) => operation !== 'locations')
  .map((operation) => `    ${operation}: 'Not written yet.',`)
  .join('\n');

function filled(template: string, { id, name }: Proposal): string {
  const values: Readonly<Record<string, string>> = { id, name, Name: titled(id), cannot };
  const text = readFileSync(join(TEMPLATES, template), 'utf8');
  return text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
}

/** The files of a new provider, none of which may be there yet. */
export function filesOf(proposal: Proposal): Files {
  const { id } = proposal;
  const files: Files = new Map([[subjectOf(id), filled('subject/subject.ts.txt', proposal)]]);
  for (const [folder, target] of Object.entries(FOLDERS))
    for (const template of readdirSync(join(TEMPLATES, folder)))
      files.set(`${target(id)}/${template.replace(/\.txt$/, '')}`, filled(`${folder}/${template}`, proposal));
  return files;
}

/** The lists of providers with the new one in them. */
export function listsWith({ id }: Proposal, root: string): Files {
  const changed = (file: string, change: (text: string, id: string) => string): [string, string] => {
    const path = `${PROVIDERS}/${file}`;
    return [path, change(readFileSync(join(root, path), 'utf8'), id)];
  };
  return new Map([changed('manifests.ts', withManifest), changed('load.ts', withLoader)]);
}

/** @throws Mistake when something of that name is there, whole or in parts. */
export function checkFree({ id }: Proposal, root: string): void {
  const places = [
    `${PROVIDERS}/${id}`,
    `${PROVIDERS}/${id}.ts`,
    ...Object.values(FOLDERS).map((folder) => folder(id)),
    subjectOf(id),
  ];
  const taken = places.find((path) => existsSync(join(root, path)));
  if (taken) throw new Mistake(`"${id}" is taken: ${taken} is there already. Nothing was changed.`);
}
