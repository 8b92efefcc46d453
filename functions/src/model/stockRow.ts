import { z } from 'zod';

/** One variation's stock, packed: rows lie in maps of many. */
export const stockRowSchema = z.object({
  /** May be sold: on hand less what is reserved. */
  a: z.number(),
  /** On hand, where the POS tells it apart. */
  h: z.number().optional(),
  /** Low at. */
  l: z.number().optional(),
  /** The POS said "none left" then (milliseconds), and has not said it twice. */
  z: z.number().optional(),
  /** Complete passes over everything that have missed the row. */
  m: z.number().optional(),
});
export type StockRow = z.infer<typeof stockRowSchema>;
