import { OdooError, typeError, valueError } from '../wire/refusal';
import type { Environment } from './environment';
import { type Field, isNumeric } from './field';
import { demand } from './rights';
import { create, write } from './writing';

interface Message {
  type: 'error';
  field: string;
  record: number;
  message: string;
}

/** `pos_categ_ids/.id` takes database ids; `id` is the caller's own external id. */
interface Column {
  heading: string;
  name: string;
  field?: Field;
}

function columnOf(env: Environment, model: string, heading: string): Column {
  const [name = '', key, ...more] = heading.split('/');
  if (heading === 'id') return { heading, name };
  const field = env.field(model, name);
  const relation = field.relation !== undefined;
  if (more.length > 0 || (key !== undefined && key !== '.id') || relation !== (key === '.id'))
    throw valueError(`Column ${heading}: this simulator takes plain fields and relations by "field/.id"`);
  return { heading, name, field };
}

class BadCell extends Error {}

const number = (cell: string, heading: string): number => {
  const read = Number(cell);
  if (cell.trim() === '' || !Number.isFinite(read))
    throw new BadCell(`'${cell}' does not seem to be a number for field '${heading}'`);
  return read;
};

const TRUTH: Record<string, boolean> = {
  '1': true,
  true: true,
  yes: true,
  '0': false,
  false: false,
  no: false,
};

/** The value behind the text of a cell. */
function valueIn({ heading, field }: Column, cell: string): unknown {
  if (!field) return cell;
  if (field.type === 'many2one') return cell === '' ? false : number(cell, heading);
  if (field.relation !== undefined)
    return [[6, 0, cell === '' ? [] : cell.split(',').map((id) => number(id, heading))]];
  if (cell === '') return false;
  if (isNumeric(field)) return number(cell, heading);
  if (field.type !== 'boolean') return cell;
  const truth = TRUTH[cell.toLowerCase()];
  if (truth === undefined) throw new BadCell(`Unknown value '${cell}' for boolean field '${heading}'`);
  return truth;
}

function importRow(
  env: Environment,
  model: string,
  columns: readonly Column[],
  cells: readonly unknown[],
): number {
  const values: Record<string, unknown> = {};
  let key: string | undefined;
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (typeof cell !== 'string') throw typeError(`load takes text, not ${JSON.stringify(cell)}`);
    if (column.field) values[column.name] = valueIn(column, cell);
    else key = cell.includes('.') ? cell : `__import__.${cell}`;
  }
  const known = key === undefined ? undefined : env.database.externalIds.get(key);
  if (known && env.find(model, known.id)) {
    write(env, model, [known.id], values);
    return known.id;
  }
  const { id } = create(env, model, values);
  if (key !== undefined) remember(env, key, { model, id });
  return id;
}

function remember(env: Environment, key: string, record: { model: string; id: number }): void {
  const { externalIds, journal } = env.database;
  externalIds.set(key, record);
  journal.note(() => void externalIds.delete(key));
}

function messageOf(thrown: unknown, columns: readonly Column[], record: number): Message {
  if (!(thrown instanceof BadCell) && !(thrown instanceof OdooError)) throw thrown;
  const { message } = thrown;
  const blamed = columns.find(
    ({ heading, name }) => message.includes(`'${heading}'`) || message.includes(name),
  );
  return { type: 'error', field: blamed?.name ?? '', record, message };
}

/** Rows of text, found again by the caller's own ids. One bad cell, and nothing at all is stored. */
export function load(env: Environment, model: string, fields: unknown, data: unknown): unknown {
  demand(env, model, 'create');
  if (!Array.isArray(fields) || !Array.isArray(data)) throw typeError('load takes columns and rows');
  const columns = fields.map((heading) => columnOf(env, model, String(heading)));
  const ids: number[] = [];
  const messages: Message[] = [];
  for (const [index, cells] of (data as unknown[]).entries()) {
    if (!Array.isArray(cells) || cells.length !== columns.length)
      throw typeError(`row ${index} does not have ${columns.length} cells`);
    try {
      ids.push(importRow(env, model, columns, cells));
    } catch (thrown) {
      messages.push(messageOf(thrown, columns, index));
    }
  }
  if (messages.length === 0) return { ids, messages, nextrow: 0 };
  env.database.journal.rollBack();
  return { ids: false, messages, nextrow: 0 };
}
