import { modifierKey, productKey, type Links } from '../../functions/src/model/link';
import { readOrder } from '../../functions/src/model/order';
import { keysOf, resolveOrder } from '../../functions/src/plan/resolve';
import type { Manifest } from '../../functions/src/providers/manifest';
import { manifestOf } from '../../functions/src/providers/manifests';
import { aConnection, anOrder } from '../support/orders';

function orderOf(document: unknown) {
  const read = readOrder(document);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.order;
}
function manifest(id: string): Manifest {
  const found = manifestOf(id);
  if (!found) throw new Error(id);
  return found;
}

const SOUP = { variationId: 'V1' };
const BREAD = { variationId: 'M1' };
const links: Links = { [productKey('soup')]: SOUP, [modifierKey('bread')]: BREAD };
const order = orderOf(anOrder());
const resolve = (known: Links, settings = {}, provider = 'square') =>
  resolveOrder(order, known, aConnection({ settings }), manifest(provider));

describe('mapping an order', () => {
  it('gives every line and modifier its POS item', () => {
    expect(resolve(links)).toMatchObject({
      ok: true,
      push: { lines: [{ as: 'item', link: SOUP, modifiers: [{ link: BREAD }] }] },
    });
  });

  it('names every line and modifier that has none', () =>
    expect(resolve({})).toEqual({
      ok: false,
      missing: [
        { lineId: 'l1', key: 'm:bread', name: 'Lentil soup: Bread' },
        { lineId: 'l1', key: 'p:soup', name: 'Lentil soup' },
      ],
    }));

  it('does not sell a variation as its product', () => {
    const lines = [
      { id: 'l1', productId: 'soup', variationId: 'xl', name: 'Soup', quantity: 1, unitPrice: 3200 },
    ];
    const sized = orderOf(anOrder({ lines, fees: [], tip: 0 }));
    expect(resolveOrder(sized, links, aConnection(), manifest('square'))).toMatchObject({
      ok: false,
      missing: [{ key: 'p:soup:xl' }],
    });
  });

  it('sells unlinked lines by the fallback item, where one is chosen', () => {
    const fallbackItem = { variationId: 'F' };
    expect(resolve({}, { unmapped: 'fallback', fallbackItem })).toMatchObject({
      push: { lines: [{ as: 'fallback', link: fallbackItem }] },
    });
    expect(resolve({}, { unmapped: 'fallback' })).toMatchObject({ ok: false });
  });

  it('sells unlinked lines ad hoc only where the POS can', () => {
    expect(resolve({}, { unmapped: 'adhoc' })).toMatchObject({
      push: { lines: [{ as: 'adhoc' }] },
    });
    expect(resolve({}, { unmapped: 'adhoc' }, 'loyverse')).toMatchObject({ ok: false });
  });

  it('puts the storefront’s rounding among fees or discounts, so that the sum is exact', () => {
    const rounded = (total: number) =>
      resolveOrder(orderOf(anOrder({ total })), links, aConnection(), manifest('square'));
    expect(rounded(3201)).toMatchObject({
      push: { fees: [{ name: 'Delivery' }, { name: 'Rounding', amount: 1 }] },
    });
    expect(rounded(3199)).toMatchObject({ push: { discounts: [{ name: 'Rounding', amount: 1 }] } });
  });

  it('asks for each link once', () => expect(keysOf(order)).toEqual(['p:soup', 'm:bread']));
});
