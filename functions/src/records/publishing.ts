import type { Firestore } from 'firebase-admin/firestore';
import { driftIn } from './drift';
import { posCatalogIn } from './posCatalog';
import { posCustomersIn } from './posCustomers';
import { posOrdersIn } from './posOrders';
import { posStockIn } from './posStock';
import { publicViewsIn } from './publicViews';
import { storefrontMenuIn } from './storefrontMenu';

/** All that what follows from a pull is read from and written to. `productsPath`: see storefrontMenuIn. */
export function publishingIn(db: Firestore, productsPath: () => string) {
  return {
    catalog: posCatalogIn(db),
    views: publicViewsIn(db),
    stock: posStockIn(db),
    posOrders: posOrdersIn(db),
    customers: posCustomersIn(db),
    drift: driftIn(db),
    storefront: storefrontMenuIn(db, productsPath),
  };
}
