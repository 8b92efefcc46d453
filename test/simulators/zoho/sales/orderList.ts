import type { Endpoint } from '../endpoint';
import { contains, days, equals, modifiedAfter, searchText } from '../filters';
import { listed } from '../listing';
import { type SalesOrder, showOrderRow, statusesOf } from './order';

const reference = ({ reference_number }: SalesOrder) => reference_number;
const number = ({ salesorder_number }: SalesOrder) => salesorder_number;

/** https://www.zoho.com/inventory/api/v1/salesorders/#list-all-sales-orders : the filters are observed, not documented. */
export const ORDER_LIST: Endpoint = listed<SalesOrder>({
  path: '/salesorders',
  key: 'salesorders',
  report: 'Sales Orders',
  scope: 'salesorders.READ',
  rows: ({ orders }) => orders.values(),
  show: ({ organization }, order) => showOrderRow(organization, order),
  filters: {
    ...equals('reference_number', reference),
    ...equals('salesorder_number', number),
    ...contains('salesorder_number', number),
    ...equals('customer_id', ({ customer_id }) => customer_id),
    ...days('date', ({ date }) => date),
    ...days('created_date', ({ created_time }) => created_time.slice(0, 10)),
    ...searchText((order) => [number(order), reference(order), order.customer_name]),
    status: (value, _, organization) => (order) => statusesOf(organization, order).status === value,
    ...modifiedAfter(),
  },
  filterBy: {
    usual: 'Status.All',
    rules: {
      'Status.All': () => true,
      'Status.Shipped': ({ shipped }) => shipped,
      // Seen to be ignored by a live account: the full list comes back.
      'Status.Confirmed': undefined,
      'Status.Draft': undefined,
      'Status.Void': undefined,
      'Status.Closed': undefined,
    },
  },
  sorts: {
    date: ({ date }) => date,
    created_time: ({ created_time }) => created_time,
    last_modified_time: ({ last_modified_time }) => last_modified_time,
    total: ({ total }) => total,
  },
  usualSort: { column: 'created_time', order: 'D', by: ({ created_time }) => created_time },
});
