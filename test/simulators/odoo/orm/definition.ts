import { alive, type Lifespan, type Series } from '../series';
import type { Environment } from './environment';
import { char, datetime, type Field, type Fields, integer, many2one } from './field';
import type { Row } from './row';

/** A call of a method, its arguments put to their names. */
export interface Call {
  env: Environment;
  model: string;
  /** Empty for methods of the model itself. */
  ids: readonly number[];
  /** The records of `ids`, all there and all visible; empty for methods of the model itself. */
  rows: readonly Row[];
  args: Readonly<Record<string, unknown>>;
}

export interface Method extends Lifespan {
  /** Whether it is called on a model, on records, or on exactly one record. */
  on: 'model' | 'records' | 'record';
  /** Python's names in Python's order; a `?` at the end: may be left out. */
  params?: readonly string[];
  /** undefined is Python's None: JSON-RPC then leaves `result` out. */
  run(call: Call): unknown;
}

export type Given = Readonly<Record<string, unknown>>;

/** One Odoo model, for all series. */
export interface Definition {
  model: string;
  /** What people call a record: 'Product'. */
  label: string;
  /** The module that brings it; its model does not exist while the module is not installed. */
  module: string;
  fields: Fields;
  /** Default: `id`. */
  order?: string;
  /** What a record is called; default its `name`. */
  naming?: (env: Environment, row: Row) => string;
  /** Of which company a record is; default its `company_id`. */
  companyOf?: (env: Environment, row: Row) => number | undefined;
  methods?: Record<string, Method>;
  /** Before anything is stored: may add to what was given. */
  preparing?: (env: Environment, given: Given) => Given;
  /** After record and lines are stored. */
  created?: (env: Environment, row: Row, given: Given) => void;
  /** After a write. */
  written?: (env: Environment, row: Row, given: Given) => void;
  /** Before a record goes away. */
  deleting?: (env: Environment, row: Row) => void;
  /** After create and write: throws when the record may not be so. */
  constrain?: (env: Environment, row: Row) => void;
}

/** Fields of every model; what a caller writes to them Odoo ignores. */
export const OWN_FIELDS: Fields = {
  id: integer({ label: 'ID' }),
  display_name: char(),
  create_date: datetime({ label: 'Created on' }),
  create_uid: many2one('res.users', { label: 'Created by' }),
  write_date: datetime({ label: 'Last Updated on' }),
  write_uid: many2one('res.users', { label: 'Last Updated by' }),
};

function livingFields(fields: Fields, series: Series): Fields {
  const living = Object.entries(fields).filter(([, field]) => alive(field, series));
  return { ...OWN_FIELDS, ...Object.fromEntries(living) };
}

/** The models as one series has them. */
export class Registry {
  private readonly models: Map<string, Definition>;

  constructor(definitions: readonly Definition[], series: Series) {
    this.models = new Map(
      definitions.map((definition) => [
        definition.model,
        { ...definition, fields: livingFields(definition.fields, series) },
      ]),
    );
  }

  get(model: string): Definition | undefined {
    return this.models.get(model);
  }

  all(): Definition[] {
    return [...this.models.values()];
  }

  /** Fields of other models that need such a record. */
  requiring(model: string): { definition: Definition; name: string; field: Field }[] {
    return this.all().flatMap((definition) =>
      Object.entries(definition.fields)
        .filter(([, field]) => field.type === 'many2one' && field.relation === model && field.required)
        .map(([name, field]) => ({ definition, name, field })),
    );
  }
}
