import type { Call, Endpoint } from '../endpoint';
import type { Organization } from '../organization';
import type { Place } from '../records';
import { CODE, Refused } from '../refusal';
import { CURRENCY_ID } from '../seed';

function showOrganization({ profile, money }: Organization): object {
  return {
    organization_id: profile.id,
    name: profile.name,
    contact_name: 'Owner',
    email: 'owner@example.com',
    is_default_org: profile.isDefault,
    is_org_active: true,
    plan_name: 'STANDARD',
    plan_period: 'monthly',
    language_code: 'en',
    time_zone: profile.zone.name,
    currency_id: CURRENCY_ID,
    currency_code: money.currency,
    currency_symbol: money.currency,
    price_precision: money.decimals,
    fiscal_year_start_month: 'april',
  };
}

const address = { address: '', street_address1: '', city: '', state: '', country: '', zip: '' };

const showLocation = ({ id, name, type, isPrimary }: Place): object => ({
  location_id: id,
  location_name: name,
  type,
  parent_location_id: '',
  ...{ address, phone: '', email: '' },
  ...{ is_primary: isPrimary, is_primary_location: isPrimary },
  ...{ status: 'active', is_location_active: true },
});

const showWarehouse = ({ id, name, isPrimary }: Place): object => ({
  warehouse_id: id,
  warehouse_name: name,
  is_primary: isPrimary,
  status: 'active',
});

function locations({ organization, switches }: Call): object {
  const { profile, places } = organization;
  if (profile.places === 'locations') return { locations: places.map(showLocation) };
  if (switches.locationsOff === 'refused') throw new Refused(404, CODE.invalidUrl, 'Invalid URL Passed');
  return { locations: [] };
}

function warehouses({ organization: { profile, places } }: Call): object {
  return { warehouses: profile.places === 'warehouses' ? places.map(showWarehouse) : [] };
}

/** https://www.zoho.com/inventory/api/v1/organizations/ , /locations/ , /taxes/ : how an account is set up. */
export const SETTINGS: Endpoint[] = [
  {
    method: 'GET',
    path: '/organizations',
    scopes: ['settings.READ'],
    handle: ({ visible }) => ({ organizations: visible.map(showOrganization) }),
  },
  // One live account refused /locations to a token that had no scope for warehouses.
  { method: 'GET', path: '/locations', scopes: ['settings.READ', 'warehouses.READ'], handle: locations },
  { method: 'GET', path: '/settings/warehouses', scopes: ['settings.READ'], handle: warehouses },
  {
    method: 'GET',
    path: '/settings/taxes',
    scopes: ['settings.READ'],
    handle: ({ organization }) => ({ taxes: organization.taxes }),
  },
];
