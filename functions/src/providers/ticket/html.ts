import { escaped } from '../../model/html';
import type { Row, Ticket } from './content';
import type { Letter } from './letter';

/** All that pages and e-mails look like. A page names its hash in its policy, so it stands in one piece. */
export const STYLE = [
  'body{margin:0;background:#f3f4f1;color:#1c211b;font:17px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}',
  'main{max-width:34rem;margin:0 auto;padding:16px}',
  'article{background:#fff;border:1px solid #d9ddd5;border-radius:10px;padding:16px;margin:12px 0;overflow-wrap:anywhere}',
  'h1{font-size:1.35rem;line-height:1.25;margin:8px 0}',
  'p{margin:8px 0}',
  '.banner{background:#7a1f12;color:#fff;font-weight:700;padding:12px 14px;border-radius:8px}',
  '.done{background:#1d5b34;color:#fff;font-weight:700;padding:12px 14px;border-radius:8px}',
  'table{width:100%;border-collapse:collapse}',
  'th,td{text-align:left;vertical-align:top;padding:5px 0;font-weight:400}',
  'td.amount{text-align:right;white-space:nowrap;padding-left:12px;font-variant-numeric:tabular-nums}',
  'th{color:#566052;padding-right:12px;width:5.5rem}',
  '.lines td{border-top:1px solid #e6e9e2}',
  '.item{font-weight:600}',
  '.detail{color:#3d463a;padding-left:14px}',
  '.total td{border-top:2px solid #1c211b;font-weight:700;font-size:1.1rem}',
  '.note{border-left:4px solid #c98a12;padding:6px 0 6px 12px;font-weight:600}',
  '.action{display:block;box-sizing:border-box;width:100%;background:#1d5b34;color:#fff;text-align:center;text-decoration:none;' +
    'font:700 1.1rem/1.2 system-ui,sans-serif;padding:16px;border:0;border-radius:10px;cursor:pointer}',
  '.small{color:#566052;font-size:.85rem}',
].join('\n');

const fact = ([label, value]: Row) =>
  `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`;
const amountRow = (text: string, amount: string, kind = '') =>
  `<tr${kind && ` class="${kind}"`}><td>${text}</td><td class="amount">${escaped(amount)}</td></tr>`;

function lineRow({ text, amount, details }: Ticket['lines'][number]): string {
  const below = details.map((detail) => `<div class="detail">${escaped(detail)}</div>`).join('');
  return amountRow(`<div class="item">${escaped(text)}</div>${below}`, amount);
}

export function ticketHtml({ facts, lines, sums, total, note }: Ticket): string {
  return [
    `<article><table>${facts.map(fact).join('')}</table>`,
    note === undefined ? '' : `<p class="note">${escaped(note)}</p>`,
    `<table class="lines">${lines.map(lineRow).join('')}</table>`,
    `<table>${sums.map(([label, amount]) => amountRow(escaped(label), amount)).join('')}`,
    `${amountRow('Total', total, 'total')}</table></article>`,
  ].join('\n');
}

export const bannersHtml = (banners: readonly string[]): string =>
  banners.map((banner) => `<p class="banner">${escaped(banner)}</p>`).join('\n');

/** A whole document; `body` is HTML, everything else text. It fetches nothing and runs nothing. */
export function documentHtml(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;
}

/** The HTML part of an e-mail. */
export function htmlOf({ title, banners, ticket, words, action, url }: Letter): string {
  const body = [
    bannersHtml(banners),
    `<h1>${escaped(title)}</h1>`,
    ...words.map((word) => `<p>${escaped(word)}</p>`),
    ticket ? ticketHtml(ticket) : '',
    `<p><a class="action" href="${escaped(url)}">${escaped(action)}</a></p>`,
    `<p class="small">If the button does not work, open ${escaped(url)}</p>`,
  ];
  return documentHtml(title, body.filter(Boolean).join('\n'));
}
