import { defineBoolean, defineInt, defineSecret, defineString } from 'firebase-functions/params';

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

/** Hosts of partners' POS systems, which no merchant can name without the operator. */
export const HOSTS = defineString('TILLBRIDGE_HOSTS', {
  default: '',
  description: 'Hosts of POS systems beside the vendors’ own, separated by commas',
});

/** Where it is set, Cloud KMS wraps the data keys of stored sign-ins in place of the master key. See keys.ts. */
export const KMS_KEY = defineString('TILLBRIDGE_KMS_KEY', {
  default: '',
  description: 'Cloud KMS keys: projects/P/locations/L/keyRings/R/cryptoKeys/K; empty: the master key',
});

/** 32 bytes in base64, or several as `name:base64`; wraps the data keys of all stored sign-ins. */
export const MASTER_KEY = defineSecret('TILLBRIDGE_MASTER_KEY');

/** Vendor registrations as JSON: {"square": {"clientId": "...", "clientSecret": "..."}}; `{}` where none is needed. */
export const APPS = defineSecret('TILLBRIDGE_APPS');

/** Pages that may call the HTTPS functions with a session cookie; none: only callers with a token. */
export const ORIGINS = defineString('TILLBRIDGE_ORIGINS', {
  default: '',
  description: 'Origins of the pages that may call, separated by commas, e.g. https://admin.example.com',
});

export const APP_CHECK = defineBoolean('TILLBRIDGE_APP_CHECK', {
  default: false,
  description: 'Whether people’s calls must show a Firebase App Check token',
});

/** Where browsers and POS systems reach the functions: sign-ins come back here, webhooks are registered with it. */
export const PUBLIC_URL = defineString('TILLBRIDGE_PUBLIC_URL', {
  default: '',
  description: 'Public address in front of the functions, e.g. https://pos.example.com',
});

/** Beside the secret: a scheduler that signs in with an OIDC token for the public address. */
export const CRON_ACCOUNT = defineString('TILLBRIDGE_CRON_ACCOUNT', {
  default: '',
  description: 'E-mail address of the service account whose OIDC tokens the cron function accepts',
});

/** Bearer of whoever calls the cron function: 32 random bytes or more. */
export const CRON_SECRET = defineSecret('CRON_SECRET');

/** The mail server for notices and tickets, as JSON: {"host": "...", "port": 587, "user": "...", "pass": "...", "from": "..."}; `{}`: none. */
export const SMTP = defineSecret('TILLBRIDGE_SMTP');

/** The WhatsApp business account, as JSON; see docs/notifications.md. `{}`: none. */
export const WHATSAPP = defineSecret('TILLBRIDGE_WHATSAPP');
