import { z } from 'zod';
import type { Connection } from '../../model/connection';
import { Problem, type FieldError } from '../../model/problem';
import { patchedSettings } from '../../plan/settings';
import { backupErrors } from '../../plan/standby';
import { loadProvider } from '../../providers/load';
import { demandConnection } from '../demandConnection';
import type { World } from '../world';

/** Of a patch what concerns the provider. */
const ownPatch = z.object({ pos: z.record(z.string(), z.unknown()).optional() });
const namesBackup = (patch: unknown) => z.object({ backup: z.object({}) }).safeParse(patch).success;

const wrong = (errors: readonly FieldError[]) =>
  new Problem('invalid_request', 'The settings cannot be used.', {
    advice: 'Correct the fields that are named and send it again.',
    errors,
  });

/** What a provider takes as its own settings, by its own schema. */
function ownErrors(pos: z.ZodType, patch: unknown, value: unknown): FieldError[] {
  const asked = ownPatch.safeParse(patch).data?.pos ?? {};
  const unknown = pos instanceof z.ZodObject ? Object.keys(asked).filter((name) => !(name in pos.shape)) : [];
  const own = pos.safeParse(value);
  return [
    ...unknown.map((name) => ({ path: `pos.${name}`, message: 'This POS has no such setting' })),
    ...(own.error?.issues ?? []).map(({ path, message }) => ({
      path: ['pos', ...path].map(String).join('.'),
      message,
    })),
  ];
}

/**
 * Changes settings by a merge patch; of two at once neither is lost. @throws Problem `invalid_request` that names every
 * field
 */
export async function changeSettings(
  world: World,
  tenantId: string,
  connectionId: string,
  patch: unknown,
): Promise<Connection> {
  const connection = await demandConnection(world, { tenantId, connectionId });
  const { pos } = await loadProvider(connection.provider);
  const all = namesBackup(patch) ? await world.connections.ofTenant(tenantId) : undefined;
  const changed = await world.connections.changeSettings(tenantId, connectionId, (before) => {
    const patched = patchedSettings(before, patch);
    if (!patched.ok) throw wrong(patched.errors);
    const errors = [
      ...ownErrors(pos, patch, patched.settings.pos),
      ...(all ? backupErrors(connection, patched.settings, all) : []),
    ];
    if (errors.length > 0) throw wrong(errors);
    return patched.settings;
  });
  if (changed) return changed;
  throw new Problem('not_found', 'There is no such connection.');
}
