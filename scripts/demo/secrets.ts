import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as square from '../../test/simulators/square/seed';

/**
 * Makes `functions/.secret.local` unless it is there: the secrets of a local run, where both the local host and the
 * official emulator suite look for them. Never committed, never deployed.
 */
export function ensureSecrets(functionsDir: string): void {
  const file = join(functionsDir, '.secret.local');
  if (existsSync(file)) return;
  const apps = { square: { clientId: square.APPLICATION_ID, clientSecret: square.APPLICATION_SECRET } };
  const lines = [
    `TILLBRIDGE_MASTER_KEY=${randomBytes(32).toString('base64')}`,
    `TILLBRIDGE_APPS='${JSON.stringify(apps)}'`,
    'TILLBRIDGE_SMTP={}',
    'TILLBRIDGE_WHATSAPP={}',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}
