import type { Connection } from '../../model/connection';
import { Problem } from '../../model/problem';
import { patchedSettings } from '../../plan/settings';
import { loadProvider } from '../../providers/load';
import { demandConnection } from '../demandConnection';
import type { World } from '../world';

const wrong = (errors: readonly { path: string; message: string }[]) =>
  new Problem('invalid_request', 'The settings cannot be used.', {
    advice: 'Correct the fields that are named and send it again.',
    errors,
  });

/** Changes settings by a merge patch. @throws Problem `invalid_request` that names every field */
export async function changeSettings(
  world: World,
  tenantId: string,
  connectionId: string,
  patch: unknown,
): Promise<Connection> {
  const connection = await demandConnection(world, { tenantId, connectionId });
  const patched = patchedSettings(connection.settings, patch);
  if (!patched.ok) throw wrong(patched.errors);
  const { pos } = await loadProvider(connection.provider);
  const own = pos.safeParse(patched.settings.pos);
  if (!own.success)
    throw wrong(
      own.error.issues.map(({ path, message }) => ({
        path: ['pos', ...path].map(String).join('.'),
        message,
      })),
    );
  const changed = { ...connection, settings: patched.settings };
  await world.connections.setSettings(tenantId, connectionId, changed.settings);
  return changed;
}
