import { Money } from './arithmetic';
import { addItem } from './catalog/stocking';
import { BLANK_CONTACT, blankAddress } from './contacts/contact';
import { Organization, type Profile } from './organization';
import type { Contact, Place, Pricebook } from './records';
import * as seed from './seed';
import { stamp } from './timestamps';

const KOLKATA = { name: 'Asia/Kolkata', offsetMinutes: 330 };
const PORT_OF_SPAIN = { name: 'America/Port_of_Spain', offsetMinutes: -240 };

const FIRST: Profile = {
  id: seed.ORGANIZATION_ID,
  name: 'Mango House Grill',
  isDefault: true,
  zone: KOLKATA,
  places: 'locations',
  idPrefix: seed.ID_PREFIXES.first,
};
const SECOND: Profile = {
  id: seed.SECOND_ORGANIZATION_ID,
  name: 'Mango House Catering',
  isDefault: false,
  zone: KOLKATA,
  places: 'warehouses',
  idPrefix: seed.ID_PREFIXES.second,
};
const OTHER: Profile = {
  id: seed.OTHER_ORGANIZATION_ID,
  name: 'Tea Corner',
  isDefault: true,
  zone: PORT_OF_SPAIN,
  places: 'none',
  idPrefix: seed.ID_PREFIXES.other,
};

const place = (id: string, name: string, isPrimary = false): Place => ({
  ...{ id, name, isPrimary },
  type: 'general',
});

interface Person {
  email?: string;
  phone?: string;
  first?: string;
  last?: string;
}

function addContact(
  organization: Organization,
  contact: Partial<Contact> & Pick<Contact, 'contact_id' | 'contact_name'>,
  { email = '', phone = '', first = '', last = '' }: Person = {},
): void {
  const time = stamp(seed.SEEDED_AT, organization.profile.zone);
  const person = {
    contact_person_id: organization.newId(),
    ...{ first_name: first, last_name: last, email, phone, mobile: '', is_primary_contact: true },
  };
  organization.contacts.set(contact.contact_id, {
    ...BLANK_CONTACT,
    currency_code: organization.money.currency,
    contact_persons: [person],
    billing_address: blankAddress(organization.newId()),
    shipping_address: blankAddress(organization.newId()),
    created_time: time,
    last_modified_time: time,
    ...contact,
  });
}

function addPricebook(organization: Organization, list: Partial<Pricebook>, pricebook_id: string): void {
  organization.pricebooks.set(pricebook_id, {
    pricebook_id,
    name: '',
    description: '',
    currency_id: seed.CURRENCY_ID,
    currency_code: organization.money.currency,
    status: 'active',
    is_default: false,
    sales_or_purchase_type: 'sales',
    pricebook_type: 'fixed_percentage',
    percentage: 0,
    is_increase: false,
    rounding_type: 'no_rounding',
    decimal_place: organization.money.decimals,
    pricing_scheme: 'unit',
    pricebook_items: [],
    ...list,
  });
}

function fillContacts(organization: Organization): void {
  const named = (contact_id: string, contact_name: string) => ({ contact_id, contact_name });
  const ana = { email: 'ana@example.com', phone: '+52 55 000 4411', first: 'Ana', last: 'Diaz' };
  addContact(organization, named(seed.WALK_IN_CONTACT_ID, 'Walk-in customer'));
  addContact(organization, named(seed.ANA_CONTACT_ID, 'Ana Diaz'), ana);
  const gone = { ...named(seed.INACTIVE_CONTACT_ID, 'Bo Gone'), status: 'inactive' as const };
  addContact(organization, gone, { email: 'bo@example.com' });
  const vendor = { ...named(seed.VENDOR_CONTACT_ID, 'Diaz Farm'), contact_type: 'vendor' as const };
  addContact(organization, vendor, { email: 'ana@example.com' });
}

function fillSettings(organization: Organization): void {
  organization.places = [
    place(seed.LOCATION_ID, 'Ariapita Ave', true),
    place(seed.SECOND_LOCATION_ID, 'Airport'),
    { id: seed.STORE_ROOM_ID, name: 'Store room', type: 'line_item_only', isPrimary: false },
  ];
  const plain = { tax_type: 'tax' as const, is_default_tax: false };
  organization.taxes = [
    { tax_id: seed.VAT_ID, tax_name: 'VAT', tax_percentage: 12.5, ...plain, is_default_tax: true },
    { tax_id: seed.GST_ID, tax_name: 'GST5', tax_percentage: 5, ...plain },
    { tax_id: seed.TAX_GROUP_ID, tax_name: 'GST18', tax_percentage: 18, ...plain, tax_type: 'tax_group' },
  ];
  organization.categories = [
    { category_id: seed.FOOD_CATEGORY_ID, name: 'Food' },
    { category_id: seed.DRINKS_CATEGORY_ID, name: 'Drinks' },
  ];
  const bridge = { customfield_id: seed.BRIDGE_FIELD_ID, api_name: seed.BRIDGE_FIELD, label: 'Bridge order' };
  const menu = { customfield_id: seed.MENU_FIELD_ID, api_name: seed.MENU_FIELD, label: 'Menu' };
  organization.customFields = [
    { ...bridge, module: 'salesorders' },
    { ...menu, module: 'items' },
  ];
}

function firstOrganization(money: Money, now: () => number): Organization {
  const organization = new Organization(FIRST, money, now);
  const time = stamp(seed.SEEDED_AT, FIRST.zone);
  fillSettings(organization);
  fillContacts(organization);
  organization.groups.set(seed.LATTE_GROUP_ID, {
    group_id: seed.LATTE_GROUP_ID,
    group_name: 'Latte',
    ...{ brand: '', unit: 'pcs', description: '', tax_id: seed.GST_ID, status: 'active' },
    attribute_name1: 'Size',
    created_time: time,
    last_modified_time: time,
  });
  for (const item of seed.ITEMS) addItem(organization, item, seed.SEEDED_AT);
  addPricebook(organization, { name: 'Happy hour', percentage: 10 }, seed.HAPPY_HOUR_ID);
  const priced = (item_id: string, price: number) => ({
    ...{ pricebook_item_id: organization.newId(), item_id },
    pricebook_rate: money.major(price),
  });
  const pricebook_items = [priced(seed.LEMONADE_ID, 300), priced(seed.LATTE_LARGE_ID, 500)];
  const perItem = { name: 'Online', pricebook_type: 'per_item' as const, pricebook_items };
  addPricebook(organization, perItem, seed.ONLINE_PRICES_ID);
  return organization;
}

function secondOrganization(money: Money, now: () => number): Organization {
  const organization = new Organization(SECOND, money, now);
  organization.places = [
    place(seed.WAREHOUSE_ID, 'Central kitchen', true),
    place(seed.SECOND_WAREHOUSE_ID, 'Cold store'),
  ];
  return organization;
}

function otherOrganization(money: Money, now: () => number): Organization {
  const organization = new Organization(OTHER, money, now);
  addContact(organization, { contact_id: seed.OTHER_WALK_IN_CONTACT_ID, contact_name: 'Walk-in customer' });
  for (const item of seed.OTHER_ITEMS) addItem(organization, item, seed.SEEDED_AT);
  return organization;
}

/** The organizations at their seeded start. */
export function seededOrganizations(currency: string, now: () => number): Organization[] {
  const money = new Money(currency);
  return [firstOrganization(money, now), secondOrganization(money, now), otherOrganization(money, now)];
}
