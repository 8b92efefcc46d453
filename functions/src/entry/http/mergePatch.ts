import { z } from 'zod';

/** What is inside a default or an optional field; a patch brings no defaults. */
function bare(schema: unknown): unknown {
  const isWrapped = schema instanceof z.ZodDefault || schema instanceof z.ZodOptional;
  return isWrapped ? bare(schema.unwrap()) : schema;
}

function patchOf(schema: unknown): z.ZodType {
  const inner = bare(schema);
  if (inner instanceof z.ZodObject)
    return z.strictObject(
      Object.fromEntries(
        Object.entries(inner.shape).map(([name, field]) => [name, patchOf(field).nullable().optional()]),
      ),
    );
  // Part of a choice may be patched, too: it is one of the choices once it is merged.
  if (inner instanceof z.ZodDiscriminatedUnion) return z.union(inner.options.map(patchOf));
  return inner instanceof z.ZodType ? inner : z.unknown();
}

/**
 * What a JSON merge patch (RFC 7396) of an object may be: every field may be missing, or null to go back to its default;
 * a field that there is not is refused, at any depth. A record takes any name: who reads it checks it.
 */
export const mergePatchOf = (schema: z.ZodObject): z.ZodType => patchOf(schema);
