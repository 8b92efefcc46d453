import { Failure } from '../../model/failure';
import type { CustomerDetails } from '../provider';
import type { Shop } from './shop';
import { createdCustomer, customers, type WireCustomer } from './wire';

const PAGE = 100;

const folded = (text: string | undefined) => text?.trim().toLowerCase() || undefined;

/** Ten digits are a number of North America, with and without the country's 1. */
function digits(phone: string | undefined): string | undefined {
  const all = (phone ?? '').replace(/\D/g, '');
  return (all.length === 11 && all.startsWith('1') ? all.slice(1) : all) || undefined;
}

function isSame(row: WireCustomer, { email, phone }: CustomerDetails): boolean {
  const [mail, number] = [folded(email), digits(phone)];
  const byMail = mail !== undefined && folded(row.email) === mail;
  const byPhone = number !== undefined && [row.phone, row.phone2].some((one) => digits(one) === number);
  // Two people of one household share a phone, hardly ever an address.
  return byMail || (byPhone && (mail === undefined || folded(row.email) === undefined));
}

/** POST /customer/search. What `query` looks at is not known, so each answer is checked here. */
async function find(shop: Shop, details: CustomerDetails): Promise<WireCustomer | undefined> {
  const { email, phone, name } = details;
  const questions = [email?.trim(), digits(phone), name?.trim()].filter(
    (one) => one !== undefined && one !== '',
  );
  for (const query of new Set(questions)) {
    const rows = await shop.client.search('/customer/search', customers, { page: 1, pageSize: PAGE, query });
    const same = rows.find((row) => isSame(row, details));
    if (same) return same;
  }
  return undefined;
}

function namesOf(name: string | undefined): { name_first: string; name_last: string } {
  const [first = 'Online', ...rest] = (name ?? '').trim().split(/\s+/).filter(Boolean);
  return { name_first: first, name_last: rest.join(' ') || 'Customer' };
}

/**
 * POST /customer. No birth date is sent, since none is known and an invented one would be a hole in the age check:
 * where Alleaves wants one, it refuses, and the order goes out under the customer for online orders.
 */
export async function upsertCustomer(shop: Shop, details: CustomerDetails): Promise<string> {
  const { name, phone, email } = details;
  if (!folded(email) && !digits(phone))
    throw new Failure('rejected', 'Alleaves can find a shopper again by e-mail or phone only.', {
      advice: 'Ask for one of them in the storefront, or send the order without the customer.',
    });
  const known = await find(shop, details);
  if (known) return String(known.id_customer);
  const body = { ...namesOf(name), phone: phone ?? '', email: email?.trim() ?? '' };
  return String((await shop.client.post('/customer', createdCustomer, body)).id_customer);
}
