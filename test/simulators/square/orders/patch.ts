import { refuse } from '../errors';
import type { OrderBody, OrderPatch } from './schema';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A line that now sells something else forgets the name and price of what it sold. */
function forgetting(old: Fields, change: Fields): Fields {
  if (!('catalog_object_id' in change) || change['catalog_object_id'] === old['catalog_object_id'])
    return old;
  const { name, variation_name, base_price_money, catalog_version, ...rest } = old;
  return rest;
}

/** Members are matched by `uid`; one that is not there yet is added. */
function mergedList(old: unknown[], changes: unknown[]): unknown[] {
  const uidOf = (member: unknown) => (isFields(member) ? member['uid'] : undefined);
  const merged = [...old];
  for (const change of changes) {
    const at = uidOf(change) === undefined ? -1 : old.findIndex((member) => uidOf(member) === uidOf(change));
    if (at === -1) merged.push(change);
    else merged[at] = mergedFields(forgetting(old[at] as Fields, change as Fields), change as Fields);
  }
  return merged;
}

function mergedFields(old: Fields, change: Fields): Fields {
  const merged = { ...old };
  for (const [name, value] of Object.entries(change)) {
    const before = old[name];
    if (value === undefined) continue;
    if (Array.isArray(value)) merged[name] = mergedList(Array.isArray(before) ? before : [], value);
    else if (isFields(value) && isFields(before)) merged[name] = mergedFields(before, value);
    else merged[name] = value;
  }
  return merged;
}

/** `line_items[l1].note` -> `line_items`, `[l1]`, `note` */
function stepsOf(path: string): string[] {
  const steps = path.match(/\[[^\]]+\]|[^.[\]]+/g) ?? [];
  if (steps.length === 0) refuse('INVALID_VALUE', `Not a field: ${path}.`, 'fields_to_clear');
  return steps;
}

function cleared(target: unknown, steps: string[], path: string): unknown {
  const [step = '', ...rest] = steps;
  if (step.startsWith('[')) {
    const list = Array.isArray(target) ? (target as Fields[]) : [];
    const uid = step.slice(1, -1);
    if (!list.some((member) => member['uid'] === uid))
      refuse('INVALID_VALUE', `Nothing has the uid ${uid}: ${path}.`, 'fields_to_clear');
    if (rest.length === 0) return list.filter((member) => member['uid'] !== uid);
    return list.map((member) => (member['uid'] === uid ? cleared(member, rest, path) : member));
  }
  if (!isFields(target)) refuse('INVALID_VALUE', `Not a field: ${path}.`, 'fields_to_clear');
  const { [step]: value, ...others } = target;
  if (rest.length === 0) return others;
  return { ...others, [step]: cleared(value, rest, path) };
}

/** References to taxes and discounts that are gone go with them. */
function withoutDangling(body: OrderBody): OrderBody {
  const taxes = new Set(body.taxes?.map(({ uid }) => uid));
  const discounts = new Set(body.discounts?.map(({ uid }) => uid));
  const line_items = body.line_items?.map((line) => ({
    ...line,
    applied_taxes: line.applied_taxes?.filter(({ tax_uid }) => taxes.has(tax_uid)),
    applied_discounts: line.applied_discounts?.filter(({ discount_uid }) => discounts.has(discount_uid)),
  }));
  return JSON.parse(JSON.stringify({ ...body, line_items })) as OrderBody;
}

/** The order after a sparse update; what comes out is not checked yet. */
export function patched(body: OrderBody, patch: OrderPatch, fieldsToClear: string[]): OrderBody {
  const { version, state, ...changes } = patch;
  const merged = mergedFields(body, changes);
  if (fieldsToClear.length === 0) return merged as OrderBody;
  const result = fieldsToClear.reduce<unknown>((value, path) => cleared(value, stepsOf(path), path), merged);
  return withoutDangling(result as OrderBody);
}
