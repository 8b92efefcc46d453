import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { foldBarcode, foldName, foldSku } from '../../plan/mapping/fold';
import type { Offer } from '../../plan/mapping/offer';
import { fullName } from '../../plan/mapping/sellable';
import { manifestOf } from '../../providers/manifests';
import { discreet } from '../discretion';
import { Recorder } from '../recorder';
import { accessTo, withSession } from '../session';
import type { World } from '../world';
import { shelfOf } from './shelf';

const MOST = 50;
/** A person waits for the list. */
const LONGEST_MS = 30_000;

export type PosQuery = { text: string } | { sku: string };

export interface FoundOffers {
  /** `pulled`: as the last pull left them. `pos`: asked of the POS now. */
  from: 'pulled' | 'pos';
  offers: Offer[];
}

/** A SKU or barcode as it is; of words all must stand in the name. */
function isHit(query: PosQuery): (offer: Offer) => boolean {
  if ('sku' in query) {
    const [sku, barcode] = [foldSku(query.sku), foldBarcode(query.sku)];
    return (offer) =>
      (sku !== '' && foldSku(offer.sku ?? '') === sku) ||
      (barcode !== '' && foldBarcode(offer.barcode ?? '') === barcode);
  }
  const words = foldName(query.text).split(' ').filter(Boolean);
  return (offer) => {
    const name = foldName(fullName(offer));
    return words.length > 0 && words.every((word) => name.includes(word));
  };
}

async function askPos(world: World, connection: Connection, query: PosQuery): Promise<Offer[]> {
  const manifest = manifestOf(connection.provider);
  if (!manifest?.can.includes('searchItems') || connection.status !== 'active') return [];
  // Looking something up is not urgent: orders and prices keep their calls.
  const pay = () => world.pacer.spend(world, connection, manifest, 'pulls', false);
  const { http } = new Recorder(world.http, () => world.now(), world.now() + LONGEST_MS, pay);
  try {
    const access = await accessTo(world, connection, http);
    const found = await withSession(world, access, async (session) => session.searchItems?.(query) ?? []);
    return found.map(({ taxIds: _taxIds, ...item }): Offer => ({ kind: 'item', ...item }));
  } catch (thrown) {
    throw await discreet(Failure.from(thrown), world, connection, undefined);
  }
}

/**
 * Items of the POS by words or by SKU: among what was pulled, and only where nothing is found there, in the POS itself.
 * @throws Failure when the POS was asked and cannot answer
 */
export async function searchPos(world: World, connection: Connection, query: PosQuery): Promise<FoundOffers> {
  const { offers } = await shelfOf(world, connection);
  const found = [...offers.values()].filter(isHit(query)).slice(0, MOST);
  if (found.length > 0) return { from: 'pulled', offers: found };
  return { from: 'pos', offers: (await askPos(world, connection, query)).slice(0, MOST) };
}
