import { type Check, id, object, optional, text } from './checks';
import type { Organization } from './organization';
import type { CustomField, CustomValue } from './records';
import { invalid, missing } from './refusal';

const scalar: Check<string | number | boolean> = (value, field) => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw invalid(field);
};

/** A field is addressed by its id, its label or its API name. */
export const customFieldInput = object({
  customfield_id: optional(id),
  label: optional(text(100)),
  api_name: optional(text(100)),
  value: optional(scalar),
});
type CustomFieldInput = ReturnType<typeof customFieldInput>;

/** The values of a record after some of them have been set. */
export function customValues(
  organization: Organization,
  module: CustomField['module'],
  inputs: readonly CustomFieldInput[],
  before: readonly CustomValue[] = [],
): CustomValue[] {
  const values = new Map(before.map((value) => [value.customfield_id, value]));
  inputs.forEach(({ customfield_id, label, api_name, value }, index) => {
    const at = `custom_fields[${index}]`;
    const known = organization.customFields.find(
      (field) =>
        field.module === module &&
        (field.customfield_id === customfield_id || field.label === label || field.api_name === api_name),
    );
    if (!known) throw invalid(at, 'there is no such custom field');
    if (value === undefined) throw missing(`${at}.value`);
    const { module: _, ...field } = known;
    values.set(field.customfield_id, { ...field, value });
  });
  return [...values.values()];
}

/** Rows of lists have custom fields at their top level, `cf_menu`. */
export const flattened = (values: readonly CustomValue[]): Record<string, unknown> =>
  Object.fromEntries(values.map(({ api_name, value }) => [api_name, value]));
