import type { Account } from './account';
import * as check from './checks';
import { removalOf, type Row } from './collection';
import type { Call, Endpoint, Scope } from './endpoint';
import type { Category, Discount, Modifier, ModifierOption, Tax } from './records';
import { References } from './references';
import { invalid, missing } from './refusal';

const { required, optional, nullable, listOf, object, text, uuid } = check;

/** A small thing that POST makes (without `id`) or changes (with it). */
interface Editable<T extends Row & { id: string }> {
  path: string;
  scope: Scope;
  rows: (account: Account) => T[];
  /** What the body says, and what it leaves out where nothing is kept. */
  input: (call: Call) => check.Check<{ id?: string }>;
  fresh: (account: Account) => object;
  /** Throws `Refused` for what cannot be; may complete the row. */
  settle?: (row: T, call: Call) => void;
  mayGo?: (row: T) => void;
}

function upsert<T extends Row & { id: string }>(kind: Editable<T>, call: Call): T {
  const { account, switches, body } = call;
  const input = kind.input(call)(body, 'object');
  const rows = kind.rows(account);
  const found = rows.find(({ id }) => id === input.id);
  const references = new References(account, switches, '');
  const was = input.id === undefined ? undefined : references.live(found, input.id, 'object.id');
  const now = account.nowText();
  const base = was && switches.absentFields === 'keep' ? was : kind.fresh(account);
  const born = { id: was?.id ?? account.newId(), created_at: was?.created_at ?? now, deleted_at: null };
  const dated = kind.path === '/categories' ? {} : { updated_at: now };
  const row = { ...base, ...input, ...born, ...dated } as unknown as T;
  kind.settle?.(row, call);
  if (was) return Object.assign(was, row);
  rows.push(row);
  return row;
}

function endpointsOf<T extends Row & { id: string }>(kind: Editable<T>): Endpoint[] {
  const { path, scope, rows, mayGo } = kind;
  const takeAlong = (row: T) => (mayGo?.(row), []);
  return [
    { method: 'POST', path, scope, handle: (call) => upsert(kind, call) },
    removalOf<T>({ path, rows, id: ({ id }) => id }, scope, takeAlong),
  ];
}

const everyStore = (account: Account) => account.stores.map(({ id }) => id);

function checkStores({ stores }: { stores: string[] }, { account, switches }: Call): void {
  stores.forEach((id, index) => new References(account, switches, id).store(`object.stores[${index}]`));
}

const categories: Editable<Category> = {
  path: '/categories',
  scope: 'ITEMS_WRITE',
  rows: (account) => account.categories,
  input: () =>
    object({
      id: optional(uuid),
      name: required(text(64, 1)),
      color: optional(check.oneOf('GREY', 'RED', 'PINK', 'ORANGE', 'GREEN', 'BLUE', 'PURPLE', 'LIME')),
    }),
  fresh: () => ({ color: 'GREY' }),
};

const option = (call: Call) =>
  object({
    id: optional(uuid),
    name: required(text(40, 1)),
    price: optional(check.money(call.account.money.decimals)),
    position: optional(check.decimal(0, 0, 1000)),
  });

const modifiers: Editable<Modifier> = {
  path: '/modifiers',
  scope: 'ITEMS_WRITE',
  rows: (account) => account.modifiers,
  input: (call) =>
    object({
      id: optional(uuid),
      name: required(text(40, 1)),
      position: optional(check.decimal(0, 0, 1000)),
      stores: optional(listOf(uuid)),
      modifier_options: optional(listOf(option(call))),
    }),
  fresh: (account) => ({ position: 0, stores: everyStore(account), modifier_options: [] }),
  settle: (row, call) => {
    checkStores(row, call);
    // Replaced wholesale: one that is left out is gone.
    row.modifier_options = row.modifier_options.map((given: Partial<ModifierOption>, index) => ({
      id: given.id ?? call.account.newId(),
      name: given.name ?? '',
      price: given.price ?? 0,
      position: given.position ?? index,
    }));
  },
};

const taxes: Editable<Tax> = {
  path: '/taxes',
  scope: 'TAXES_WRITE',
  rows: (account) => account.taxes,
  input: () =>
    object({
      id: optional(uuid),
      name: required(text(40, 1)),
      type: required(check.oneOf('INCLUDED', 'ADDED')),
      rate: required(check.percentage),
      stores: optional(listOf(uuid)),
    }),
  fresh: (account) => ({ stores: everyStore(account) }),
  settle: checkStores,
};

const FIGURES = { FIXED_PERCENT: 'discount_percent', FIXED_AMOUNT: 'discount_amount' } as const;

function settleDiscount(row: Discount, call: Call): void {
  checkStores(row, call);
  if (row.type === 'DISCOUNT_BY_POINTS') throw invalid('This type cannot be made or changed', 'object.type');
  for (const [type, field] of Object.entries(FIGURES)) {
    if ((row[field] ?? null) === null) delete row[field];
    if (row.type === type && row[field] === undefined) throw missing(`object.${field}`);
    if (row.type !== type && row[field] !== undefined)
      throw invalid(`Only a discount of type ${type} has it`, `object.${field}`);
  }
}

const discounts: Editable<Discount> = {
  path: '/discounts',
  scope: 'ITEMS_WRITE',
  rows: (account) => account.discounts,
  input: ({ account }) =>
    object({
      id: optional(uuid),
      name: required(text(40, 1)),
      type: required(
        check.oneOf(
          'FIXED_PERCENT',
          'FIXED_AMOUNT',
          'VARIABLE_PERCENT',
          'VARIABLE_AMOUNT',
          'DISCOUNT_BY_POINTS',
        ),
      ),
      discount_amount: optional(nullable(check.decimal(account.money.decimals, 0.01, 999_999.99))),
      discount_percent: optional(nullable(check.decimal(3, 0.01, 100))),
      stores: optional(listOf(uuid)),
      restricted_access: optional(check.flag),
    }),
  fresh: (account) => ({ stores: everyStore(account), restricted_access: false }),
  settle: settleDiscount,
  mayGo: ({ type }) => {
    if (type === 'DISCOUNT_BY_POINTS') throw invalid('The discount by points cannot be deleted', 'id');
  },
};

/**
 * What else of the catalog can be written. Items keep the ids of what is deleted.
 * https://developer.loyverse.com/docs/
 */
export const BACK_OFFICE: Endpoint[] = [
  ...endpointsOf(categories),
  ...endpointsOf(modifiers),
  ...endpointsOf(taxes),
  ...endpointsOf(discounts),
];
