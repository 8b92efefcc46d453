import { z } from 'zod';

/** What is pulled, in the order in which it is worked off: later ones refer to earlier ones. */
export const CAPABILITIES = ['metadata', 'catalog', 'discounts', 'stock', 'orders', 'customers'] as const;
export type Capability = (typeof CAPABILITIES)[number];
export const capabilitySchema = z.enum(CAPABILITIES);
/** What may be wanted of a connection at once; `menu`: its public views anew, or away. */
const wishSchema = z.enum([...CAPABILITIES, 'menu']);
export type Wish = z.infer<typeof wishSchema>;

const countsSchema = z.object({
  pages: z.number().int(),
  /** Records that came, changed or not. */
  records: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  removed: z.number().int(),
});
export type PullCounts = z.infer<typeof countsSchema>;

/** A series of pages that is under way, over as many tasks as it takes. */
const passSchema = z.object({
  startedAt: z.number(),
  /** Everything was asked for, not only changes. */
  asked: z.enum(['all', 'changes']),
  /** A page said that the pages hold everything there is: what was seen is kept. */
  full: z.boolean(),
  counts: countsSchema,
  /** Tombstones that came. */
  tombstones: z.number().int(),
  /** Documents with before-images that were written. */
  images: z.number().int(),
  /** What the pass has shown so far is stored. */
  kept: z.boolean(),
});
export type Pass = z.infer<typeof passSchema>;

export const capabilityStateSchema = z.object({
  /** Not pulled before, unless somebody asks. */
  dueAt: z.number().default(0),
  /** Checkpoint of the last complete pull: what changed since is what is pulled. */
  since: z.string().optional(),
  /** Behind the last page that is recorded. */
  from: z.string().optional(),
  pass: passSchema.optional(),
  lastCompleteAt: z.number().optional(),
  lastFullAt: z.number().optional(),
  /** In a row. */
  failures: z.number().int().default(0),
  /** Why the last pull was not complete, for a person. */
  note: z.string().optional(),
  /** Known records. */
  records: z.number().int().default(0),
  /** Into how many documents the manifest is divided. */
  shards: z.number().int().min(1).default(1),
  /** Records were missed by the last full pass: the next one is full, too, and decides. */
  recheck: z.boolean().default(false),
  /** The removals of the last complete pass are decided and not all done yet. */
  removing: z.boolean().default(false),
  /** So many records would have been removed: too many to believe it. */
  braked: z.number().int().optional(),
  /** Changes were recorded whose consequences (menu, badges) are not drawn yet. */
  loose: z.boolean().default(false),
  /** They are many, and drawn up to here; empty: not begun. Absent: nobody is at it. */
  followFrom: z.string().optional(),
});
export type CapabilityState = z.infer<typeof capabilityStateSchema>;

/** What people were told of a sign-in: it ends within the week, within the day, or cannot be renewed. */
const signInWorrySchema = z.enum(['week', 'day', 'unrenewed']);
export type SignInWorry = z.infer<typeof signInWorrySchema>;

export const pullStateSchema = z.object({
  leaseUntilAt: z.number().default(0),
  /** Of who holds the lease, or held it last. */
  leaseId: z.string().default(''),
  /** Somebody wants it now; when they said so. */
  asked: z.partialRecord(wishSchema, z.number()).default({}),
  /** A person has looked and lets removals go ahead that the brake holds; when they said so. */
  released: z.partialRecord(capabilitySchema, z.number()).default({}),
  capabilities: z.partialRecord(capabilitySchema, capabilityStateSchema).default({}),
  /** By then a pull has got through; else people are told. Absent: they have been, or nothing is pulled. */
  lateAt: z.number().optional(),
  signIn: signInWorrySchema.optional(),
});
/** What is known of a connection's pulls; one small row, the fence of whoever pulls. */
export type PullState = z.infer<typeof pullStateSchema>;

export const freshState = (): PullState => pullStateSchema.parse({});
export const freshPass = (startedAt: number, asked: Pass['asked']): Pass => ({
  startedAt,
  asked,
  full: false,
  counts: { pages: 0, records: 0, created: 0, updated: 0, removed: 0 },
  tombstones: 0,
  images: 0,
  kept: false,
});
export const freshCapability = (): CapabilityState => capabilityStateSchema.parse({});
