import type { Definition } from './orm/definition';
import { CONFIG_MODELS } from './pos/configs';
import { LINE_MODELS } from './pos/lines';
import { ORDER_MODEL } from './pos/orders';
import { SESSION_MODEL } from './pos/sessions';
import { WIZARD_MODEL } from './pos/wizard';
import { ATTRIBUTE_MODELS } from './shop/attributes';
import { CATEGORY_MODELS } from './shop/categories';
import { COMPANY_MODELS } from './shop/company';
import { LOYALTY_MODELS } from './shop/loyalty';
import { PARTNER_MODELS } from './shop/partners';
import { PRICELIST_MODELS } from './shop/pricelists';
import { VARIANT } from './shop/products';
import { SALES_MODELS } from './shop/salesOrders';
import { STOCK_MODELS } from './shop/stock';
import { TAX_MODELS } from './shop/taxes';
import { TEMPLATE } from './shop/templates';

/** Every model that the simulator knows, in all series. */
export const DEFINITIONS: readonly Definition[] = [
  ...COMPANY_MODELS,
  ...PARTNER_MODELS,
  ...TAX_MODELS,
  ...CATEGORY_MODELS,
  ...ATTRIBUTE_MODELS,
  ...[TEMPLATE, VARIANT],
  ...PRICELIST_MODELS,
  ...LOYALTY_MODELS,
  ...STOCK_MODELS,
  ...CONFIG_MODELS,
  ...[SESSION_MODEL, ORDER_MODEL, WIZARD_MODEL],
  ...LINE_MODELS,
  ...SALES_MODELS,
];
