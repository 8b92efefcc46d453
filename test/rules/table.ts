/** Who asks. */
export const ROLES = [
  'nobody',
  'shopper',
  'stranger',
  'viewer',
  'staff',
  'admin',
  'owner',
  'super_user',
] as const;
export type Role = (typeof ROLES)[number];

/** What they ask for; the first letters stand for them in the table. */
export const OPERATIONS = ['get', 'list', 'create', 'update', 'delete'] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * nobody: not signed in. shopper: signed in, a member of nothing. stranger: owner of another tenant. `*` is any id.
 * orders: an order without badge, another shopper's, but created under one's own uid; see orders.test.ts.
 * members: another person's document; see team.test.ts. notifications: the update marks it as read.
 */
const TABLE = `
  collection                         nobody shopper stranger viewer staff admin owner super_user

  tenants                            -----  -----   -----    g----  g---- g---- g---- gl---
  tenants/*/members                  -----  -----   -----    -----  ----- gl--- glcud gl---
  tenants/*/locations                -----  -----   -----    gl---  gl--- glcud glcud gl---
  tenants/*/orders                   -----  --c--   --c--    glc--  glcud glcud glcud glc--
  tenants/*/products                 -----  -----   -----    gl---  gl--- glcud glcud gl---

  tenants/*/connections              -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/connections/*/vault      -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/linkTables               -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/priceEdits               -----  -----   -----    -----  gl--- gl--- gl--- gl---
  tenants/*/jobs                     -----  -----   -----    -----  gl--- gl--- gl--- gl---
  tenants/*/jobs/*/attempts          -----  -----   -----    -----  gl--- gl--- gl--- gl---
  tenants/*/runs                     -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/runs/*/before            -----  -----   -----    -----  ----- ----- ----- gl---
  tenants/*/pulls                    -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/priceChanges             -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/posItems                 -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/posDiscounts             -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/posStock                 -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/drift                    -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/posOrders                -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/posCustomers             -----  -----   -----    -----  gl--- gl--- gl--- gl---
  tenants/*/manifests                -----  -----   -----    -----  ----- ----- ----- gl---
  tenants/*/publicViews/*/items      gl---  gl---   gl---    gl---  gl--- gl--- gl--- gl---
  tenants/*/metadata                 -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/integrations             -----  -----   -----    gl---  gl--- gl--- gl--- gl---
  tenants/*/eventEndpoints           -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/events                   -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/preferences              -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/messaging                -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/deliveries               -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/messageTurns             -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/testOrders               -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/notifications            -----  -----   -----    gl---  gl-u- gl-u- gl-u- gl---

  bridge                             -----  -----   -----    -----  ----- ----- ----- -----
  accounts                           -----  -----   -----    -----  ----- ----- ----- -----
  oauthStates                        -----  -----   -----    -----  ----- ----- ----- -----
  rateLimits                         -----  -----   -----    -----  ----- ----- ----- -----
  webhookRoutes                      -----  -----   -----    -----  ----- ----- ----- -----
  webhookEvents                      -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/publicViews              -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/orders/*/anything        -----  -----   -----    -----  ----- ----- ----- -----
  tenants/*/anything                 -----  -----   -----    -----  ----- ----- ----- -----
  anything                           -----  -----   -----    -----  ----- ----- ----- -----
`;

export interface Cell {
  collection: string;
  role: Role;
  operation: Operation;
  verdict: 'allowed' | 'denied';
}

const [, ...rows] = TABLE.split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '')
  .map((line) => line.split(/\s+/));

/** The collections that the table speaks of. */
export const COLLECTIONS = rows.map(([collection = '']) => collection);

/** One per role, collection and operation. */
export const CELLS: Cell[] = rows.flatMap(([collection = '', ...columns]) =>
  ROLES.flatMap((role, column) =>
    OPERATIONS.map((operation, place): Cell => {
      const letter = columns[column]?.[place];
      if (letter !== '-' && letter !== operation[0])
        throw new Error(`${collection}, ${role}: "${columns[column]}" is not made of "glcud" and "-"`);
      return { collection, role, operation, verdict: letter === '-' ? 'denied' : 'allowed' };
    }),
  ),
);
