import type { Failure } from '../../../functions/src/model/failure';
import { change, ids, push, READ, Shelf, stale, usd, variation, WRITE } from './priced';
import { refusal, type Script } from './scripted';

/** One variation, pushed to 1200. */
const one = async (object: object | undefined, scope: 'location' | 'everywhere' = 'location') => {
  const script: Script = { [READ]: { json: { objects: object ? [object] : [] } }, [WRITE]: { json: {} } };
  return push(script, [change('V1', 1200)], { priceScope: scope });
};
const written = (pushed: Awaited<ReturnType<typeof one>>) => pushed.writes[0]?.body.batches[0]?.objects[0];
const at = (location_id: string, data: object) => ({ location_id, ...data });

describe('one price for Square', () => {
  it('stands in an override of the location; everything else goes back as it came', async () => {
    const other = at('L2', { price_money: usd(900), track_inventory: true });
    const object = variation('V1', { location_overrides: [other] });
    const pushed = await one(object);
    expect(written(pushed)).toEqual(
      variation('V1', {
        location_overrides: [other, at('L1', { price_money: usd(1200), pricing_type: 'FIXED_PRICING' })],
      }),
    );
    expect(pushed.outcomes).toEqual({ 'p:V1': 'done' });
    expect(pushed.requests.map(({ effect }) => effect)).toEqual([false, true]);
  });

  it('keeps the stock settings of an override that is there already', async () => {
    const own = at('L1', { track_inventory: true, inventory_alert_threshold: 3 });
    const pushed = await one(variation('V1', { location_overrides: [own] }));
    expect(written(pushed)).toMatchObject({
      item_variation_data: {
        price_money: usd(1000),
        location_overrides: [{ ...own, price_money: usd(1200), pricing_type: 'FIXED_PRICING' }],
      },
    });
  });

  it('is the base price where it holds everywhere', async () => {
    const pushed = await one(variation('V1'), 'everywhere');
    expect(written(pushed)).toEqual(variation('V1', { price_money: usd(1200) }));
  });

  it('is set in the location’s own override too where it holds everywhere: that one hides the base price', async () => {
    const overrides = [at('L1', { price_money: usd(1100) }), at('L2', { price_money: usd(900) })];
    const pushed = await one(variation('V1', { location_overrides: overrides }), 'everywhere');
    expect(written(pushed)).toMatchObject({
      item_variation_data: {
        price_money: usd(1200),
        location_overrides: [{ price_money: usd(1200) }, { price_money: usd(900) }],
      },
    });
  });

  it.each([
    ['by the base price', variation('V1', { price_money: usd(1200) }), 'location'],
    [
      'by its override',
      variation('V1', { location_overrides: [at('L1', { price_money: usd(1200) })] }),
      'location',
    ],
    ['everywhere', variation('V1', { price_money: usd(1200) }), 'everywhere'],
  ] as const)('that stands already %s costs no write', async (_how, object, scope) => {
    const { outcomes, writes } = await one(object, scope);
    expect([outcomes, writes]).toEqual([{ 'p:V1': 'unchanged' }, []]);
  });

  it.each([
    [
      'is typed in at the till',
      variation('V1', { pricing_type: 'VARIABLE_PRICING', price_money: undefined }),
    ],
    [
      'is typed in at the till of this location',
      variation('V1', { location_overrides: [at('L1', { pricing_type: 'VARIABLE_PRICING' })] }),
    ],
    ['belongs to a deleted item', variation('V1', {}, { is_deleted: true })],
    ['belongs to an item that is not there', undefined],
    ['belongs to an item that is sold elsewhere', variation('V1', {}, { absent_at_location_ids: ['L1'] })],
    ['is mapped to a whole item', { type: 'ITEM', id: 'V1', version: 1, item_data: {} }],
  ])('that %s is refused with advice, and nothing is written', async (_why, object) => {
    const { results, writes } = await one(object);
    expect(results).toEqual([
      {
        key: 'p:V1',
        outcome: 'refused',
        reason: expect.any(String) as string,
        advice: expect.stringMatching(/\w/) as string,
      },
    ]);
    expect(writes).toEqual([]);
  });

  it('is not guessed where two products of one variation disagree', async () => {
    const changes = [change('V1', 1200), { ...change('V1', 1300), key: 'p:twin' }, change('V2', 1400)];
    const { outcomes, writes } = await push(new Shelf(['V1', 'V2']).script(), changes);
    expect(outcomes).toEqual({ 'p:V1': 'refused', 'p:twin': 'refused', 'p:V2': 'done' });
    expect(writes[0]?.body.batches[0]?.objects.map(({ id }) => id)).toEqual(['V2']);
  });

  it('names the field when a variation comes without its data, and writes nothing back', async () => {
    const { thrown, writes } = await one({ type: 'ITEM_VARIATION', id: 'V1', version: 1 });
    expect((thrown as Failure).kind).toBe('unexpected');
    expect(writes).toEqual([]);
  });
});

