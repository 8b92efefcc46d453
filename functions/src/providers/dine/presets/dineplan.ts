/**
 * DinePlan's gateway: its wiki describes how a ticket is created and nothing else, not even the reply. An order whose
 * outcome is unknown therefore waits for a person.
 */
export const dineplan = {
  version: 1,
  display: {
    name: 'DinePlan',
    note: 'The reply of the gateway is not documented: check the map of createOrder.',
  },
  connection: {
    fields: [
      { key: 'accessToken', title: 'Token of the gateway', secret: true },
      { key: 'outletId', title: 'Gateway id of the outlet' },
      { key: 'outletName', title: 'Name of the outlet', default: 'DinePlan outlet' },
      { key: 'outletCurrency', title: 'Currency of the outlet, such as SGD' },
      { key: 'department', title: 'Department', default: 'Online' },
    ],
  },
  baseUrl: 'https://dgateway.xyz',
  auth: { type: 'bearer', token: '{{secret.accessToken}}' },
  money: { unit: 'major', as: 'number' },
  errors: {
    notWhen: [
      { path: 'error', exists: true },
      { path: 'success', equals: false },
    ],
    codePath: 'error.code',
    messagePath: 'error.message',
  },
  operations: {
    createOrder: {
      request: {
        method: 'POST',
        path: '/v1/ticket/create',
        textFields: ['deliveryContents', 'response'],
        body: {
          claimed: false,
          status: 'IN',
          locationId: '{{config.outletId}}',
          ticketNumber: '{{order.key}}',
          deliveryContents: {
            DepartmentName: '{{config.department}}',
            ClosingTag: '{{order.payment.status}}',
            GoRequest: true,
            QueueNumber: '{{order.number}}',
            TicketNumber: '{{order.key}}',
            TotalAmount: '{{order.total | money}}',
            Entities: [],
            Orders: {
              $each: 'order.lines',
              $do: {
                MenuItemName: '{{line.name | slice(0, 255)}}',
                MenuItemSyncId: '{{line.itemId}}',
                MenuItemType: 0,
                PortionName: "{{line.variantId | default('NORMAL')}}",
                Price: '{{line.unitPrice | money}}',
                Quantity: '{{line.quantity}}',
                OrderRef: '{{line.id}}',
                OrderStatus: ['New'],
                FlyOrderStatus: 'New',
                OrderTagItems: {
                  $each: 'line.modifiers',
                  $do: {
                    TagName: '{{modifier.name | slice(0, 255)}}',
                    TagValue: '{{modifier.name | slice(0, 255)}}',
                    Quantity: '{{modifier.quantity}}',
                    Price: '{{modifier.price | money}}',
                  },
                },
              },
            },
          },
          response: {
            AccountNumber: '',
            ApprovalCode: '',
            AuthorizationCode: '',
            BatchNo: '',
            ReferenceNo: "{{order.payment.reference | default('')}}",
            TerminalId: '',
            TransactionNo: '',
          },
        },
      },
      map: { id: { path: 'id', or: ['data.id', 'ticketId', 'data.ticketId', 'result.id', 'ticketNumber'] } },
      allowDuplicateRisk: true,
    },
  },
};
