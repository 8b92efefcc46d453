import { GROUPS } from './catalog/groups';
import { ITEMS } from './catalog/items';
import { ITEM_WRITES } from './catalog/itemWrite';
import { PRICEBOOKS } from './catalog/pricebooks';
import { SETTINGS } from './catalog/settings';
import { CONTACTS } from './contacts/contacts';
import type { Endpoint } from './endpoint';
import { INVOICES } from './sales/invoices';
import { ORDERS } from './sales/orders';
import { ORDER_STATUS } from './sales/orderStatus';
import { PAYMENTS } from './sales/payments';
import { ADJUSTMENTS } from './stock/adjustments';

/** All that stands below `/inventory/v1`. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...SETTINGS,
  ...ITEMS,
  ...ITEM_WRITES,
  ...GROUPS,
  ...PRICEBOOKS,
  ...CONTACTS,
  ...ORDERS,
  ...ORDER_STATUS,
  ...INVOICES,
  ...PAYMENTS,
  ...ADJUSTMENTS,
];
