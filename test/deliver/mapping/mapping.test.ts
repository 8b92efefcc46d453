import type { PulledItem } from '../../../functions/src/model/pulled';
import { freshCapability, freshState } from '../../../functions/src/model/pullState';
import {
  importMapping,
  linkOne,
  linkSuggested,
  unlinkOne,
} from '../../../functions/src/deliver/mapping/changeMapping';
import { inheritLinks } from '../../../functions/src/deliver/mapping/inheritLinks';
import { exportMapping, listMapping } from '../../../functions/src/deliver/mapping/listMapping';
import { linksChanged } from '../../../functions/src/deliver/linksChanged';
import { searchPos } from '../../../functions/src/deliver/mapping/searchPos';
import * as seed from '../../simulators/loyverse/seed';
import { anItem } from '../../plan/mapping/shelves';
import { aConnection, anOrder } from '../../support/orders';
import { loyverseShop, ORDER } from '../../support/shop';

type Shop = ReturnType<typeof loyverseShop>;

function pulled({ world }: Shop, connectionId: string, items: readonly PulledItem[]): void {
  for (const item of items) world.pulled.records.set(`${connectionId}/catalog/${item.id}`, { ...item });
  const state = freshState();
  state.capabilities.catalog = { ...freshCapability(), lastCompleteAt: world.clock };
  world.pulled.states.set(connectionId, { state, version: 1 });
}

/** Three products, three items; a second connection of the same account, and one of another. */
function mappedShop() {
  const shop = loyverseShop();
  const { world, connection } = shop;
  world.linkRows.set('c1', {});
  for (const [id, data] of Object.entries({
    soup: { name: 'Lentil soup', sku: 'SOUP', price: 650 },
    tea: { name: 'Tea', price: 200 },
    dal: { name: 'Dal' },
  }))
    world.putProduct('demo', id, data);
  const items = [
    anItem('i', { name: 'Linsensuppe', sku: 'soup', price: 650 }),
    anItem('t', { name: 'TEA', price: 200 }),
    anItem('x', { name: 'Samosa', price: 300 }),
  ];
  const { accountId, provider } = connection;
  world.connectionRows.set('c2', aConnection({ id: 'c2', provider, accountId, locationId: 'second' }));
  world.connectionRows.set('c3', aConnection({ id: 'c3', provider, accountId: 'other' }));
  pulled(shop, 'c1', items);
  return { ...shop, items, links: (id = 'c1') => world.linkRows.get(id) ?? {} };
}

const toTea = { subject: { productId: 'tea' }, posVariationId: 't-1', unverified: false } as const;

