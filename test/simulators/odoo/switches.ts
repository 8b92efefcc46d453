/** Where installations differ, or where nobody has established what Odoo does: a test chooses. */
export interface Switches {
  /** Installed modules; the models of all others do not exist. `base` is always there. */
  modules: readonly string[];
  /** Calls to one database in one second before a proxy answers 429. Self-hosted Odoo has no limit. */
  callsPerSecond: number;
  /** Odoo Online: the version text is `saas~18.2` and the like. */
  saas: boolean;
  /** The host serves one database only: JSON-2 works without `X-Odoo-Database`. */
  singleDatabase: boolean;
  /**
   * How a draft is resent on 18: early releases want `id`, late ones want `access_token`. 19 is always late.
   */
  release18: 'early' | 'late';
  /** The server has wkhtmltopdf, so that orders can be invoiced. */
  pdfTool: boolean;
  /**
   * What Odoo silently ignores (an unknown customer of an order, say) is refused. Lenient: it is ignored as in Odoo.
   * It counts as a violation either way.
   */
  silentlyIgnored: 'refuse' | 'ignore';
}

export const MODULES = [
  'point_of_sale',
  'product',
  'stock',
  'account',
  'loyalty',
  'pos_loyalty',
  'sale',
  'base_automation',
] as const;

export const DEFAULTS: Readonly<Switches> = {
  modules: MODULES,
  callsPerSecond: Infinity,
  saas: false,
  singleDatabase: false,
  release18: 'late',
  pdfTool: false,
  silentlyIgnored: 'refuse',
};
