import type { NoticeRecord } from '../../../functions/src/model/notice';
import { cardOf, letterOf, testLetter } from '../../../functions/src/plan/messaging/text';

const PLACE = { tenantId: 'joes', publicUrl: 'https://pos.example.com' };
const notice = (more: Partial<NoticeRecord> = {}): NoticeRecord => ({
  ...{
    id: 'a'.repeat(32),
    tenantId: 'joes',
    cause: 'needs_mapping:main',
    severity: 'error',
    action: 'map_items',
  },
  ...{
    title: 'Products need a POS item',
    message: 'Link “Soup”.',
    status: 'open',
    count: 1,
    createdAt: 0,
    lastAt: 0,
  },
  ...more,
});

describe('a letter about a notice', () => {
  it('says in its subject what it is about and for whom, and nothing of what an order holds', () => {
    const { subject } = letterOf(PLACE, [notice({ message: 'Order 7 of Sam Example, 12 Elm Street' })]);
    expect(subject).toBe('Products need a POS item (joes)');
  });

  it('leads where something can be done, and to where it can be switched off', () => {
    const { text, html } = letterOf(PLACE, [notice()]);
    expect(text).toBe(
      [
        'Products need a POS item',
        'Link “Soup”.',
        `Link the products: https://pos.example.com/t/joes/notices/${'a'.repeat(32)}`,
        '',
        '-- ',
        'You get this because you work for joes and asked to be told. What you are told, when and where, you choose under “Notifications” in the dashboard.',
        'Change it: https://pos.example.com/t/joes/preferences',
      ].join('\n'),
    );
    expect(html).toContain(
      `<a href="https://pos.example.com/t/joes/notices/${'a'.repeat(32)}">Link the products</a>`,
    );
  });

  it('has no links where no public address is set', () => {
    const { text, html } = letterOf({ ...PLACE, publicUrl: '' }, [notice()]);
    expect(text + (html ?? '')).not.toMatch(/http|href/);
  });

  it('shows hostile names as they are written, and runs nothing of them', () => {
    const hostile = `<img src=x onerror="alert('1')"> & "Joe's"`;
    const { html, text } = letterOf(PLACE, [notice({ title: hostile, message: hostile })]);
    expect(html).not.toMatch(/<img/);
    expect(html).toContain(
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; &quot;Joe&#39;s&quot;',
    );
    expect(text).toContain(hostile);
  });

  it('keeps its subject on one line of a bearable length', () => {
    const { subject } = letterOf(PLACE, [notice({ title: `a\r\nBcc: x@y.example ${'z'.repeat(500)}` })]);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThanOrEqual(150);
  });

  it('says how often it has happened', () =>
    expect(letterOf(PLACE, [notice({ count: 12 })]).text).toContain('(Raised 12 times so far.)'));

  it('about many writes out the first ones and counts the rest', () => {
    const many = Array.from({ length: 30 }, (_, index) => notice({ title: `Thing ${index}.` }));
    const { subject, text } = letterOf(PLACE, many, 4);
    expect(subject).toBe('34 things need a look (joes)');
    expect(text).toContain('Thing 24.');
    expect(text).not.toContain('Thing 25.');
    expect(text).toContain('And 9 more');
  });
});

describe('a card for WhatsApp', () => {
  it('leads to its notice', () =>
    expect(cardOf(PLACE, [notice()])).toEqual({
      template: 'notice',
      body: ['Products need a POS item (joes)', 'Link “Soup”.'],
      buttonPath: `t/joes/notices/${'a'.repeat(32)}`,
    }));

  it('about many says each title once and leads to the list', () =>
    expect(cardOf(PLACE, [notice(), notice({ title: 'Other' }), notice()])).toEqual({
      template: 'notice',
      body: ['3 things need a look (joes)', 'Products need a POS item; Other'],
      buttonPath: 't/joes/notices',
    }));

  it('has no path where no public address is set', () =>
    expect(cardOf({ ...PLACE, publicUrl: '' }, [notice()])).not.toHaveProperty('buttonPath'));
});

it('a test says that it is one', () => expect(testLetter(PLACE).subject).toBe('This is a test (joes)'));
