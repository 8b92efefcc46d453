import fc from 'fast-check';
import { formatCsv, guarded, parseCsv, unguarded } from '../../../functions/src/plan/mapping/csv';
import { tiesAsCsv, tiesInCsv } from '../../../functions/src/plan/mapping/ties';

const HEAD = 'product_id,variation_id,pos_item_id,pos_variation_id';

describe('CSV', () => {
  it('knows quotes, line breaks of all systems and a byte order mark, and counts lines', () => {
    const text = '\uFEFFa,"b ""x""",c\r\n\n"two\nlines",, d \rlast,"",';
    expect(parseCsv(text)).toEqual([
      { line: 1, fields: ['a', 'b "x"', 'c'] },
      { line: 3, fields: ['two\nlines', '', 'd'] },
      { line: 5, fields: ['last', '', ''] },
    ]);
  });

  it.each([
    ['a,"b', 'Line 1: a quote is opened and never closed.'],
    ['ok\na"b,c', 'Line 2: a quote stands where none may be.'],
    ['"a"b', 'Line 1: a quote stands where none may be.'],
  ])('refuses %j', (text, message) => expect(() => parseCsv(text)).toThrow(message));

  it('reads a megabyte of one quoted field at once', () => {
    const long = 'x""'.repeat(400_000);
    expect(parseCsv(`"${long}"`)[0]?.fields[0]).toHaveLength(800_000);
  });

  it('brings back what was written, whatever it is', () => {
    const field = fc.string({ unit: 'grapheme' }).map((text) => text.trim());
    const row = fc
      .array(field, { minLength: 1, maxLength: 5 })
      .filter((list) => list.some((one) => one !== ''));
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const back = parseCsv(formatCsv([['head'], ...rows])).slice(1);
        expect(back.map(({ fields }) => fields.map(unguarded))).toEqual(rows);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', "'=1", "''-x"])('is never a formula: %j', (text) => {
    expect(guarded(text)).toBe(`'${text}`);
    expect(unguarded(guarded(text))).toBe(text);
  });
});

describe('a file of ties', () => {
  it('links its good rows and says of each other one what is wrong, and where', () => {
    const rows = [HEAD, 'soup,,i1,v1', ',,i2,v2', 'tea,,i3,', 'soup,,i4,v4', 'a,b,c,d,e', 'open,,,'];
    const { ties, errors, blank } = tiesInCsv(rows.join('\r\n'));
    expect([...ties]).toEqual([['p:soup', { line: 2, link: { itemId: 'i1', variationId: 'v1' } }]]);
    expect(errors).toEqual([
      { line: 3, message: 'product_id is empty' },
      { line: 4, message: 'pos_variation_id is empty' },
      { line: 5, message: 'the same product as in line 2' },
      { line: 6, message: 'it has more fields than the first line' },
    ]);
    expect(blank).toBe(1);
  });

  it.each([
    ['a column that nobody knows', 'product_id,variaton_id,pos_variation_id', 'variaton_id'],
    ['a column twice', 'product_id,product_id,pos_variation_id', 'product_id'],
    ['no POS column', 'product_id', 'must name the columns'],
    ['nothing', '', 'must name the columns'],
  ])('is refused as a whole with %s', (_what, text, words) => expect(() => tiesInCsv(text)).toThrow(words));

  it('comes back as it was exported, ids that look like formulas included', () => {
    const sellable = { key: 'p:-1:%3Da', productId: '-1', variationId: '=a', name: '=HYPERLINK("x")' };
    const link = { itemId: '+i', variationId: '@v' };
    const csv = tiesAsCsv([
      { sellable, status: 'mapped', link, doubts: [] },
      { sellable: { key: 'p:new', productId: 'new', name: 'New, "best"' }, status: 'unmapped', doubts: [] },
    ]);
    expect(csv).not.toMatch(/(^|,|")[=+@-]/m);
    const { ties, errors, blank } = tiesInCsv(csv);
    expect([...ties].map(([key, tie]) => [key, tie.link])).toEqual([['p:-1:%3Da', link]]);
    expect([errors, blank]).toEqual([[], 1]);
  });
});
