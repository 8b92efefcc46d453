import { plainText } from '../../../functions/src/providers/loyverse/html';

describe('a description in HTML', () => {
  it.each([
    ['<p>Double shot</p>', 'Double shot'],
    ['<p>One</p><p>Two<br/>Three</p>', 'One\nTwo\nThree'],
    ['<ul><li>oat</li><li>soy</li></ul>', 'oat\nsoy'],
    ['plain  text\nin two lines', 'plain text\nin two lines'],
    ['<b>bold</b>ly <i>go</i>', 'boldly go'],
    ['salt &amp; pepper &lt;3 &#8364;2 &#x1F355; &nbsp;now', 'salt & pepper <3 €2 🍕 now'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['&unknown; &#0; &#xD800; AT&T', '&unknown; \uFFFD \uFFFD AT&T'],
    ['5 < 6 and 7 > 6', '5 < 6 and 7 > 6'],
    ['<a title="x > y" href=\'?a>b\'>link</a>', 'link'],
    ['before<!-- a > b --> after', 'before after'],
    ['<style>p { color: red }</style>text<script>if (a < b) alert("<p>")</script>', 'text'],
    ['<SCRIPT>evil()</SCRIPT>ok', 'ok'],
    ['text<script>never closed', 'text'],
    ['text<img src=x onerror="alert(1)', 'text'],
    ['<p></p>', ''],
  ])('%s becomes %j', (html, text) => expect(plainText(html)).toBe(text));
});
