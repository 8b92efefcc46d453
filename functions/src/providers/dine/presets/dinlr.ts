const BASE = '/v1/{{config.restaurantId}}/onlineorder';

/**
 * Dinlr's Online Order API, as far as its page shows: restaurants, locations and items. How an order is handed in is not
 * visible there, so this preset has no such call.
 */
export const dinlr = {
  version: 1,
  display: {
    name: 'Dinlr',
    docsUrl: 'https://docs.dinlr.com/',
    note: 'Reads only. The token comes from Dinlr’s OAuth page; whether prices are decimal is unsure.',
  },
  connection: {
    fields: [
      { key: 'accessToken', title: 'Access token', secret: true },
      { key: 'restaurantId', title: 'Restaurant id' },
      { key: 'outletCurrency', title: 'Currency of the restaurant, such as SGD' },
    ],
  },
  baseUrl: 'https://api.dinlr.com',
  auth: { type: 'bearer', token: '{{secret.accessToken}}' },
  money: { unit: 'major', as: 'number' },
  errors: {
    notWhen: [{ path: 'error', exists: true }],
    codePath: 'error.code',
    messagePath: 'error.message',
  },
  operations: {
    listOutlets: {
      request: { method: 'GET', path: `${BASE}/locations` },
      select: 'data',
      page: { type: 'page', param: 'page', sizeParam: 'limit', size: 200 },
      map: { id: 'id', name: 'name', currency: 'currency' },
    },
    listItems: {
      request: { method: 'GET', path: `${BASE}/items`, query: { location_id: '{{config.outletId}}' } },
      select: 'data',
      page: { type: 'page', param: 'page', sizeParam: 'limit', size: 250 },
      sinceParam: 'update_at_min',
      map: {
        id: 'id',
        name: 'name',
        description: 'description',
        imageUrl: { path: 'image', or: ['image.url'] },
        categoryId: { path: 'category.id', or: ['category'] },
        categoryName: { path: 'category.name' },
        updatedAt: 'updated_at',
        variants: { each: 'variants', map: { id: 'id', name: 'name', sku: 'sku', price: 'price' } },
      },
    },
  },
};
