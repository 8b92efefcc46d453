import { escaped } from '../../model/html';
import type { Mail, TemplateMessage } from '../../model/message';
import type { NoticeRecord } from '../../model/notice';

/** A message without whom it goes to. */
export type Letter = Omit<Mail, 'to' | 'messageId'>;
export type Card = Omit<TemplateMessage, 'to'>;

/** Where the person can do something about it; empty: no address is set, and links are left out. */
export interface Place {
  tenantId: string;
  publicUrl: string;
}

/** One line, of a length that a list of messages shows. */
const line = (text: string, most: number) => {
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return flat.length > most ? `${flat.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : flat;
};

export const noticePath = ({ tenantId }: Place, { id }: Pick<NoticeRecord, 'id'>) =>
  `t/${encodeURIComponent(tenantId)}/notices/${id}`;
const listPath = ({ tenantId }: Place) => `t/${encodeURIComponent(tenantId)}/notices`;
const wishesPath = ({ tenantId }: Place) => `t/${encodeURIComponent(tenantId)}/preferences`;

const linkTo = ({ publicUrl }: Place, path: string) =>
  publicUrl === '' ? undefined : `${publicUrl}/${path}`;

/** In the words of the button that leads there. */
const DO: Readonly<Record<NoticeRecord['action'], string>> = {
  ...{ retry: 'Look at it and send it again', map_items: 'Link the products', reconnect: 'Connect again' },
  ...{ fix_order: 'Look at the order', check_order: 'Look at the order', none: 'See more' },
};

interface Item {
  title: string;
  message: string;
  label: string;
  link?: string;
}

const itemOf = (place: Place, notice: NoticeRecord): Item => ({
  title: line(notice.title, 150),
  message: line(notice.message, 1_500) + (notice.count > 1 ? ` (Raised ${notice.count} times so far.)` : ''),
  label: DO[notice.action],
  link: linkTo(place, noticePath(place, notice)),
});

const footerOf = (place: Place): Item => ({
  title: '',
  message:
    `You get this because you work for ${place.tenantId} and asked to be told. ` +
    'What you are told, when and where, you choose under “Notifications” in the dashboard.',
  label: 'Change it',
  link: linkTo(place, wishesPath(place)),
});

const asText = ({ title, message, label, link }: Item) =>
  [title, message, link && `${label}: ${link}`].filter(Boolean).join('\n');

const asHtml = ({ title, message, label, link }: Item) =>
  [
    title && `<h2 style="font-size:17px;margin:24px 0 4px">${escaped(title)}</h2>`,
    `<p style="margin:0 0 8px;line-height:1.45">${escaped(message)}</p>`,
    link && `<p style="margin:0"><a href="${escaped(link)}">${escaped(label)}</a></p>`,
  ]
    .filter(Boolean)
    .join('\n');

function letter(place: Place, subject: string, intro: string, items: readonly Item[]): Letter {
  const footer = footerOf(place);
  const opening = intro === '' ? [] : [intro];
  const text = [...opening, ...items.map(asText), `-- \n${asText(footer)}`].join('\n\n');
  const html = [
    '<div style="font:15px/1.45 system-ui,sans-serif;max-width:36em;color:#1a1a1a">',
    ...opening.map((words) => `<p>${escaped(words)}</p>`),
    ...items.map(asHtml),
    `<div style="margin-top:32px;color:#595959;font-size:13px">${asHtml(footer)}</div></div>`,
  ].join('\n');
  return { subject: line(subject, 150), text, html };
}

/** So many are written out; the list in the app has them all. */
const WRITTEN_OUT = 25;
const rest = (count: number): Item[] =>
  count > 0 ? [{ title: '', message: `And ${count} more: they stand in the dashboard.`, label: '' }] : [];

const headOf = (notices: readonly NoticeRecord[], count: number, { tenantId }: Place) => {
  const [first] = notices;
  return first && count === 1
    ? `${line(first.title, 100)} (${tenantId})`
    : `${count} things need a look (${tenantId})`;
};

/** By e-mail. The subject holds a title of ours and nothing of an order. `more`: open ones that are not given here. */
export function letterOf(place: Place, notices: readonly NoticeRecord[], more = 0): Letter {
  const shown = notices.slice(0, WRITTEN_OUT);
  const count = notices.length + more;
  const items = [...shown.map((notice) => itemOf(place, notice)), ...rest(count - shown.length)];
  return letter(place, headOf(notices, count, place), '', items);
}

/** By WhatsApp: a title and a text, which the operator's template `notice` takes as {{1}} and {{2}}. */
export function cardOf(place: Place, notices: readonly NoticeRecord[], more = 0): Card {
  const [first] = notices;
  const count = notices.length + more;
  const isOne = first !== undefined && count === 1;
  const titles = notices.slice(0, WRITTEN_OUT).map(({ title }) => line(title, 100));
  const text = isOne ? line(first.message, 700) : [...new Set(titles)].join('; ');
  const path = isOne ? noticePath(place, first) : listPath(place);
  return {
    template: 'notice',
    body: [headOf(notices, count, place), text],
    ...(place.publicUrl !== '' && { buttonPath: path }),
  };
}

const TEST_TITLE = 'This is a test';
const TEST_MESSAGE = 'You asked for it under “Notifications”. If you can read this, messages reach you here.';

export const testLetter = (place: Place): Letter =>
  letter(place, `${TEST_TITLE} (${place.tenantId})`, TEST_MESSAGE, []);

export const testCard = (place: Place): Card => ({
  template: 'notice',
  body: [`${TEST_TITLE} (${place.tenantId})`, TEST_MESSAGE],
  ...(place.publicUrl !== '' && { buttonPath: wishesPath(place) }),
});
