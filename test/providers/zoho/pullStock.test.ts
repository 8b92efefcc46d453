import { LOCATION, ORGANIZATION, pagesOf } from './fixtures';
import { asked } from './scripted';
import { DETAILS, ITEMS, item, page, session, SINCE } from './pulls';

describe('the stock of Zoho', () => {
  const tracked = item('1', { stock_on_hand: 12 });

  it('is what may be sold at the location, of counted items only', async () => {
    const detail = item('1', {
      stock_on_hand: 12,
      reorder_level: '3',
      locations: [
        { location_id: 'x', location_actual_available_for_sale_stock: 9 },
        {
          location_id: LOCATION,
          location_actual_available_for_sale_stock: '4',
          location_actual_available_stock: 5,
        },
      ],
    });
    const { calls, operations } = session({
      [ITEMS]: page({ items: [tracked, item('2', { stock_on_hand: '' })] }),
      [DETAILS]: page({ items: [detail] }),
    });
    const { records, last } = await pagesOf(operations.pullStock({ since: SINCE }));
    expect(records).toEqual([{ variationId: '1', available: 4, onHand: 5, lowAt: 3 }]);
    expect(last).toMatchObject({ complete: true, full: true });
    expect(asked(calls, DETAILS)[0]?.query).toMatchObject({ item_ids: '1' });
  });

  it('is the organization’s where that stands for itself, negative figures included', async () => {
    const detail = item('1', { actual_available_for_sale_stock: -2, actual_available_stock: 1 });
    const { operations } = session(
      { [ITEMS]: page({ items: [tracked] }), [DETAILS]: page({ items: [detail] }) },
      { externalLocationId: ORGANIZATION },
    );
    const { records } = await pagesOf(operations.pullStock({}));
    expect(records).toEqual([{ variationId: '1', available: -2, onHand: 1 }]);
  });

  it('is not told of an item that is not kept at the location', async () => {
    const detail = item('1', {
      stock_on_hand: 12,
      locations: [{ location_id: 'x', location_stock_on_hand: 12 }],
    });
    const { operations } = session({
      [ITEMS]: page({ items: [tracked] }),
      [DETAILS]: page({ items: [detail] }),
    });
    expect((await pagesOf(operations.pullStock({}))).records).toEqual([]);
  });
});
