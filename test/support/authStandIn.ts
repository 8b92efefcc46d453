import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Account {
  localId: string;
  email: string;
  /** Seconds: tokens from before are revoked. */
  validSince: string;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** As the Auth emulator makes them. https://firebase.google.com/docs/emulator-suite/connect_auth#id_tokens */
const unsigned = (claims: object) => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
const claimsIn = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

const seconds = () => Math.floor(Date.now() / 1000);

/**
 * As much of the Auth emulator as firebase-admin asks while it verifies tokens: accounts by id, session cookies,
 * revocation. Set FIREBASE_AUTH_EMULATOR_HOST to its `host`.
 */
export async function startAuth(projectId: string) {
  const accounts = new Map<string, Account>();

  function reply(path: string, body: Record<string, unknown>): object {
    if (path.endsWith('accounts:lookup')) {
      const ids = (body.localId ?? []) as string[];
      return { users: ids.flatMap((id) => accounts.get(id) ?? []) };
    }
    if (path.endsWith(':createSessionCookie')) {
      const { iss: _iss, ...claims } = claimsIn(String(body.idToken));
      const iss = `https://session.firebase.google.com/${projectId}`;
      return { sessionCookie: unsigned({ ...claims, iss, exp: seconds() + Number(body.validDuration) }) };
    }
    const account = accounts.get(String(body.localId));
    if (account && body.validSince !== undefined) account.validSince = String(body.validSince);
    return { localId: body.localId };
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString() || '{}';
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(reply(request.url ?? '', JSON.parse(text) as Record<string, unknown>)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Signs somebody in; the ID token. */
    signIn(uid: string, claims: object = {}): string {
      const email = `${uid}@example.test`;
      accounts.set(uid, { localId: uid, email, validSince: String(seconds() - 3600) });
      const now = seconds();
      return unsigned({
        iss: `https://securetoken.google.com/${projectId}`,
        aud: projectId,
        ...{ sub: uid, user_id: uid, email, auth_time: now, iat: now, exp: now + 3600 },
        firebase: { identities: {}, sign_in_provider: 'password' },
        ...claims,
      });
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
