import type { Connection } from '../../model/connection';
import type { MenuDocument } from '../../plan/mapping/sellable';
import type { ModifierOption } from '../../plan/mapping/offer';

/** What mapping reads beside links and pulled items. */
export interface Menus {
  /** The storefront's products in the order of their ids, after one of them; only the fields that mapping reads. */
  page(tenantId: string, after: string | undefined, limit: number): Promise<MenuDocument[]>;
  /** Options of the POS's modifier lists, as the last pull left them. */
  options(connection: Connection): Promise<ModifierOption[]>;
}
