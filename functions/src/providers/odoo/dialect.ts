import { Failure } from '../../model/failure';

/** What differs between the series, as a table: everything else is the same on all of them. */
export interface Dialect {
  /** From 19 on; JSON-RPC goes away with 22. */
  json2: boolean;
  /** How a till's order comes in. */
  entry: 'create_from_ui' | 'sync_from_ui';
  /** The note that staff read on an order; before 18 an order takes none from outside. */
  orderNote?: 'general_note' | 'general_customer_note';
  /** 18 takes our reference from `name`; 19 numbers by itself and must not be told. */
  ownReference: boolean;
  /** Options stand on the line. */
  lineOptions: boolean;
  lineUuid: boolean;
  refundLink: 'refunded_order_ids' | 'refunded_order_id';
  /** The order tells whether it is invoiced; before, its state does. */
  invoiceStatus: boolean;
  saleTax: 'tax_id' | 'tax_ids';
  posCategory: 'pos_categ_id' | 'pos_categ_ids';
  /** Domain for goods whose stock is counted. */
  storable: readonly [field: string, operator: '=', value: string | boolean];
  /** A rule of a pricelist says what it is shown on. */
  displayAppliedOn: boolean;
  loyaltyDateFrom: boolean;
}

const THE_16TH: Dialect = {
  json2: false,
  entry: 'create_from_ui',
  ownReference: true,
  lineOptions: false,
  lineUuid: false,
  refundLink: 'refunded_order_ids',
  invoiceStatus: false,
  saleTax: 'tax_id',
  posCategory: 'pos_categ_id',
  storable: ['type', '=', 'product'],
  displayAppliedOn: false,
  loyaltyDateFrom: false,
};
const THE_17TH: Dialect = {
  ...THE_16TH,
  lineOptions: true,
  lineUuid: true,
  posCategory: 'pos_categ_ids',
  loyaltyDateFrom: true,
};
const THE_18TH: Dialect = {
  ...THE_17TH,
  entry: 'sync_from_ui',
  orderNote: 'general_note',
  refundLink: 'refunded_order_id',
  storable: ['is_storable', '=', true],
  displayAppliedOn: true,
};
const THE_19TH: Dialect = {
  ...THE_18TH,
  json2: true,
  orderNote: 'general_customer_note',
  ownReference: false,
  invoiceStatus: true,
  saleTax: 'tax_ids',
};

/** Later series are spoken to like 19. */
const BY_SERIES: readonly [from: number, Dialect][] = [
  [19, THE_19TH],
  [18, THE_18TH],
  [17, THE_17TH],
  [16, THE_16TH],
];

/** @throws Failure `rejected` for a series that is too old. */
export function dialectOf(series: number): Dialect {
  const found = BY_SERIES.find(([from]) => series >= from);
  if (found) return found[1];
  throw new Failure('rejected', `This Odoo is of series ${series}; the bridge speaks to 16 and later.`, {
    advice: 'Update Odoo, then connect again.',
  });
}
