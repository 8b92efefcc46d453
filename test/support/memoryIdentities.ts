import type { Identities, Person } from '../../functions/src/entry/http/caller';

/** People by token; a session cookie is `session:` and the token. */
export class MemoryIdentities implements Identities {
  readonly people = new Map<string, Person>();
  readonly ended = new Set<string>();
  readonly accounts = new Map<string, string>();

  /** Makes a person known; gives their token. */
  add(uid: string, extra: Partial<Person> = {}): string {
    const token = `token-of-${uid}`;
    this.people.set(token, { uid, superUser: false, signedInAt: 0, ...extra });
    return token;
  }

  fromIdToken = async (token: string) => this.people.get(token);
  fromSession = async (cookie: string, strictly: boolean) => {
    const person = this.people.get(cookie.replace(/^session:/, ''));
    return person && strictly && this.ended.has(person.uid) ? undefined : person;
  };
  openSession = async (idToken: string) => `session:${idToken}`;
  endSessions = async (uid: string) => void this.ended.add(uid);
  isGenuineApp = async (token: string) => token === 'genuine';
  serviceAccount = async (token: string, audience: string) => this.accounts.get(`${token} ${audience}`);
}
