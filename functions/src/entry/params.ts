import { defineInt, defineSecret, defineString } from 'firebase-functions/params';

/** Where functions, queues and tasks live. Choose the region of your Firestore database, or the nearest. */
export const REGION = defineString('TILLBRIDGE_REGION', {
  default: 'us-central1',
  description: 'Region of the functions and task queues',
});

/** The storefront's order documents; must have the wildcards {tenantId} and {orderId}. */
export const ORDERS_PATH = defineString('TILLBRIDGE_ORDERS_PATH', {
  default: 'tenants/{tenantId}/orders/{orderId}',
  description: 'Path of the order documents to watch',
});

/** The storefront's product documents; must have the wildcards {tenantId} and {productId}. */
export const PRODUCTS_PATH = defineString('TILLBRIDGE_PRODUCTS_PATH', {
  default: 'tenants/{tenantId}/products/{productId}',
  description: 'Path of the product documents to watch',
});

/** Instances of each deliver function at most: a ceiling on the bill, and the divisor of POS budgets. */
export const MAX_INSTANCES = defineInt('TILLBRIDGE_MAX_INSTANCES', {
  default: 10,
  description: 'Most instances of one function',
});

/** 32 bytes in base64; wraps the data keys of all stored sign-ins. */
export const MASTER_KEY = defineSecret('TILLBRIDGE_MASTER_KEY');

/** Vendor registrations as JSON: {"square": {"clientId": "...", "clientSecret": "..."}}; `{}` where none is needed. */
export const APPS = defineSecret('TILLBRIDGE_APPS');
