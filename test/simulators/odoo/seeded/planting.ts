import type { Database } from '../orm/database';
import type { Environment } from '../orm/environment';
import type { Row } from '../orm/row';
import { create } from '../orm/writing';
import type { Instance } from '../instance';
import { ADMIN_UID, SEEDED_AT } from '../seed';

/** Puts records with ids of their own into a new database. */
export interface Planting {
  env: Environment;
  plant: (model: string, id: number, values: Record<string, unknown>) => Row;
}

/** The administrator exists before everything else: somebody must have made it. */
export function planting(instance: Instance, database: Database, companyIds: readonly number[]): Planting {
  const admin = {
    uid: ADMIN_UID,
    login: 'admin',
    password: `${database.name}-admin`,
    keys: new Set<string>(),
    role: 'manager' as const,
  };
  database.users.push(admin);
  database.table('res.users').put({
    ...{ id: ADMIN_UID, name: 'Administrator', login: 'admin', email: 'owner@example.com', active: true },
    ...{ company_id: companyIds[0] ?? false, company_ids: companyIds, lang: 'en_US', tz: 'UTC' },
  });
  const context = { create_product_product: false };
  const env = instance.environment(database, admin, context, Date.parse(SEEDED_AT));
  return plantingIn(env);
}

/** Into a database that is there already. */
export const plantingIn = (env: Environment): Planting => ({
  env,
  plant: (model, id, values) => create(env, model, values, id),
});
