import { pagesOf } from './fixtures';
import { asked, routes } from './scripted';
import { at, CHECKPOINT, GROUPS, ITEMS, item, page, session, SINCE } from './pulls';

const variant = (id: string, more: object = {}) =>
  item(id, { group_id: '20', group_name: 'Latte', attribute_option_name1: `Size ${id}`, ...more });

describe('the catalog of Zoho', () => {
  const group = {
    group_id: '20',
    group_name: 'Latte',
    items: [variant('21'), variant('22', { status: 'inactive' })],
  };

  it('is pulled whole: groups with their variants, then items on their own', async () => {
    const alone = item('1', {
      sku: 'A',
      rate: '2.50',
      purchase_rate: 1,
      description: 'Good',
      category_id: 'c',
      tax_id: 't',
      ...at('10:00:00'),
    });
    const { calls, operations } = session({
      [GROUPS]: page({ itemgroups: [group] }),
      [ITEMS]: [
        page({ items: [alone, variant('21')] }, true),
        page({ items: [item('2', { status: 'inactive' })] }),
      ],
    });
    const { records, last, pages } = await pagesOf(operations.pullCatalog({}));
    expect(records).toMatchObject([
      {
        id: '20',
        name: 'Latte',
        archived: false,
        variations: [
          { id: '21', name: 'Size 21', available: true },
          { id: '22', available: false },
        ],
      },
      {
        id: '1',
        description: 'Good',
        categoryIds: ['c'],
        taxIds: ['t'],
        variations: [{ id: '1', sku: 'A', price: 250, cost: 100, available: true }],
        updatedAt: Date.UTC(2026, 10, 21, 10),
      },
      { id: '2', archived: true },
    ]);
    expect(last).toMatchObject({ complete: true, full: true, checkpoint: CHECKPOINT });
    expect(pages.slice(0, -1).every(({ complete, next }) => !complete && next !== undefined)).toBe(true);
    expect(asked(calls, ITEMS)[1]?.query).toMatchObject({
      page: '2',
      per_page: '200',
      sort_column: 'created_time',
    });
  });

  it('is pulled by what changed, with the whole group of a variant that did', async () => {
    const { calls, operations } = session({
      [ITEMS]: page({ items: [variant('21', at('11:30:00')), item('1', at('11:20:00'))] }),
      'GET /itemgroups/20': page({ item_group: group }),
    });
    const { records, last } = await pagesOf(operations.pullCatalog({ since: SINCE }));
    expect(records.map(({ id, variations }) => [id, variations.length])).toEqual([
      ['1', 1],
      ['20', 2],
    ]);
    expect(last).toMatchObject({ complete: true, full: false, checkpoint: CHECKPOINT });
    expect(calls[0]?.query).toMatchObject({
      last_modified_time: '2026-11-21T11:00:00+0000',
      filter_by: 'Status.All',
    });
    expect(calls[0]?.url).toContain('%2B0000');
  });

  it('reads the list of groups where many changed, and takes a group at the top of the reply', async () => {
    const ids = ['1', '2', '3', '4', '5'];
    const items = ids.map((id) => item(id, { group_id: `g${id}`, ...at('11:30:00') }));
    const itemgroups = ids.map((id) => ({ group_id: `g${id}`, group_name: id, items: item(id) }));
    const many = session({ [ITEMS]: page({ items }), [GROUPS]: page({ itemgroups }) });
    expect((await pagesOf(many.operations.pullCatalog({ since: SINCE }))).records).toHaveLength(5);
    expect(routes(many.calls)).toEqual([ITEMS, GROUPS]);
    const one = session({
      [ITEMS]: page({ items: items.slice(0, 1) }),
      'GET /itemgroups/g1': page(itemgroups[0]!),
    });
    expect((await pagesOf(one.operations.pullCatalog({ since: SINCE }))).records).toMatchObject([
      { id: 'g1' },
    ]);
  });

  it('ends where rows are older than the last pull, if Zoho ignores the filter', async () => {
    const { calls, operations } = session({
      [ITEMS]: page({ items: [item('1', at('11:30:00')), item('2', at('10:00:00'))] }, true),
    });
    const { records, last } = await pagesOf(operations.pullCatalog({ since: SINCE }));
    expect([records.map(({ id }) => id), last?.complete]).toEqual([['1'], true]);
    expect(calls).toHaveLength(1);
  });

  it('is read to the end where Zoho ignores the filter and the order, too', async () => {
    const { calls, operations } = session({
      [ITEMS]: [
        page(
          { items: [item('2', at('10:00:00')), item('1', at('11:30:00')), item('3', at('09:00:00'))] },
          true,
        ),
        page({ items: [item('4', at('11:40:00'))] }),
      ],
    });
    const { records } = await pagesOf(operations.pullCatalog({ since: SINCE }));
    expect(records.map(({ id }) => id)).toEqual(['1', '4']);
    expect(calls).toHaveLength(2);
  });

  it('goes on after a crash where the last recorded page ended', async () => {
    const scripts = {
      [GROUPS]: page({ itemgroups: [] }),
      [ITEMS]: ({ query }: { query: Record<string, string> }) =>
        page({ items: [item(`i${query.page}`)] }, Number(query.page) < 3),
    };
    const whole = await pagesOf(session(scripts).operations.pullCatalog({}));
    const from = whole.pages[1]?.next;
    const rest = session(scripts);
    const resumed = await pagesOf(rest.operations.pullCatalog({ from }));
    expect(resumed.records).toEqual(whole.records.slice(1));
    expect(routes(rest.calls)).toEqual([ITEMS, ITEMS]);
    expect(resumed.last).toMatchObject({ complete: true, full: true });
    expect((from ?? '').length).toBeLessThan(1024);
  });

  it('starts over where its position cannot be read', async () => {
    const { calls, operations } = session({
      [GROUPS]: page({ itemgroups: [] }),
      [ITEMS]: page({ items: [] }),
    });
    await pagesOf(operations.pullCatalog({ from: 'old' }));
    expect(routes(calls)).toEqual([GROUPS, ITEMS]);
  });

  it('is not complete where a page comes twice for ever', async () => {
    const { operations } = session({
      [GROUPS]: page({ itemgroups: [] }),
      [ITEMS]: page({ items: [item('1')] }, true),
    });
    const { records, last } = await pagesOf(operations.pullCatalog({}));
    expect([records.length, last?.complete]).toEqual([1, false]);
    expect(last?.note).toMatch(/twice/);
  });
});
