import { PROJECT } from '../demo/built';
import { comesTrue } from '../demo/comesTrue';
import type { Rehearsal } from '../demo/rehearsal';
import { TENANT } from '../demo/seed';

/** https://firebase.google.com/docs/reference/rest/auth#section-create-email-password; the key may be anything here. */
async function signUp(authPort: number): Promise<{ idToken: string; localId: string }> {
  const url = `http://127.0.0.1:${authPort}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any`;
  const account = {
    email: `owner-${Date.now()}@example.com`,
    password: 'not-a-secret',
    returnSecureToken: true,
  };
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  if (!reply.ok) throw new Error(`The Auth emulator answers a sign-up with ${reply.status}.`);
  return (await reply.json()) as { idToken: string; localId: string };
}

/**
 * A session on the real Auth emulator: an ID token becomes a cookie, the cookie reads and writes, and once the sessions
 * are ended it writes no more.
 */
export async function rehearseSession(
  r: Rehearsal,
  ports: { auth: number; functions: number },
): Promise<void> {
  const { TILLBRIDGE_REGION: region = '', TILLBRIDGE_ORIGINS: origin = '' } = process.env;
  const api = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    fetch(`http://127.0.0.1:${ports.functions}/${PROJECT}/${region}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const { idToken, localId } = await signUp(ports.auth);
  const signedInAt = Math.floor(Date.now() / 1000);
  await r.shop.db.doc(`tenants/${TENANT}/members/${localId}`).set({ role: 'owner' });
  const opened = await api('POST', '/session', { authorization: `Bearer ${idToken}` });
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  r.check('an ID token becomes a session cookie', cookie.startsWith('__session='), String(opened.status));
  const member = `/tenants/${TENANT}/members/somebody`;
  const read = await api('GET', `/tenants/${TENANT}/me`, { cookie });
  const wrote = await api('PUT', member, { cookie, origin }, { role: 'viewer' });
  const statuses = [read.status, wrote.status];
  r.check('the session cookie reads and writes', statuses.join() === '200,200', statuses.join(', '));
  // Firebase counts in seconds: a session of the very second in which it is ended would live on.
  await comesTrue(() => Math.floor(Date.now() / 1000) > signedInAt);
  const ended = await api('DELETE', '/session', { cookie, origin });
  const after = await api('PUT', member, { cookie, origin }, { role: 'staff' });
  const role = (await r.shop.db.doc(`tenants/${TENANT}/members/somebody`).get()).get('role') as unknown;
  const isRefused = ended.status === 200 && after.status === 401 && role === 'viewer';
  r.check('a session that was ended writes no more', isRefused, `${ended.status}, then ${after.status}`);
}
