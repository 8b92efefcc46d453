import { accessError } from '../wire/refusal';
import type { Environment } from './environment';
import { idOf, type Row } from './row';
import { valueOf } from './value';

export const OPERATIONS = ['read', 'write', 'create', 'unlink'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What a cashier may change; prices, customers and stock are not among it. */
const CASHIER = new Set(['pos.order', 'pos.order.line', 'pos.payment', 'pos.make.payment', 'pos.session']);

const VERBS: Record<Operation, string> = {
  read: 'access',
  write: 'modify',
  create: 'create',
  unlink: 'delete',
};

export function isAllowed(env: Environment, model: string, operation: Operation): boolean {
  return operation === 'read' || env.user.role === 'manager' || CASHIER.has(model);
}

/** Throws the AccessError that a person without the group gets. */
export function demand(env: Environment, model: string, operation: Operation): void {
  const { label } = env.definition(model);
  if (isAllowed(env, model, operation)) return;
  throw accessError(
    `You are not allowed to ${VERBS[operation]} '${label}' (${model}) records.\n\n` +
      'Contact your administrator to request access if necessary.',
  );
}

function companyOf(env: Environment, model: string, row: Row): number | undefined {
  const { companyOf: own, fields } = env.definition(model);
  if (own) return own(env, row);
  if (!fields.company_id) return undefined;
  const company = valueOf(env, model, row, 'company_id');
  return typeof company === 'number' ? company : undefined;
}

/** Records of companies that the call does not speak for are not there. */
export function isVisible(env: Environment, model: string, row: Row): boolean {
  const company = companyOf(env, model, row);
  return company === undefined || env.companyIds.includes(company);
}

/** The records of some ids, in their order; another company's is refused, an absent one too. */
export function visibleRows(env: Environment, model: string, ids: readonly number[]): Row[] {
  const { label } = env.definition(model);
  return ids.map((id) => {
    const row = env.row(model, id);
    if (isVisible(env, model, row)) return row;
    throw accessError(
      `Due to security restrictions, you are not allowed to access '${label}' (${model}) records.\n\n` +
        `Records: ${model}(${id},), User: ${env.user.uid}`,
    );
  });
}

/** The company in which the record that a many2one leads to lives, when it lives in one. */
export function companyBehind(env: Environment, model: string, id: number): number | undefined {
  const row = env.find(model, id);
  return row && (companyOf(env, model, row) ?? idOf(row, 'company_id'));
}
