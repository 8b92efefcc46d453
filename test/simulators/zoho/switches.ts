import type { DataCenter } from './door/hosts';
import * as seed from './seed';

/** Where nobody has established what Zoho does, or where organizations differ: a test chooses. */
export interface Switches {
  /** Where both accounts live. Requests with another data center's host name are turned away. */
  dataCenter: DataCenter;
  /** Calls of one organization in any 60 s; one more blocks it. */
  callsPerMinute: number;
  /** How long the organization is blocked then. */
  blockSeconds: number;
  /** The plan's calls from midnight to midnight; Standard has 2500. */
  callsPerDay: number;
  /** Calls of one organization at the same time: 5 on the free plan, 10 on paid ones. */
  callsInFlight: number;
  /** The most rows of a page, whatever is asked for. */
  pageRows: number;
  /** Access tokens from one refresh token in ten minutes. */
  tokensPerTenMinutes: number;
  /** Registered redirect addresses; absent: any https address, and http on this machine. */
  redirectUris?: readonly string[];
  /** Who sits in front of the consent page, and what they click. */
  consent: { userId: string; allow: boolean };
  /** The trial or the plan's order quota is used up: no new orders. */
  planOver: boolean;
  /** Query filters that this organization silently ignores: it answers the full list. */
  ignoredFilters: readonly string[];
  /** HTTP status when a body names an id which does not exist. */
  unknownReference: 400 | 404;
  /** Whether tax is rounded on each line, or once per tax over all lines. */
  taxRounding: 'line' | 'transaction';
  /** What confirming the confirmed, voiding the void and so on does. */
  repeatedStatus: 'accepted' | 'refused';
  /** Lines with a name and a rate but without `item_id`. */
  linesWithoutItem: 'refused' | 'accepted';
  /** The key of a created or edited order: live, or as in the published specification. */
  orderKey: 'salesorder' | 'sales_order';
  /** Item groups and composite items are read at the top level of the reply instead of under a key. */
  topLevelDetail: boolean;
  /** Invoice totals and stock by location come as text. */
  amountsAsText: boolean;
  /** What `/locations` says when an organization has no locations. */
  locationsOff: 'empty' | 'refused';
}

export const DEFAULTS: Readonly<Switches> = {
  dataCenter: seed.DATA_CENTER,
  callsPerMinute: 100,
  blockSeconds: 1800,
  callsPerDay: 2500,
  callsInFlight: 10,
  pageRows: 200,
  tokensPerTenMinutes: 10,
  consent: { userId: seed.USER_ID, allow: true },
  planOver: false,
  ignoredFilters: [],
  unknownReference: 400,
  taxRounding: 'line',
  repeatedStatus: 'accepted',
  linesWithoutItem: 'refused',
  orderKey: 'salesorder',
  topLevelDetail: false,
  amountsAsText: false,
  locationsOff: 'empty',
};