describe('the mapping of a connection', () => {
  it('is listed in pages, with suggestions and counts, and the pages together are all of it', async () => {
    const { world, connection } = mappedShop();
    const first = await listMapping(world, connection, { limit: 2 });
    expect(first.counts).toEqual({ mapped: 0, unmapped: 3, suspicious: 0 });
    const second = await listMapping(world, connection, { limit: 2, cursor: first.next });
    expect(second.next).toBeUndefined();
    const best = [...first.rows, ...second.rows].map(({ sellable, suggestions: [one] }) => [
      sellable.key,
      one?.offer.variationId,
      one?.score,
    ]);
    expect(best).toEqual([
      ['p:dal', undefined, undefined],
      ['p:soup', 'i-1', 0.925],
      ['p:tea', 't-1', 0.7],
    ]);
  });

  it('does not go on with a cursor of another list', async () => {
    const { world, connection } = mappedShop();
    const { next } = await listMapping(world, connection, { limit: 1, status: 'unmapped' });
    const ask = (cursor: string | undefined) => listMapping(world, connection, { limit: 1, cursor });
    await expect(ask(next)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(ask('bm90IG91cnM')).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('shows a link at once, although menu and catalog may be a minute old', async () => {
    const { world, connection } = mappedShop();
    await listMapping(world, connection, { limit: 9 });
    await linkOne(world, connection, { ...toTea, scope: 'connection' });
    const { counts } = await listMapping(world, connection, { limit: 9, status: 'mapped' });
    expect(counts.mapped).toBe(1);
  });

  it('refuses what is known not to exist, and looks again before it says so', async () => {
    const { world, connection, links } = mappedShop();
    await listMapping(world, connection, { limit: 9 });
    const scope = 'connection';
    const link = (productId: string, posVariationId: string, unverified = false) =>
      linkOne(world, connection, { subject: { productId }, posVariationId, scope, unverified });
    await expect(link('nothing', 't-1')).rejects.toMatchObject({ code: 'refused' });
    await expect(link('tea', 'nothing')).rejects.toMatchObject({ code: 'refused' });
    world.putProduct('demo', 'new', { name: 'New' });
    world.clock += 5_000;
    await link('new', 't-1');
    await link('tea', 'just-made', true);
    expect(Object.keys(links())).toEqual(['p:new', 'p:tea']);
  });

  it('links in bulk what is sure, and with a dry run nothing', async () => {
    const { world, connection, links } = mappedShop();
    const request = { minScore: 0.9, scope: 'connection' } as const;
    const dry = await linkSuggested(world, connection, { ...request, dryRun: true });
    expect([dry.picks.length, links()]).toEqual([1, {}]);
    await linkSuggested(world, connection, { ...request, dryRun: false });
    expect(links()).toEqual({
      'p:soup': { itemId: 'i', variationId: 'i-1', name: 'Linsensuppe', sku: 'soup', own: true },
    });
  });

  it('goes out as a file and comes back filled in; bad rows are named, good ones linked', async () => {
    const { world, connection, links } = mappedShop();
    const csv = await exportMapping(world, connection);
    const filled = csv
      .replace('tea,,,,,', 'tea,,,t,t-1,')
      .replace('dal,,,,,', 'dal,,,,gone,')
      .concat('nothing,,,,t-1,,,\r\n');
    const scope = 'connection';
    const request = { csv: filled, scope, unverified: false } as const;
    const expected = {
      linked: 1,
      same: 0,
      blank: 1,
      elsewhere: [],
      errors: [
        { line: 2, message: 'the POS has no such item' },
        { line: 5, message: 'the menu has no such product' },
      ],
    };
    expect(await importMapping(world, connection, { ...request, dryRun: true })).toEqual(expected);
    expect(links()).toEqual({});
    expect(await importMapping(world, connection, { ...request, dryRun: false })).toEqual(expected);
    expect(links()).toMatchObject({ 'p:tea': { variationId: 't-1' } });
    expect(await importMapping(world, connection, { ...request, dryRun: false })).toMatchObject({
      linked: 0,
      same: 1,
    });
  });

  it('refuses a file that is no list of links as a whole', async () => {
    const { world, connection } = mappedShop();
    const request = { csv: 'a,b\n1,2', scope: 'connection', dryRun: false, unverified: false } as const;
    await expect(importMapping(world, connection, request)).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  it('makes room before a table grows too large', async () => {
    const { world, connection } = mappedShop();
    const rows = Array.from({ length: 2_500 }, (_, n) => `m${n},v${n}`);
    const csv = ['modifier_id,pos_variation_id', ...rows].join('\n');
    const request = { csv, scope: 'connection', dryRun: false, unverified: true } as const;
    expect(await importMapping(world, connection, request)).toMatchObject({ linked: 2_500, errors: [] });
    expect(world.connectionRows.get('c1')?.linkShards).toBe(4);
  });
});

describe('a link for the whole account', () => {
  it('holds at all its connections, except where one has its own, and at no other account’s', async () => {
    const { world, connection, links } = mappedShop();
    world.linkRows.set('c2', { 'p:tea': { variationId: 'mine', own: true } });
    const elsewhere = await Promise.all([
      linkOne(world, connection, { ...toTea, scope: 'account' }),
      linkOne(world, connection, { ...toTea, subject: { productId: 'dal' }, scope: 'account' }),
    ]);
    expect(elsewhere.map((one) => one.elsewhere)).toEqual([
      [{ connectionId: 'c2', changed: 0, kept: 1, notSold: 0 }],
      [{ connectionId: 'c2', changed: 1, kept: 0, notSold: 0 }],
    ]);
    expect(Object.keys(links('c2'))).toEqual(['p:tea', 'p:dal']);
    expect(links('c2')['p:tea']?.variationId).toBe('mine');
    expect(links('c3')).toEqual({});
  });

  it('is not copied to a location that does not sell the item', async () => {
    const shop = mappedShop();
    const { world, connection, links } = shop;
    pulled(shop, 'c2', [anItem('other', { name: 'Other' }), anItem('t', { name: 'TEA', available: false })]);
    const { elsewhere } = await linkOne(world, connection, { ...toTea, scope: 'account' });
    expect(elsewhere).toEqual([{ connectionId: 'c2', changed: 0, kept: 0, notSold: 1 }]);
    expect(links('c2')).toEqual({});
  });

  it('holds again where an exception ends, and goes everywhere but where there is one', async () => {
    const { world, connection, links } = mappedShop();
    await linkOne(world, connection, { ...toTea, scope: 'account' });
    const second = world.connectionRows.get('c2') ?? connection;
    await linkOne(world, second, { ...toTea, posVariationId: 'x-1', scope: 'connection', unverified: true });
    expect(links('c2')['p:tea']).toMatchObject({ variationId: 'x-1', own: true });
    await unlinkOne(world, second, { productId: 'tea' }, 'connection');
    expect(links('c2')['p:tea']).toMatchObject({ variationId: 't-1' });
    expect(links('c2')['p:tea']?.own).toBeUndefined();
    await unlinkOne(world, connection, { productId: 'tea' }, 'account');
    expect([links('c1'), links('c2')]).toEqual([{}, {}]);
  });
});

it('a new connection of the account takes over its links, but no exceptions, and keeps what it has', async () => {
  const { world, links } = mappedShop();
  world.linkRows.set('c1', {
    'p:soup': { variationId: 'i-1', pushedPrice: 650 },
    'p:tea': { variationId: 't-1', own: true },
    'p:dal': { variationId: 'x-1' },
  });
  world.linkRows.set('c2', { 'p:dal': { variationId: 'mine' } });
  const second = world.connectionRows.get('c2');
  expect(second && (await inheritLinks(world, second))).toBe(1);
  expect(links('c2')).toEqual({ 'p:soup': { variationId: 'i-1' }, 'p:dal': { variationId: 'mine' } });
});

describe('searching the POS', () => {
  it('finds what was pulled without asking the POS', async () => {
    const { world, connection, loyverse } = mappedShop();
    const found = await searchPos(world, connection, { text: 'linsen' });
    expect([found.from, found.offers.map(({ variationId }) => variationId)]).toEqual(['pulled', ['i-1']]);
    expect(loyverse.calls).toEqual([]);
  });

  it('asks the POS for what was not pulled', async () => {
    const { world, connection } = mappedShop();
    const found = await searchPos(world, connection, { text: 'latte' });
    expect(found.from).toBe('pos');
    expect(found.offers.map(({ variationId }) => variationId)).toContain(seed.LATTE_ID);
  });
});

it('sends an order that waited for the link', async () => {
  const { world, connection, links } = mappedShop();
  world.linkRows.set('c1', { 'm:bread': { variationId: seed.OAT_OPTION_ID } });
  world.put(ORDER, anOrder());
  await world.settle();
  expect(world.badge(ORDER, 'c1')?.status).toBe('needs_mapping');
  const before = links();
  const request = {
    subject: { productId: 'soup' },
    posVariationId: seed.LATTE_ID,
    unverified: true,
  } as const;
  await linkOne(world, connection, { ...request, scope: 'connection' });
  await linksChanged(world, 'demo', 'c1', before, links());
  await world.settle();
  expect(world.badge(ORDER, 'c1')?.status).toBe('synced');
});