describe('many prices for Square', () => {
  const pricesOf = (shelf: Shelf) => [...shelf.objects.values()].map((one) => JSON.stringify(one)).join();

  it('are read and written a thousand at a time, in batches of two hundred', async () => {
    const shelf = new Shelf(ids(1500));
    const { outcomes, requests, writes } = await push(
      shelf.script(),
      ids(1500).map((id) => change(id, 1200)),
    );
    expect(requests).toHaveLength(4);
    expect(writes.map(({ body }) => body.batches.map(({ objects }) => objects.length))).toEqual([
      [200, 200, 200, 200, 200],
      [200, 200, 100],
    ]);
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['done']));
  });

  it.each([
    ['names it', true, false, 3],
    ['does not name it', false, false, 5],
    ['refuses the whole call for it', false, true, 40],
  ])('are not stopped by a bad one when Square %s', async (_how, names, together, most) => {
    const shelf = Object.assign(new Shelf(ids(300)), { bad: new Set(['V7', 'V250']), names, together });
    const { outcomes, results, writes, thrown } = await push(
      shelf.script(),
      ids(300).map((id) => change(id, 1200)),
    );
    expect(thrown).toBeUndefined();
    expect(results).toHaveLength(300);
    expect(Object.keys(outcomes).filter((key) => outcomes[key] === 'refused')).toEqual(
      expect.arrayContaining(['p:V7', 'p:V250']),
    );
    expect(Object.values(outcomes).filter((outcome) => outcome === 'done')).toHaveLength(298);
    expect(pricesOf(shelf).match(/"amount":1200/g)).toHaveLength(298);
    expect(writes.length).toBeLessThanOrEqual(most);
  });

  it('repeat Square’s own words for the one that it refuses', async () => {
    const shelf = Object.assign(new Shelf(['V1', 'V2']), { bad: new Set(['V1']), names: true });
    const { results } = await push(shelf.script(), [change('V1', 1200), change('V2', 1200)]);
    expect(results.find(({ outcome }) => outcome === 'refused')).toMatchObject({
      reason: 'Square refuses the price (INVALID_VALUE: Object V1 is not valid.).',
    });
  });

  it('never go out twice under one key, nor differently under the same', async () => {
    const shelf = Object.assign(new Shelf(ids(40)), { bad: new Set(['V3', 'V9']) });
    const { writes } = await push(
      shelf.script(),
      ids(40).map((id) => change(id, 1200)),
    );
    const keys = writes.map(({ body }) => body.idempotency_key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => key.length <= 45)).toBe(true);
  });

  it('that somebody changed meanwhile are read again, and keep what somebody changed', async () => {
    const shelf = new Shelf(['V1']);
    const { [READ]: read, [WRITE]: write } = shelf.script();
    const meddled: Script = {
      [READ]: read!,
      [WRITE]: (seen) => {
        if (shelf.clock === 1)
          shelf.objects.set('V1', variation('V1', { name: 'Large' }, { version: ++shelf.clock }));
        return typeof write === 'function' ? write(seen) : {};
      },
    };
    const { outcomes, writes, lines } = await push(meddled, [change('V1', 1200)]);
    expect(outcomes).toEqual({ 'p:V1': 'done' });
    expect(lines()).toEqual([READ, WRITE, READ, WRITE]);
    expect(writes[1]?.body.idempotency_key).not.toBe(writes[0]?.body.idempotency_key);
    expect(shelf.objects.get('V1')?.item_variation_data).toMatchObject({ name: 'Large' });
  });

  it('that Square wrote although it complained count as done', async () => {
    const shelf = new Shelf(['V1']);
    const { [READ]: read, [WRITE]: write } = shelf.script();
    const complaining: Script = {
      [READ]: read!,
      [WRITE]: (seen) => {
        if (typeof write === 'function') write(seen);
        return stale;
      },
    };
    const { outcomes, writes } = await push(complaining, [change('V1', 1200)]);
    expect([outcomes, writes.length]).toEqual([{ 'p:V1': 'done' }, 1]);
  });

  it('that stay out of step for three more tries end as a conflict', async () => {
    const { [READ]: read } = new Shelf(['V1']).script();
    const { results, thrown, writes } = await push({ [READ]: read!, [WRITE]: stale }, [change('V1', 1200)]);
    expect([results, (thrown as Failure).kind, writes.length]).toEqual([[], 'conflict', 4]);
  });

  it.each([
    ['asks to slow down', refusal(429, 'RATE_LIMITED'), 'throttled'],
    ['is locked by another app', refusal(429, 'CONFLICT', 'Catalog locked by prior request.'), 'throttled'],
    ['has trouble', refusal(500, 'INTERNAL_SERVER_ERROR'), 'unavailable'],
    ['wants another sign-in', refusal(401, 'ACCESS_TOKEN_EXPIRED'), 'unauthorized'],
  ])('stop when Square %s; what is certain was told', async (_what, answer, kind) => {
    const objects = [variation('V1'), variation('V2', { price_money: usd(1200) })];
    const script = { [READ]: { json: { objects } }, [WRITE]: answer };
    const { outcomes, thrown } = await push(script, [change('V1', 1200), change('V2', 1200)]);
    expect([outcomes, (thrown as Failure).kind]).toEqual([{ 'p:V2': 'unchanged' }, kind]);
  });

  it('are told one by one when a lock stops the later batches of a call', async () => {
    const first = ids(200).map((id) => ({ id }));
    const errors = [{ category: 'RATE_LIMIT_ERROR', code: 'RATE_LIMITED', detail: 'Catalog locked.' }];
    const { [READ]: read } = new Shelf(ids(300)).script();
    const script = { [READ]: read!, [WRITE]: { json: { objects: first, errors } } };
    const { results, thrown } = await push(
      script,
      ids(300).map((id) => change(id, 1200)),
    );
    expect(results).toHaveLength(200);
    expect((thrown as Failure).kind).toBe('throttled');
  });

  it('whose reply was lost are found done, without a second write', async () => {
    const shelf = new Shelf(['V1']);
    const { [READ]: read, [WRITE]: write } = shelf.script();
    const losing: Script = {
      [READ]: read!,
      [WRITE]: (seen) => ({ ...(typeof write === 'function' ? write(seen) : {}), lost: true }),
    };
    const first = await push(losing, [change('V1', 1200)]);
    expect([first.results, (first.thrown as Failure).kind]).toEqual([[], 'unavailable']);
    const again = await push(shelf.script(), [change('V1', 1200)]);
    expect([again.outcomes, again.writes]).toEqual([{ 'p:V1': 'unchanged' }, []]);
  });
});
