import { z } from 'zod';
import { instant } from '../model/instant';

const STATUSES = ['pending', 'synced', 'needs_mapping', 'failed', 'cancelled'] as const;
const text = z.string().optional().catch(undefined);
const lineSchema = z.object({ lineId: z.string(), key: z.string(), name: z.string() });
const issueSchema = z.object({ path: z.string(), message: z.string() });

const badgeSchema = z.object({
  status: z.enum(STATUSES),
  externalId: text,
  externalNumber: text,
  posTotal: z.number().optional().catch(undefined),
  updatedAt: instant.optional().catch(undefined),
  notes: z.array(z.string()).optional().catch(undefined),
  posStatus: text,
  acknowledgedAt: instant.optional().catch(undefined),
  standby: z.enum(['waiting', 'not_needed']).optional().catch(undefined),
  error: z
    .object({
      code: z.string(),
      message: text,
      advice: text,
      fields: z.array(issueSchema).optional().catch(undefined),
      lines: z.array(lineSchema).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  changedAfterExport: z
    .object({ fields: z.array(z.string()) })
    .optional()
    .catch(undefined),
});

/** A badge as a document has it: what does not have the shape of ours is left out. */
export type SeenBadge = z.infer<typeof badgeSchema>;
const badgesSchema = z.record(z.string(), z.unknown()).catch({});

/** The badges on an order document; without `detailed` no words of a POS, which may quote the order. */
export function badgesOf(
  document: Readonly<Record<string, unknown>> | undefined,
  detailed: boolean,
): Record<string, SeenBadge> {
  const found = Object.entries(badgesSchema.parse(document?.pos)).flatMap(
    ([id, raw]): [string, SeenBadge][] => {
      const read = badgeSchema.safeParse(raw);
      if (!read.success) return [];
      const { error, ...badge } = read.data;
      const shown = error && (detailed ? error : { code: error.code });
      return [[id, { ...badge, ...(shown && { error: shown }) }]];
    },
  );
  return Object.fromEntries(found);
}

/** When an order was placed, by its document. */
export function placedAtOf(document: Readonly<Record<string, unknown>> | undefined): number | undefined {
  return instant.safeParse(document?.placedAt).data;
}
