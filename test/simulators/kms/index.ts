import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const KEY = 'projects/demo/locations/europe-west1/keyRings/tillbridge/cryptoKeys/sign-ins';
export const TOKEN = 'ya29.kms-token-of-the-functions';

interface Reply {
  status: number;
  body: object;
}

const GRPC: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
};
const refusal = (status: number, message: string, name = GRPC[status]): Reply => ({
  status,
  body: { error: { code: status, message, status: name } },
});

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** Of a software key. */
const LARGEST = 64 * 1024;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * One symmetric key of Cloud KMS, as its REST API shows it: encrypt and decrypt, versions, additional authenticated
 * data. Written from the reference: https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys
 */
class KmsKey {
  private readonly versions = [{ secret: randomBytes(32), enabled: true }];
  readonly calls: { verb: string; status: number }[] = [];
  /** Answers of the next calls, in place of KMS's own. */
  readonly faults: number[] = [];
  granted = true;

  rotate(): void {
    this.versions.push({ secret: randomBytes(32), enabled: true });
  }

  disable(): void {
    for (const version of this.versions) version.enabled = false;
  }

  answer(path: string, authorization: string | undefined, text: string): Reply {
    const [, name = '', verb = ''] = /^\/v1\/(.+):(\w+)$/.exec(path) ?? [];
    const reply = this.decide(name, verb, authorization, text);
    this.calls.push({ verb, status: reply.status });
    return reply;
  }

  private decide(name: string, verb: string, authorization: string | undefined, text: string): Reply {
    const fault = this.faults.shift();
    if (fault !== undefined) return refusal(fault, 'A fault.');
    if (authorization !== `Bearer ${TOKEN}`) return refusal(401, 'Request had invalid credentials.');
    if (!this.granted) return refusal(403, `Permission denied on resource '${name}' (or it may not exist).`);
    if (name !== KEY) return refusal(404, `CryptoKey ${name} not found.`);
    const fields = JSON.parse(text) as Record<string, unknown>;
    const known = verb === 'encrypt' ? 'plaintext' : 'ciphertext';
    for (const [field, value] of Object.entries(fields)) {
      if (field !== known && field !== 'additionalAuthenticatedData')
        return refusal(400, `Invalid JSON payload received. Unknown name "${field}": Cannot find field.`);
      if (typeof value !== 'string' || !BASE64.test(value) || value.length % 4 !== 0)
        return refusal(400, `Invalid value at '${field}' (TYPE_BYTES), Base64 decoding failed`);
      if (Buffer.from(value, 'base64').length > LARGEST) return refusal(400, `${field} is too large.`);
    }
    const bytes = (field: string) => Buffer.from(String(fields[field] ?? ''), 'base64');
    const aad = bytes('additionalAuthenticatedData');
    if (verb === 'encrypt') return this.encrypt(bytes('plaintext'), aad);
    return verb === 'decrypt' ? this.decrypt(bytes('ciphertext'), aad) : refusal(404, 'No such method.');
  }

  private isDisabled(number: number): Reply {
    const which = `${KEY}/cryptoKeyVersions/${number}`;
    return refusal(400, `${which} is not enabled, current state is: DISABLED.`, 'FAILED_PRECONDITION');
  }

  private encrypt(plaintext: Buffer, aad: Buffer): Reply {
    const number = this.versions.length;
    const version = this.versions[number - 1];
    if (!version?.enabled) return this.isDisabled(number);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', version.secret, iv).setAAD(aad);
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    const ciphertext = Buffer.concat([Buffer.from([number]), iv, cipher.getAuthTag(), sealed]);
    const name = `${KEY}/cryptoKeyVersions/${number}`;
    return {
      status: 200,
      body: { name, ciphertext: ciphertext.toString('base64'), protectionLevel: 'SOFTWARE' },
    };
  }

  private decrypt(ciphertext: Buffer, aad: Buffer): Reply {
    const [number = 0] = ciphertext;
    const version = this.versions[number - 1];
    if (!version) return refusal(400, 'Decryption failed: the ciphertext is invalid.');
    if (!version.enabled) return this.isDisabled(number);
    try {
      const decipher = createDecipheriv('aes-256-gcm', version.secret, ciphertext.subarray(1, 13));
      decipher.setAAD(aad).setAuthTag(ciphertext.subarray(13, 29));
      const plaintext = Buffer.concat([decipher.update(ciphertext.subarray(29)), decipher.final()]);
      const usedPrimary = number === this.versions.length;
      return { status: 200, body: { plaintext: plaintext.toString('base64'), usedPrimary } };
    } catch {
      return refusal(400, "Decryption failed: verify that 'name' refers to the correct CryptoKey.");
    }
  }
}

/** The key behind a port of this machine. */
export async function serveKms() {
  const key = new KmsKey();
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const { status, body } = key.answer(request.url ?? '', request.headers.authorization, text);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    key,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
