import { thousandths } from '../arithmetic';
import * as check from '../checks';
import type { Call, Endpoint } from '../endpoint';
import { found, listed, referred } from '../listing';
import type { Adjustment } from '../records';
import { invalid, missing } from '../refusal';
import { placeOf } from './place';

const { required, optional, object, listOf, id } = check;

const input = (decimals: number) =>
  object({
    date: required(check.date),
    reason: required(check.text(100, 1)),
    adjustment_type: required(check.oneOf('quantity')),
    reference_number: optional(check.reference),
    description: optional(check.note),
    location_id: optional(id),
    line_items: required(
      listOf(
        object({
          item_id: required(id),
          quantity_adjusted: required(check.decimal(Math.max(decimals, 2), -1e12)),
          location_id: optional(id),
        }),
        1,
      ),
    ),
  });

/** `quantity_adjusted` is a signed difference. All lines are checked before any moves stock. */
function create(call: Call): object {
  const { organization, body } = call;
  const { line_items, location_id, ...given } = input(organization.money.decimals)(body, '');
  const place = placeOf(call, location_id);
  const lines = line_items.map((line, index) => {
    const item = referred(call, organization.items.get(line.item_id), 'Item');
    if (!item.track_inventory) throw invalid(`line_items[${index}].item_id`, 'stock is not tracked');
    if (line.quantity_adjusted === 0) throw missing(`line_items[${index}].quantity_adjusted`);
    const at = line.location_id === undefined ? place : placeOf(call, line.location_id);
    return { line_item_id: organization.newId(), ...line, location_id: at };
  });
  for (const { item_id, location_id: at, quantity_adjusted } of lines) {
    const amount = thousandths(quantity_adjusted);
    organization.stock.move(item_id, at, { onHand: amount, physical: amount });
  }
  const time = organization.nowText();
  const adjustment: Adjustment = {
    inventory_adjustment_id: organization.newId(),
    ...{ reference_number: '', description: '' },
    ...given,
    location_id: place,
    line_items: lines,
    ...{ created_time: time, last_modified_time: time },
  };
  organization.adjustments.set(adjustment.inventory_adjustment_id, adjustment);
  return { message: 'Inventory Adjustment has been added', inventory_adjustment: adjustment };
}

function showRow(_: Call, { line_items: __, ...row }: Adjustment): object {
  return row;
}

const one = ({ organization, params }: Call): object => ({
  inventory_adjustment: found(organization.adjustments, params.id, 'Inventory adjustment'),
});

const path = '/inventoryadjustments';

/** https://www.zoho.com/inventory/api/v1/inventory-adjustments/ ; the list has no documented filters. */
export const ADJUSTMENTS: Endpoint[] = [
  listed<Adjustment>({
    path,
    key: 'inventory_adjustments',
    report: 'Inventory Adjustments',
    scope: 'inventoryadjustments.READ',
    rows: ({ adjustments }) => adjustments.values(),
    show: showRow,
    usualSort: { column: 'date', order: 'D', by: ({ created_time }) => created_time },
  }),
  { method: 'GET', path: `${path}/:id`, scopes: ['inventoryadjustments.READ'], handle: one },
  { method: 'POST', path, scopes: ['inventoryadjustments.CREATE'], takesBody: true, handle: create },
];
