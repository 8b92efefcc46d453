import { z } from 'zod';

/** Who a customer of the POS is, among all that the tenant's POS systems know. */
export const personSchema = z.object({
  /** Equal for records of one person: the row id of the first of them that we knew. */
  id: z.string(),
  /** Normalised, to be compared by. */
  emailKey: z.string().optional(),
  phoneKey: z.string().optional(),
});
export type Person = z.infer<typeof personSchema>;

/** A customer's row, as far as it says who it is. */
export interface KnownCustomer {
  rowId: string;
  email?: string;
  phone?: string;
  /** Absent: not compared with others yet. */
  person?: Person;
}
