import { settingsSchema, type ConnectionSettings } from '../model/connection';
import type { FieldError } from '../model/problem';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** https://www.rfc-editor.org/rfc/rfc7396: null removes, an object goes deeper, anything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch))
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  return Object.fromEntries(merged);
}

export type PatchedSettings =
  { ok: true; settings: ConnectionSettings } | { ok: false; errors: FieldError[] };

/** Settings as a patch makes them; every field that is unknown or wrong is named. */
export function patchedSettings(before: ConnectionSettings, patch: unknown): PatchedSettings {
  const unknown = Object.keys(isObject(patch) ? patch : {}).filter((name) => !(name in settingsSchema.shape));
  if (unknown.length > 0)
    return { ok: false, errors: unknown.map((path) => ({ path, message: 'There is no such setting' })) };
  const result = settingsSchema.safeParse(mergePatch(before, patch));
  if (result.success) return { ok: true, settings: result.data };
  const errors = result.error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
  return { ok: false, errors };
}
