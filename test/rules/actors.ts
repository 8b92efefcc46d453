import { readFileSync } from 'node:fs';
import { initializeTestEnvironment } from '@firebase/rules-unit-testing';
import type { RulesTestEnvironment, TokenOptions } from '@firebase/rules-unit-testing';
import { doc, setLogLevel, writeBatch } from 'firebase/firestore';
import type { Firestore } from 'firebase/firestore';
import { clearFirestore, firestoreAddress, projectIdOf } from '../support/projectId';
import { ROLES } from './table';
import type { Role } from './table';

type Documents = Readonly<Record<string, Record<string, unknown>>>;

/** The people of the table, each with a Firestore client of their own; the uid of each is the name of the role. */
export interface Actors {
  db: Readonly<Record<Role, Firestore>>;
  /** Writes documents past the rules. */
  seed(documents: Documents): Promise<void>;
  close(): Promise<void>;
}

const MEMBERS: Documents = {
  'tenants/T': { name: 'The shop' },
  ...Object.fromEntries(
    ['viewer', 'staff', 'admin', 'owner'].map((role) => [`tenants/T/members/${role}`, { role }]),
  ),
  'tenants/other': { name: 'Another shop' },
  'tenants/other/members/stranger': { role: 'owner' },
};

function clientsOf(environment: RulesTestEnvironment): Record<Role, Firestore> {
  const claims: Partial<Record<Role, TokenOptions>> = {
    shopper: { firebase: { sign_in_provider: 'anonymous' } },
    super_user: { super_user: true },
  };
  const clients = ROLES.map((role) => {
    const context =
      role === 'nobody'
        ? environment.unauthenticatedContext()
        : environment.authenticatedContext(role, claims[role]);
    return [role, context.firestore() as unknown as Firestore] as const;
  });
  return Object.fromEntries(clients) as Record<Role, Firestore>;
}

/** A tenant `T` with its members, under the project's rules. */
export async function actors(suite: string): Promise<Actors> {
  // Denials are what these tests are about; the client would print each.
  setLogLevel('silent');
  const projectId = projectIdOf(suite);
  const rules = readFileSync('firestore.rules', 'utf8');
  await clearFirestore(projectId);
  const environment = await initializeTestEnvironment({
    projectId,
    firestore: { ...firestoreAddress(), rules },
  });
  const seed = (documents: Documents) =>
    environment.withSecurityRulesDisabled(async (context) => {
      const db = context.firestore() as unknown as Firestore;
      const batch = writeBatch(db);
      for (const [path, data] of Object.entries(documents)) batch.set(doc(db, path), data);
      await batch.commit();
    });
  await seed(MEMBERS);
  return { db: clientsOf(environment), seed, close: () => environment.cleanup() };
}

/** What the rules say to a request; any other failure is thrown on. */
export async function verdictOn(request: Promise<unknown>): Promise<'allowed' | 'denied'> {
  try {
    await request;
    return 'allowed';
  } catch (error) {
    if ((error as { code?: string }).code === 'permission-denied') return 'denied';
    throw error;
  }
}
