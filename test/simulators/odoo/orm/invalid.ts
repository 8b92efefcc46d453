import type { Series } from '../series';
import { foreignKey, type OdooError, validationError, valueError } from '../wire/refusal';
import { type Field, labelOf } from './field';

/** Nobody has such a field in this series. */
export const invalidField = (series: Series, model: string, name: string): OdooError =>
  valueError(`Invalid field '${name}' ${series >= 19 ? 'in' : 'on model'} '${model}'`);

/** A required field is empty. */
export function mandatory(
  series: Series,
  model: string,
  label: string,
  name: string,
  field: Field,
): OdooError {
  const called = labelOf(name, field);
  if (series >= 19) return validationError(`Missing required value for the field '${called}' (${name})`);
  return validationError(
    'The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n' +
      '- Delete: another model requires the record being deleted. If possible, archive it instead.\n\n' +
      `Model: ${label} (${model})\nField: ${called} (${name})\n`,
  );
}

/** A relation points at nothing. Odoo's words are about deleting, whatever was done. */
export function unknownForeignId(
  series: Series,
  model: string,
  label: string,
  name: string,
  field: Field,
): OdooError {
  const constraint =
    series >= 19
      ? `Thanks to the following constraint: '${labelOf(name, field)}' (${name})`
      : `Model: ${label} (${model})\nConstraint: ${model.replaceAll('.', '_')}_${name}_fkey\n`;
  return foreignKey(
    'The operation cannot be completed: another model requires the record being deleted. ' +
      `If possible, archive it instead.\n\n${constraint}`,
  );
}
