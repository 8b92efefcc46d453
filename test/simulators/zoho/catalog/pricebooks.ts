import * as check from '../checks';
import type { Call, Endpoint } from '../endpoint';
import { found, listed, referred } from '../listing';
import type { Pricebook, PricebookItem } from '../records';
import { CODE, invalid, missing, refused, stricter } from '../refusal';

const { required, optional, object, listOf, id, oneOf } = check;

/** The list leaves out the items; only the single read has them. */
function showRow(_: Call, { pricebook_items: __, ...row }: Pricebook): object {
  return row;
}

const input = (decimals: number) =>
  object({
    name: required(check.text(100, 1)),
    pricebook_type: required(oneOf('fixed_percentage', 'per_item')),
    sales_or_purchase_type: required(oneOf('sales', 'purchases')),
    description: optional(check.note),
    percentage: optional(check.decimal(3, 0)),
    is_increase: optional(check.flag),
    rounding_type: optional(check.text(50)),
    decimal_place: optional(check.decimal(0, 0)),
    pricing_scheme: optional(oneOf('unit')),
    currency_id: optional(id),
    pricebook_items: optional(
      listOf(
        object({
          item_id: required(id),
          pricebook_item_id: optional(id),
          pricebook_rate: required(check.amount(decimals)),
        }),
      ),
    ),
  });
type Input = ReturnType<ReturnType<typeof input>>;

/** The given set replaces the one before; an entry that was there before is named by its id. */
function itemsOf(
  call: Call,
  given: Input['pricebook_items'],
  before: readonly PricebookItem[],
): PricebookItem[] {
  if (!given) throw missing('pricebook_items');
  const seen = new Set<string>();
  return given.map(({ item_id, pricebook_item_id, pricebook_rate }, index) => {
    referred(call, call.organization.items.get(item_id), 'Item');
    if (seen.has(item_id)) throw invalid(`pricebook_items[${index}].item_id`);
    seen.add(item_id);
    const old = before.find((one) => one.item_id === item_id);
    if (old && old.pricebook_item_id !== pricebook_item_id)
      throw stricter(`pricebook_items[${index}] was there before, and does not name its pricebook_item_id`);
    if (!old && pricebook_item_id !== undefined) throw invalid(`pricebook_items[${index}].pricebook_item_id`);
    return {
      pricebook_item_id: old?.pricebook_item_id ?? call.organization.newId(),
      item_id,
      pricebook_rate,
    };
  });
}

function change(call: Call): object {
  const { organization, params, body } = call;
  const pricebook = found(organization.pricebooks, params.id, 'Price list');
  const { pricebook_items, ...plain } = input(organization.money.decimals)(body, '');
  if (plain.currency_id !== undefined && plain.currency_id !== pricebook.currency_id)
    throw invalid('currency_id');
  for (const other of organization.pricebooks.values())
    if (other !== pricebook && other.name === plain.name)
      throw refused(CODE.exists, `Price list "${plain.name}" already exists.`);
  const perItem = plain.pricebook_type === 'per_item';
  if (!perItem && pricebook_items) throw stricter('pricebook_items of a list that is one percentage');
  const items = perItem ? itemsOf(call, pricebook_items, pricebook.pricebook_items) : [];
  Object.assign(pricebook, plain, { pricebook_items: items });
  return { message: 'Price list has been updated.', pricebook };
}

const setStatus =
  (status: Pricebook['status']) =>
  ({ organization, params }: Call): object => {
    found(organization.pricebooks, params.id, 'Price list').status = status;
    return { message: `The price list has been marked as ${status}.` };
  };

function remove({ organization, params }: Call): object {
  const { pricebook_id } = found(organization.pricebooks, params.id, 'Price list');
  organization.pricebooks.delete(pricebook_id);
  return { message: 'The price list has been deleted.' };
}

const one = ({ organization, params }: Call): object => ({
  pricebook: found(organization.pricebooks, params.id, 'Price list'),
});

const path = '/pricebooks/:id';

/** https://www.zoho.com/inventory/api/v1/pricelists/ ; the single read is not documented, connectors use it. */
export const PRICEBOOKS: Endpoint[] = [
  listed<Pricebook>({
    path: '/pricebooks',
    key: 'pricebooks',
    report: 'Price Lists',
    scope: 'settings.READ',
    rows: ({ pricebooks }) => pricebooks.values(),
    show: showRow,
    filterBy: {
      usual: 'Status.All',
      rules: {
        'Status.All': () => true,
        'SalesOrPurchaseType.Sales': ({ sales_or_purchase_type }) => sales_or_purchase_type === 'sales',
        'SalesOrPurchaseType.Purchases': ({ sales_or_purchase_type }) =>
          sales_or_purchase_type === 'purchases',
      },
    },
    usualSort: { column: 'name', order: 'A', by: ({ name }) => name },
  }),
  { method: 'GET', path, scopes: ['settings.READ'], handle: one },
  { method: 'PUT', path, scopes: ['settings.UPDATE'], takesBody: true, handle: change },
  { method: 'DELETE', path, scopes: ['settings.DELETE'], handle: remove },
  { method: 'POST', path: `${path}/active`, scopes: ['settings.CREATE'], handle: setStatus('active') },
  { method: 'POST', path: `${path}/inactive`, scopes: ['settings.CREATE'], handle: setStatus('inactive') },
];
