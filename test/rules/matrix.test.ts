import {
  collection,
  deleteDoc,
  doc,
  getDoc,
  getDocs,
  limit,
  query,
  serverTimestamp,
} from 'firebase/firestore';
import { setDoc, updateDoc } from 'firebase/firestore';
import type { Firestore } from 'firebase/firestore';
import { actors, verdictOn } from './actors';
import type { Actors } from './actors';
import { CELLS, COLLECTIONS, ROLES } from './table';
import type { Operation, Role } from './table';

/** The ids that stand for `*`: the tenant, then a document of its, or the only view there is. */
const folderOf = (pattern: string) =>
  pattern.replace('*', 'T').replace('publicViews/*', 'publicViews/products').replace('*', 'parent');

/** Of every collection one document to read, and one for each role to update and to delete. */
function documentsOf(pattern: string): [string, Record<string, unknown>][] {
  const folder = folderOf(pattern);
  const data = { name: 'before', role: 'viewer', customerUid: 'another shopper' };
  const ids = ['read', ...ROLES.flatMap((role) => [`update-${role}`, `delete-${role}`])];
  return ids.map((id) => [`${folder}/${id}`, data]);
}

const newDocument = (role: Role) => ({ name: 'new', role: 'viewer', customerUid: role, lines: [] });

function changeOf(pattern: string): Record<string, unknown> {
  return pattern === 'tenants/*/notifications' ? { readAt: serverTimestamp() } : { name: 'after' };
}

/** Of tenants it is always the one that the members belong to. */
const idFor = (pattern: string, id: string) => (pattern === 'tenants' ? 'T' : id);

const REQUESTS: Record<Operation, (db: Firestore, pattern: string, role: Role) => Promise<unknown>> = {
  get: (db, pattern) => getDoc(doc(db, folderOf(pattern), idFor(pattern, 'read'))),
  list: (db, pattern) => getDocs(query(collection(db, folderOf(pattern)), limit(1))),
  create: (db, pattern, role) => setDoc(doc(db, folderOf(pattern), `create-${role}`), newDocument(role)),
  update: (db, pattern, role) =>
    updateDoc(doc(db, folderOf(pattern), idFor(pattern, `update-${role}`)), changeOf(pattern)),
  delete: (db, pattern, role) => deleteDoc(doc(db, folderOf(pattern), idFor(pattern, `delete-${role}`))),
};

describe('firestore.rules', () => {
  let people: Actors;
  beforeAll(async () => {
    people = await actors('matrix');
    await people.seed(Object.fromEntries(COLLECTIONS.flatMap(documentsOf)));
  }, 30_000);
  afterAll(() => people.close());

  describe.each(COLLECTIONS)('%s', (pattern) => {
    const cells = CELLS.filter((cell) => cell.collection === pattern);

    it.each(cells)('$role, $operation: $verdict', async ({ role, operation, verdict }) => {
      const request = REQUESTS[operation](people.db[role], pattern, role);
      expect(await verdictOn(request)).toBe(verdict);
    });
  });
});
