import { valueError } from '../wire/refusal';
import { unknownIn } from './checking';
import type { Environment } from './environment';
import type { Field } from './field';
import { idsOf, type Row } from './row';

/** How records of the other model are made and changed: given by `writing.ts`, which needs this file too. */
export interface Writer {
  create(env: Environment, model: string, given: unknown): Row;
  write(env: Environment, model: string, ids: readonly number[], given: unknown): void;
  unlink(env: Environment, model: string, ids: readonly number[]): void;
}

interface Relation {
  env: Environment;
  model: string;
  row: Row;
  name: string;
  field: Field;
  writer: Writer;
}

/** What a command does, once for each kind of relation. */
interface Side {
  current(relation: Relation): readonly number[];
  link(relation: Relation, ids: readonly number[]): void;
  unlink(relation: Relation, ids: readonly number[]): void;
  add(relation: Relation, given: unknown): void;
}

const other = ({ field }: Relation): string => field.relation ?? '';
const back = ({ field }: Relation): string => field.inverse ?? '';

const SIDES: Record<'one2many' | 'many2many', Side> = {
  one2many: {
    current: (relation) =>
      relation.env.database.table(other(relation)).pointingAt(back(relation), relation.row.id),
    link: (relation, ids) =>
      relation.writer.write(relation.env, other(relation), ids, { [back(relation)]: relation.row.id }),
    // The line cannot live without what it belongs to.
    unlink: (relation, ids) => relation.writer.unlink(relation.env, other(relation), ids),
    add: (relation, given) =>
      void relation.writer.create(relation.env, other(relation), {
        ...(given as object),
        [back(relation)]: relation.row.id,
      }),
  },
  many2many: {
    current: ({ env, model, row, name }) => idsOf(env.row(model, row.id), name),
    link: (relation, ids) => {
      const { env, model, row, name } = relation;
      const known = SIDES.many2many.current(relation);
      env.save(model, row.id, { [name]: [...known, ...ids.filter((id) => !known.includes(id))] });
    },
    unlink: (relation, ids) => {
      const { env, model, row, name } = relation;
      const left = SIDES.many2many.current(relation).filter((id) => !ids.includes(id));
      env.save(model, row.id, { [name]: left });
    },
    add: (relation, given) =>
      SIDES.many2many.link(relation, [relation.writer.create(relation.env, other(relation), given).id]),
  },
};

const isIds = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'number' && Number.isInteger(id));

function ids(relation: Relation, value: unknown): number[] {
  const given = isIds(value) ? value : isIds([value]) ? [value as number] : undefined;
  if (!given)
    throw valueError(`Wrong value for ${relation.model}.${relation.name}: ${JSON.stringify(value)}`);
  if (given.some((id) => !relation.env.find(other(relation), id))) throw unknownIn(relation);
  return given;
}

type Command = (relation: Relation, side: Side, id: unknown, value: unknown) => void;

/** https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#odoo.fields.Command */
const COMMANDS: Record<number, Command> = {
  0: (relation, side, _, value) => side.add(relation, value),
  1: (relation, _, id, value) =>
    relation.writer.write(relation.env, other(relation), ids(relation, id), value),
  2: (relation, side, id) => {
    const gone = ids(relation, id);
    side.unlink(relation, gone);
    relation.writer.unlink(
      relation.env,
      other(relation),
      gone.filter((one) => relation.env.find(other(relation), one)),
    );
  },
  3: (relation, side, id) => side.unlink(relation, ids(relation, id)),
  4: (relation, side, id) => side.link(relation, ids(relation, id)),
  5: (relation, side) => side.unlink(relation, side.current(relation)),
  6: (relation, side, _, value) => {
    const wanted = ids(relation, value);
    side.unlink(
      relation,
      side.current(relation).filter((id) => !wanted.includes(id)),
    );
    side.link(relation, wanted);
  },
};

/** Carries out the commands that stand for an x2many's new value. */
export function applyCommands(relation: Relation, given: unknown): void {
  const { model, name, field } = relation;
  const list = given === false || given === null ? [] : given;
  if (!Array.isArray(list)) throw valueError(`Wrong value for ${model}.${name}: ${JSON.stringify(given)}`);
  const side = SIDES[field.type === 'one2many' ? 'one2many' : 'many2many'];
  for (const entry of list as unknown[]) {
    const [code, id, value] = Array.isArray(entry) ? (entry as unknown[]) : [];
    const command = typeof code === 'number' ? COMMANDS[code] : undefined;
    if (!command) throw valueError(`Wrong value for ${model}.${name}: ${JSON.stringify(given)}`);
    command(relation, side, id, value);
  }
}
