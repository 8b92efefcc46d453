import { deleteApp, initializeApp, type App } from 'firebase-admin/app';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import { clearFirestore, projectIdOf } from './projectId';

/** An emptied store of the emulator for one suite, closed after it. */
export function firestoreFor(suite: string): { db: Firestore } {
  const projectId = projectIdOf(suite);
  const app: App = initializeApp({ projectId }, projectId);
  const db = getFirestore(app);
  beforeEach(() => clearFirestore(projectId));
  afterAll(() => deleteApp(app));
  return { db };
}
