import type { Instance } from '../instance';
import { Database } from '../orm/database';
import * as seed from '../seed';
import * as catalog from './catalog';
import { plantLoyalty, plantPricelists } from './offers';
import { plantCompany, plantCustomers, plantGround, plantUser, plantUsers } from './people';
import { planting } from './planting';
import { plantMethods, plantTill, plantTills, plantWarehouse } from './tills';

function firstDatabase(instance: Instance): Database {
  const database = new Database(seed.DATABASE);
  const { COMPANY_ID: first, SECOND_COMPANY_ID: second } = seed;
  const plot = planting(instance, database, [first, second]);
  // The users' companies must be there before anybody can speak for them.
  plantGround(plot);
  plantCompany(plot, first, 'Mango House Grill');
  plantCompany(plot, second, 'Mango House Airport');
  plantUsers(plot);
  plantCustomers(plot);
  catalog.plantTaxes(plot);
  catalog.plantCategories(plot);
  catalog.plantAttributes(plot);
  catalog.plantProducts(plot, seed.PRODUCTS);
  const { STOCK_LOCATION_ID, AIRPORT_LOCATION_ID } = seed;
  plantWarehouse(plot, { id: seed.WAREHOUSE_ID, code: 'WH', company_id: first, location: STOCK_LOCATION_ID });
  plantWarehouse(plot, {
    ...{ id: seed.AIRPORT_WAREHOUSE_ID, code: 'AIR', company_id: second, location: AIRPORT_LOCATION_ID },
  });
  catalog.plantStock(plot);
  plantPricelists(plot);
  plantTills(plot);
  plantLoyalty(plot);
  return database;
}

function otherDatabase(instance: Instance): Database {
  const database = new Database(seed.OTHER_DATABASE);
  const company_id = 1;
  const plot = planting(instance, database, [company_id]);
  plantGround(plot);
  plantCompany(plot, company_id, 'Tea Corner');
  const keys = new Set([seed.OTHER_API_KEY]);
  const { OTHER_UID: uid, OTHER_LOGIN: login, OTHER_PASSWORD: password } = seed;
  plantUser(plot, {
    ...{ user: { uid, login, password, keys, role: 'manager' }, email: login, companyIds: [company_id] },
  });
  catalog.plantProducts(plot, seed.OTHER_PRODUCTS);
  plantWarehouse(plot, { id: 1, code: 'WH', company_id, location: seed.STOCK_LOCATION_ID });
  plantMethods(plot, company_id, [{ id: seed.OTHER_ONLINE_METHOD_ID, name: 'Online', journal: 2 }]);
  plantTill(plot, {
    ...{ id: seed.OTHER_CONFIG_ID, name: 'Tea counter', company_id, warehouse: 1 },
    ...{ methods: [seed.OTHER_ONLINE_METHOD_ID], session: seed.OTHER_SESSION_ID, open: true },
  });
  return database;
}

/** Both databases at their seeded start. */
export function plantDatabases(instance: Instance): void {
  for (const database of [firstDatabase(instance), otherDatabase(instance)]) {
    database.journal.commit();
    instance.databases.push(database);
  }
}
