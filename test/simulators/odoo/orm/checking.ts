import { valueError } from '../wire/refusal';
import type { Environment } from './environment';
import { emptyOf, type Field, type FieldType, isNumeric } from './field';
import { unknownForeignId } from './invalid';
import { isDay, isMoment, padded } from './moment';
import type { Value } from './row';

interface Place {
  env: Environment;
  model: string;
  name: string;
  field: Field;
}

type Reader = (place: Place, given: unknown) => Value;

const wrong = ({ model, name }: Place, given: unknown) =>
  valueError(`Wrong value for ${model}.${name}: ${JSON.stringify(given)}`);

const readText: Reader = (place, given) => {
  if (typeof given === 'string') return given === '' ? false : given;
  // Python's str(): Odoo stores something, and nobody is told.
  place.env.refuse(`${place.model}.${place.name} wants text, not ${JSON.stringify(given)}`);
  return JSON.stringify(given);
};

const readNumber: Reader = (place, given) => {
  if (typeof given !== 'number' || !Number.isFinite(given)) throw wrong(place, given);
  if (place.field.type === 'integer' && !Number.isInteger(given)) throw wrong(place, given);
  return given;
};

const readBoolean: Reader = (place, given) => {
  if (typeof given === 'boolean') return given;
  place.env.refuse(`${place.model}.${place.name} wants true or false, not ${JSON.stringify(given)}`);
  return Boolean(given);
};

const readChoice: Reader = (place, given) => {
  if (typeof given === 'string' && place.field.selection?.includes(given)) return given;
  throw wrong(place, given);
};

const readDay: Reader = (_, given) => {
  if (typeof given === 'string' && isDay(given)) return given;
  throw valueError(`time data '${String(given)}' does not match format '%Y-%m-%d'`);
};

const readMoment: Reader = (_, given) => {
  if (typeof given === 'string' && isMoment(given)) return padded(given);
  throw valueError(`time data '${String(given)}' does not match format '%Y-%m-%d %H:%M:%S'`);
};

export function unknownIn({ env, model, name, field }: Place): Error {
  return unknownForeignId(env.series, model, env.definition(model).label, name, field);
}

const readOne: Reader = (place, given) => {
  if (typeof given !== 'number' || !Number.isInteger(given)) throw wrong(place, given);
  if (!place.env.find(place.field.relation ?? '', given)) throw unknownIn(place);
  return given;
};

/** x2many values are lists of commands and do not come here. */
const READERS: Partial<Record<FieldType, Reader>> = {
  ...{ char: readText, text: readText, html: readText, binary: readText, selection: readChoice },
  ...{ integer: readNumber, float: readNumber, monetary: readNumber, boolean: readBoolean },
  ...{ date: readDay, datetime: readMoment, many2one: readOne },
};

/** A value as it is stored, or the error that Odoo has for it; null and false are nothing. */
export function readValue(
  env: Environment,
  model: string,
  name: string,
  field: Field,
  given: unknown,
): Value {
  if (given === null || given === undefined || (given === false && !isNumeric(field)))
    return field.type === 'boolean' ? false : emptyOf(field);
  if (given === false) return 0;
  const place = { env, model, name, field };
  const reader = READERS[field.type];
  if (!reader) throw wrong(place, given);
  return reader(place, given);
}
