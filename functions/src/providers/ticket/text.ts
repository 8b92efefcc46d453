import type { Row, Ticket } from './content';
import type { Letter } from './letter';

const RULE = '-'.repeat(24);
const row = ([label, value]: Row) => `${label}: ${value}`;

function ticketText({ facts, lines, sums, total, note }: Ticket): string[] {
  return [
    ...facts.map(row),
    ...(note === undefined ? [] : [`Note: ${note}`]),
    RULE,
    ...lines.flatMap(({ text, amount, details }) => [
      `${text}  ${amount}`,
      ...details.map((detail) => `   ${detail}`),
    ]),
    RULE,
    ...sums.map(row),
    `TOTAL: ${total}`,
  ];
}

/** For a phone: short lines, the most important first, the link on a line of its own. */
export function textOf({ title, banners, ticket, words, action, url }: Letter): string {
  const parts = [
    ...banners.map((banner) => `*** ${banner} ***`),
    title,
    '',
    ...words,
    ...(ticket ? ticketText(ticket) : []),
    '',
    `${action}:`,
    url,
  ];
  return `${parts.join('\n')}\n`;
}
