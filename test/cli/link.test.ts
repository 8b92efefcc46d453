import { readLinks } from '../../scripts/cli/link';
import { parseCsv } from '../../functions/src/plan/mapping/csv';
import { linksInCsv } from '../../scripts/cli/links';
import { givenFiles } from './given';

const file = givenFiles();
const where = ['--tenant', 't1', '--connection', 'c1'];
const HEAD = 'product_id,variation_id,pos_item_id,pos_variation_id';

describe('npm run link', () => {
  it('links one product', () => {
    const { links } = readLinks([...where, '--product', 'soup', '--pos-variation', 'v1']);
    expect([...links]).toEqual([['p:soup', { variationId: 'v1' }]]);
  });

  it('links one variation, and one modifier', () => {
    const cup = readLinks([
      ...where,
      '--product',
      'tea',
      '--variation',
      'big',
      '--pos-item',
      'i',
      '--pos-variation',
      'v',
    ]);
    const milk = readLinks([...where, '--modifier', 'oat', '--pos-variation', 'm1']);
    expect([...cup.links, ...milk.links]).toEqual([
      ['p:tea:big', { itemId: 'i', variationId: 'v' }],
      ['m:oat', { variationId: 'm1' }],
    ]);
  });

  it.each<[string, string[], string]>([
    ['no connection', ['--tenant', 't1'], 'Missing: --connection.'],
    ['no product', [...where, '--pos-variation', 'v1'], '--product is empty'],
    ['nothing in the POS', [...where, '--product', 'soup'], '--pos-variation is empty'],
    [
      'a product and a modifier',
      [...where, '--product', 'a', '--modifier', 'b', '--pos-variation', 'v'],
      'both --product and --modifier',
    ],
    ['a product and a file', [...where, '--product', 'a', '--file', 'x'], 'either --file or one'],
    ['a file that is not there', [...where, '--file', '/nowhere'], 'cannot read /nowhere (ENOENT)'],
  ])('refuses %s', (_, argv, words) => expect(() => readLinks(argv)).toThrow(words));

  it('reads many from a file', () => {
    const csv = file('links.csv', `\uFEFF${HEAD}\r\nsoup,,i1,v1\r\n"tea, green",big,i2,v2\r\n`);
    const { links, errors } = readLinks([...where, '--file', csv]);
    expect([...links.keys()]).toEqual(['p:soup', 'p:tea%2C%20green:big']);
    expect(errors).toEqual([]);
  });
});

describe('a CSV file of links', () => {
  it('links its good rows, and says of each other row what is wrong with it', () => {
    const { links, errors } = linksInCsv(
      [HEAD, 'soup,,i1,v1', ',,i2,v2', 'tea,,i3,', 'soup,,i4,v4', 'a,b,c,d,e', `${'x'.repeat(129)},,,v`].join(
        '\n',
      ),
    );
    expect([...links.keys()]).toEqual(['p:soup']);
    expect(errors).toEqual([
      'Line 3: product_id is empty.',
      'Line 4: pos_variation_id is empty.',
      'Line 5: the same product as in line 2.',
      'Line 6: it has more fields than the first line.',
      'Line 7: product_id is longer than 128 characters.',
    ]);
  });

  it('may have its columns in any order, and modifiers', () => {
    const { links } = linksInCsv('pos_variation_id,modifier_id,product_id\nm1,oat,\nv1,,soup\n');
    expect([...links.keys()]).toEqual(['m:oat', 'p:soup']);
  });

  it.each([
    ['names a column that nobody knows', 'product,pos_variation_id\na,b', 'It has: product.'],
    ['has no line of names', 'soup,v1', 'must name the columns'],
    ['is empty', '', 'must name the columns'],
  ])('is refused when it %s', (_, text, words) => expect(() => linksInCsv(text)).toThrow(words));
});

describe('comma-separated values', () => {
  const fields = (text: string) => parseCsv(text).map((row) => row.fields);

  it.each<[string, string, string[][]]>([
    [
      'plain',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['with empty fields at both ends', ',b,\n', [['', 'b', '']]],
    ['quoted, with commas, quotes and line breaks inside', '"a,""b""\nc",d', [['a,"b"\nc', 'd']]],
    ['with empty lines', 'a\n\n\r\nb\r\n', [['a'], ['b']]],
    ['with spaces around', ' a , b \n', [['a', 'b']]],
  ])('%s', (_, text, rows) => expect(fields(text)).toEqual(rows));

  it('keep the number of the line that a row began on', () =>
    expect(parseCsv('a\n"b\nc"\n\nd').map(({ line }) => line)).toEqual([1, 2, 5]));

  it('with a stray quote are refused, with the line', () =>
    expect(() => parseCsv('a,b\nc,"d"e\n')).toThrow('Line 2'));
});
