import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KEY } from '../simulators/kms';

const lib = join(__dirname, '../../functions/lib');
const TOKEN = 'ya29.of-the-service-account';

/** As much of Google's metadata server as signs a function in. */
async function metadataServer() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('metadata-flavor', 'Google').setHeader('content-type', 'application/json');
    const token = { access_token: TOKEN, expires_in: 3600, token_type: 'Bearer' };
    response.end(request.url?.includes('/token') ? JSON.stringify(token) : 'demo');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The built code, in a process of its own: Google's library loads modules in a way that jest does not know. */
const WRAPS_TWICE = `
  const network = require('./providers/axiosHttp');
  const sent = [];
  network.axiosHttp = async ({ url, headers }) => {
    sent.push([url, headers.authorization]);
    return { status: 200, headers: {}, text: JSON.stringify({ name: 'x/cryptoKeyVersions/1', ciphertext: 'AAAA' }) };
  };
  const [kms] = require('./entry/keys').theKeys();
  const wrap = (context) => kms.wrap(Buffer.alloc(32), context);
  wrap('one').then(() => wrap('two')).then(() => console.log(JSON.stringify(sent)));
`;

it('the functions ask KMS as their own service account, whose token they keep', async () => {
  const { asked, server, host } = await metadataServer();
  const env = {
    ...process.env,
    GCE_METADATA_HOST: host,
    GCE_METADATA_IP: host,
    METADATA_SERVER_DETECTION: 'assume-present',
    TILLBRIDGE_KMS_KEY: KEY,
    TILLBRIDGE_MASTER_KEY: Buffer.alloc(32).toString('base64'),
  };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', WRAPS_TWICE], { cwd: lib, env });
    const call = [`https://cloudkms.googleapis.com/v1/${KEY}:encrypt`, `Bearer ${TOKEN}`];
    expect(JSON.parse(stdout)).toEqual([call, call]);
    expect(asked.filter((url) => url.includes('/token'))).toHaveLength(1);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}, 20_000);
