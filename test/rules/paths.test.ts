import { paths, watched } from '../../functions/src/records/paths';
import { COLLECTIONS } from './table';

/** The collection a path lies in, ids as `*`. A path to a document has an even number of segments. */
function collectionOf(path: string): string {
  const segments = path.split('/');
  const folder = segments.length % 2 === 0 ? segments.slice(0, -1) : segments;
  return folder.map((segment, index) => (index % 2 === 0 ? segment : '*')).join('/');
}

const spelled = Object.entries(paths).map(([name, path]) => {
  const any: (...ids: string[]) => string = path as never;
  return [name, any('a', 'b', 'c', 'd')] as const;
});

describe('the table of the rules', () => {
  it.each([...spelled, ...Object.entries(watched)])('knows the path "%s" of the bridge', (_, path) =>
    expect(COLLECTIONS).toContain(collectionOf(path)),
  );
});
