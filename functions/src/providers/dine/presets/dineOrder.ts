/** An order as `dine` shows it. */
export const ORDER = {
  id: 'id',
  number: 'number',
  status: 'status',
  reference: 'client_reference',
  total: 'total',
  payment: 'payment.status',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  lines: {
    each: 'lines',
    map: {
      id: 'id',
      itemId: 'item_id',
      variationId: 'variant_id',
      name: 'name',
      quantity: { path: 'quantity', default: 1 },
      unitPrice: 'unit_price',
      total: 'total',
      note: 'note',
    },
  },
};

/** An order as `dine` takes it. The contract names no lengths: texts are cut to what most systems hold. */
export const BODY = {
  client_reference: '{{order.key}}',
  channel: 'online',
  type: '{{order.type}}',
  table: '{{order.table | slice(0, 50) | omitEmpty}}',
  placed_at: "{{order.placedAt | date('iso')}}",
  due_at: "{{order.dueAt | date('iso')}}",
  currency: '{{order.currency}}',
  customer: {
    $when: 'order.customer',
    $then: {
      name: "{{order.customer.name | default('Guest') | slice(0, 200)}}",
      phone: "{{order.customer.phone | default('') | slice(0, 40)}}",
      email: '{{order.customer.email | omitEmpty}}',
    },
  },
  delivery: {
    $when: 'order.type',
    $equals: 'delivery',
    $then: {
      address1: "{{order.address | default('No address given') | slice(0, 200)}}",
      city: '',
      postcode: '',
    },
  },
  lines: {
    $each: 'order.lines',
    $do: {
      item_id: '{{line.itemId}}',
      variant_id: '{{line.variantId | omitEmpty}}',
      name: '{{line.name | slice(0, 200)}}',
      quantity: '{{line.quantity}}',
      unit_price: '{{line.unitPrice | money}}',
      modifiers: {
        $each: 'line.modifiers',
        $do: {
          option_id: '{{modifier.optionId}}',
          name: '{{modifier.name | slice(0, 200)}}',
          quantity: '{{modifier.quantity}}',
          price: '{{modifier.price | money}}',
        },
      },
      note: '{{line.note | slice(0, 500) | omitEmpty}}',
    },
  },
  subtotal: '{{order.subtotal | money}}',
  discount_total: '{{order.discountTotal | money}}',
  tax_total: '{{order.taxTotal | money}}',
  fees: {
    $each: 'order.fees',
    $do: { code: '{{fee.name | slice(0, 50)}}', amount: '{{fee.amount | money}}' },
  },
  tip: '{{order.tip | money}}',
  total: '{{order.total | money}}',
  payment: {
    status: '{{order.payment.status}}',
    method: "{{order.payment.method | default('online') | slice(0, 50)}}",
    reference: '{{order.payment.reference | slice(0, 100) | omitEmpty}}',
  },
  notes: '{{order.note | slice(0, 500) | omitEmpty}}',
};
