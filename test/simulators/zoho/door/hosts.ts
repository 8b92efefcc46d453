/** https://www.zoho.com/accounts/protocol/oauth/multi-dc.html : each account lives in exactly one data center. */
export const HOSTS = {
  us: { accounts: 'accounts.zoho.com', api: 'www.zohoapis.com' },
  eu: { accounts: 'accounts.zoho.eu', api: 'www.zohoapis.eu' },
  in: { accounts: 'accounts.zoho.in', api: 'www.zohoapis.in' },
  au: { accounts: 'accounts.zoho.com.au', api: 'www.zohoapis.com.au' },
  jp: { accounts: 'accounts.zoho.jp', api: 'www.zohoapis.jp' },
  ca: { accounts: 'accounts.zohocloud.ca', api: 'www.zohoapis.ca' },
  sa: { accounts: 'accounts.zoho.sa', api: 'www.zohoapis.sa' },
  cn: { accounts: 'accounts.zoho.com.cn', api: 'www.zohoapis.com.cn' },
  uk: { accounts: 'accounts.zoho.uk', api: 'www.zohoapis.uk' },
  ae: { accounts: 'accounts.zoho.ae', api: 'www.zohoapis.ae' },
} as const;
export type DataCenter = keyof typeof HOSTS;

/** Whether a `Host` header names a data center other than this one; other host names (loopback) are at home. */
export function isElsewhere(host: string | undefined, dataCenter: DataCenter): boolean {
  const name = host?.replace(/:\d+$/, '');
  return Object.entries(HOSTS).some(
    ([key, { accounts, api }]) => key !== dataCenter && (name === accounts || name === api),
  );
}
