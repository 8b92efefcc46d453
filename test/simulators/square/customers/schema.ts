import { z } from 'zod';
import { timeRange } from '../fields';

const rule = (code: string, message: string) => ({ params: { code }, message });

const email = z
  .string()
  .max(254)
  .refine(
    (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
    rule('INVALID_EMAIL_ADDRESS', 'Invalid email address.'),
  );

const phone = z
  .string()
  .refine((text) => /^\+?\d{9,16}$/.test(text), rule('INVALID_PHONE_NUMBER', 'Expected 9 to 16 digits.'));

const address = z.strictObject({
  address_line_1: z.string().max(500).optional(),
  address_line_2: z.string().max(500).optional(),
  address_line_3: z.string().max(500).optional(),
  locality: z.string().max(300).optional(),
  administrative_district_level_1: z.string().max(200).optional(),
  postal_code: z.string().max(12).optional(),
  country: z.string().length(2).optional(),
  first_name: z.string().max(300).optional(),
  last_name: z.string().max(300).optional(),
});

const profile = {
  given_name: z.string().max(300),
  family_name: z.string().max(300),
  company_name: z.string().max(500),
  nickname: z.string().max(100),
  email_address: email,
  phone_number: phone,
  reference_id: z.string().max(100),
  note: z.string(),
  address,
  birthday: z.string(),
};

export const createCustomerBody = z.strictObject({
  ...z.object(profile).partial().shape,
  idempotency_key: z.string().min(1).optional(),
});
export type CreateCustomerBody = z.infer<typeof createCustomerBody>;

const clearable = Object.fromEntries(
  Object.entries(profile).map(([name, schema]) => [name, schema.nullable().optional()]),
) as { [Name in keyof typeof profile]: z.ZodOptional<z.ZodNullable<(typeof profile)[Name]>> };

/** Sparse; null clears a field. */
export const updateCustomerBody = z.strictObject({ ...clearable, version: z.int().optional() });
export type UpdateCustomerBody = z.infer<typeof updateCustomerBody>;

const exactly = z.strictObject({ exact: z.string().min(1) });

export const searchCustomersBody = z.strictObject({
  cursor: z.string().optional(),
  limit: z.int().min(1).max(100).optional(),
  query: z
    .strictObject({
      filter: z
        .strictObject({
          email_address: exactly.optional(),
          phone_number: exactly.optional(),
          reference_id: exactly.optional(),
          created_at: timeRange.optional(),
          updated_at: timeRange.optional(),
        })
        .optional(),
      sort: z
        .strictObject({
          field: z.enum(['DEFAULT', 'CREATED_AT']).optional(),
          order: z.enum(['ASC', 'DESC']).optional(),
        })
        .optional(),
    })
    .optional(),
});
export type SearchCustomersBody = z.infer<typeof searchCustomersBody>;

export interface Customer extends Omit<CreateCustomerBody, 'idempotency_key'> {
  id: string;
  created_at: string;
  updated_at: string;
  version: number;
  creation_source: 'THIRD_PARTY' | 'INSTANT_PROFILE';
  preferences: { email_unsubscribed: boolean };
}
