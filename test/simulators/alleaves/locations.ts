import type { Company } from './company';
import type { Call, Endpoint } from './endpoint';
import type { Area, Location } from './records';
import { REGULATOR_CANARIES } from './seed';
import type { Switches } from './switches';

const [userKey, vendorKey, clientId, clientSecret] = REGULATOR_CANARIES;

/** Alleaves really sends keys of the regulator along. Their names here are made up, their values canaries. */
const REGULATOR = {
  metrc_user_api_key: userKey,
  metrc_vendor_api_key: vendorKey,
  state_client_id: clientId,
  state_client_secret: clientSecret,
};

const ADDRESS = {
  legal_name: 'Example Cannabis LLC',
  license: 'OCM-RETL-0001',
  metrc_facility_license_number: 'OCM-RETL-0001',
  address: '1 Main Street',
  city: 'Brooklyn',
  state: 'NY',
  postal_code: '11201',
  country: 'US',
};

const ABILITIES = {
  active: true,
  retail: true,
  pickup: true,
  delivery: true,
  curbside: false,
  kiosk: false,
  is_adult_use: true,
  is_medical_use: true,
  is_metrc: true,
};

/** Nobody younger is served while `prevent_underage_sale` is set. */
export const ADULT_YEARS = 21;

function configuration({ restrictOverrides }: Readonly<Switches>): Record<string, unknown> {
  return {
    payment_cash: true,
    payment_debit: true,
    sale_age_limit_adult: ADULT_YEARS,
    sale_age_limit_medical: 18,
    prevent_underage_sale: true,
    order_auto_expire_timeframe: 'no-expiration',
    rounding: 'none',
    restrict_price_overrides_for_discounted_products: restrictOverrides,
  };
}

interface AreaNode {
  id_area: number;
  id_parent: number | null;
  name: string;
  path: string;
  deleted: boolean;
  returnable: boolean;
  children: AreaNode[];
}

function tree(areas: readonly Area[], parentId: number | null): AreaNode[] {
  return areas
    .filter((area) => area.parentId === parentId)
    .map(({ id, name, path, type }) => ({
      id_area: id,
      id_parent: parentId,
      name,
      path,
      deleted: false,
      returnable: type === 'Retail',
      children: tree(areas, id),
    }));
}

function shown(company: Company, location: Location, switches: Readonly<Switches>): unknown {
  const areas = company.areas.filter((area) => area.locationId === location.id);
  return {
    id_location: location.id,
    location: location.name,
    reference: location.reference,
    timezone: location.timezone,
    ...ADDRESS,
    ...ABILITIES,
    ...REGULATOR,
    local_tax_percentage: switches.taxPercent,
    tax_group_list: [{ id_tax_group: 1000, name: 'Adult use' }],
    pos_configuration_list: [configuration(switches)],
    areas: tree(areas, null),
  };
}

const list = ({ company, switches }: Call): unknown =>
  company.locations.map((location) => shown(company, location, switches));

export const LOCATIONS: Endpoint[] = [{ method: 'GET', path: '/location', handle: list }];
