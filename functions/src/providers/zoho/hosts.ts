import { manifest } from './manifest';

/**
 * Every place where Zoho keeps accounts, and the only hosts that ever see a secret. `location` is what the sign-in page
 * calls it. https://www.zoho.com/accounts/protocol/oauth/multi-dc.html
 */
export const DATA_CENTERS = {
  com: { location: 'us', accounts: 'https://accounts.zoho.com', api: 'https://www.zohoapis.com' },
  eu: { location: 'eu', accounts: 'https://accounts.zoho.eu', api: 'https://www.zohoapis.eu' },
  in: { location: 'in', accounts: 'https://accounts.zoho.in', api: 'https://www.zohoapis.in' },
  au: { location: 'au', accounts: 'https://accounts.zoho.com.au', api: 'https://www.zohoapis.com.au' },
  jp: { location: 'jp', accounts: 'https://accounts.zoho.jp', api: 'https://www.zohoapis.jp' },
  // Not accounts.zoho.ca.
  ca: { location: 'ca', accounts: 'https://accounts.zohocloud.ca', api: 'https://www.zohoapis.ca' },
  sa: { location: 'sa', accounts: 'https://accounts.zoho.sa', api: 'https://www.zohoapis.sa' },
  cn: { location: 'cn', accounts: 'https://accounts.zoho.com.cn', api: 'https://www.zohoapis.com.cn' },
  uk: { location: 'uk', accounts: 'https://accounts.zoho.uk', api: 'https://www.zohoapis.uk' },
  ae: { location: 'ae', accounts: 'https://accounts.zoho.ae', api: 'https://www.zohoapis.ae' },
} as const;
export const DATA_CENTER_KEYS = ['com', 'eu', 'in', 'au', 'jp', 'ca', 'sa', 'cn', 'uk', 'ae'] as const;
export type DataCenter = (typeof DATA_CENTER_KEYS)[number];

export interface Hosts {
  accounts: string;
  api: string;
}

/** True where a stand-in (a simulator, a contract server) takes the place of every Zoho host. */
export const isStandIn = (baseUrl: string): boolean => baseUrl !== manifest.hosts.production;

/** Where the accounts server and the API of a data center are, without trailing slash. */
export function hostsOf(baseUrl: string, dataCenter: DataCenter): Hosts {
  return isStandIn(baseUrl) ? { accounts: baseUrl, api: baseUrl } : DATA_CENTERS[dataCenter];
}

/** The data center that has this value, exactly; undefined for a host or name that is not Zoho's. */
export function dataCenterBy(what: 'location' | 'accounts' | 'api', value: string): DataCenter | undefined {
  return DATA_CENTER_KEYS.find((key) => DATA_CENTERS[key][what] === value);
}
