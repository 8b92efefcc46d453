import { z } from 'zod';

/** What runs by the clock. */
export const CLOCKS = ['tick', 'sweep'] as const;
export type Clock = (typeof CLOCKS)[number];

const instant = z.number().optional();

export const watchSchema = z.object({
  /** Both clocks have been in order since then, as far as anybody could see. */
  sinceAt: z.number(),
  /** When each got through last. */
  tickAt: instant,
  sweepAt: instant,
  /** When people were told that one stands still; absent: it runs. */
  tickMissedAt: instant,
  sweepMissedAt: instant,
  /** Connections of which unusually many tries fail, by `tenant/connection`. */
  spikes: z.record(z.string(), z.object({ sinceAt: z.number() })).default({}),
});
/** What the bridge knows of itself: one row, read and written with every sweep. */
export type WatchState = z.infer<typeof watchSchema>;
/** Fields to set; `undefined` clears. */
export type WatchPatch = Partial<WatchState>;
