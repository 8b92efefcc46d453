import fc from 'fast-check';
import type { Messages } from '../../../functions/src/model/message';
import { Failure } from '../../../functions/src/model/failure';
import { exponentOf } from '../../../functions/src/model/money';
import type { Order } from '../../../functions/src/model/order';
import { acceptOrder } from '../../../functions/src/plan/orderEvent';
import { resolveOrder } from '../../../functions/src/plan/resolve';
import { cloudWhatsapp, whatsappSchema } from '../../../functions/src/messages/whatsapp';
import { OPERATIONS } from '../../../functions/src/providers/manifest';
import { CHANNELS, isChannel, MANIFESTS } from '../../../functions/src/providers/manifests';
import { loadProvider } from '../../../functions/src/providers/load';
import { htmlOf } from '../../../functions/src/providers/ticket/html';
import { orderLetter } from '../../../functions/src/providers/ticket/letter';
import { textOf } from '../../../functions/src/providers/ticket/text';
import { ticketOf } from '../../../functions/src/providers/ticket/content';
import { createWhatsapp } from '../../simulators/whatsapp';
import { MemoryMessages } from '../../support/memoryMessages';
import { aConnection, anOrder } from '../../support/orders';
import { simHttp } from '../../support/simHttp';

const URL_OF = 'https://pos.example.com/tickets/abc.def';
const NOW = Date.UTC(2026, 0, 15, 12);
const FIELDS: Record<string, Record<string, string>> = {
  email: { address: 'kitchen@example.com', currency: 'USD', timezone: 'America/New_York' },
  whatsapp: { number: '+491701234567', currency: 'USD', timezone: 'America/New_York' },
};

function orderOf(document: Record<string, unknown> = {}): Order {
  const { order, issues } = acceptOrder(anOrder(document));
  if (!order) throw new Error(JSON.stringify(issues));
  return order;
}

async function opened(
  id: string,
  messages: Messages = new MemoryMessages(),
  credentials: unknown = FIELDS[id],
) {
  const provider = await loadProvider(id);
  const http = () => Promise.reject(new Error('A channel calls nobody.'));
  const tools = { http, baseUrl: '', now: () => NOW, messages };
  const context = { credentials, pos: {}, timezone: 'America/New_York', tools };
  return { provider, context, session: provider.open(context) };
}

function pushOf(id: string, document: Record<string, unknown> = {}) {
  const manifest = CHANNELS.find((one) => one.id === id);
  const resolved = manifest && resolveOrder(orderOf(document), {}, aConnection({ provider: id }), manifest);
  if (!resolved?.ok) throw new Error('Not resolved.');
  return { ...resolved.push, marker: '1042-0123456789abcd', ticketUrl: URL_OF };
}

describe.each(CHANNELS.map((manifest) => [manifest.id, manifest] as const))(
  'the channel %s',
  (id, manifest) => {
    it('is no POS, and says of every operation whether it has it or why not', async () => {
      expect([isChannel(id), MANIFESTS.some((one) => one.id === id)]).toEqual([true, false]);
      const { session } = await opened(id);
      for (const operation of OPERATIONS) {
        const has = manifest.can.includes(operation);
        expect([operation, operation in session]).toEqual([operation, has]);
        expect(has || manifest.cannot[operation]).toBeTruthy();
      }
    });

    it('has its recipient as its one place, named so that nobody learns the address', async () => {
      const messages = new MemoryMessages();
      const [place, ...more] = await (await opened(id, messages)).session.locations();
      expect(more).toEqual([]);
      expect(place).toMatchObject({ currency: 'USD', timezone: 'America/New_York' });
      expect(JSON.stringify(place)).not.toMatch(/kitchen|1701234/);
      expect(messages.mails.length + messages.texts.length).toBe(0);
    });

    it.each<[object, string]>([
      [{}, 'nothing'],
      [{ ...FIELDS[id], currency: 'XYZ' }, 'a currency that there is not'],
      [{ ...FIELDS[id], timezone: 'Mars/Olympus' }, 'a time zone that there is not'],
      [
        { ...FIELDS[id], address: 'a@b.de, c@d.de', number: '0170 123' },
        'two addresses, or a number without a country',
      ],
      [
        { ...FIELDS[id], address: 'a@b.de\r\nBcc: c@d.de', number: '+49170x' },
        'an address with a header in it',
      ],
      [{ ...FIELDS[id], address: 'Sam <a@b.de>', number: '+0123456789' }, 'an address with a name'],
    ])('refuses the fields %j: %s', async (fields) =>
      expect(opened(id, new MemoryMessages(), fields)).rejects.toMatchObject({ kind: 'unauthorized' }),
    );

    it('sends one message for one push, and the receipt is the order’s', async () => {
      const messages = new MemoryMessages();
      const { session } = await opened(id, messages);
      const receipt = await session.pushOrder?.(pushOf(id));
      expect(receipt).toMatchObject({ posTotal: 3200, paid: true, notes: [] });
      expect(messages.mails.length + messages.texts.length).toBe(1);
    });

    it('passes on what the sender says, and never says "done" for it', async () => {
      const messages = new MemoryMessages();
      messages.mishaps = ['lost', 'unreached', 'refused', 'throttled'];
      const { session } = await opened(id, messages);
      for (const kind of ['unavailable', 'unavailable', 'rejected', 'throttled'])
        await expect(session.pushOrder?.(pushOf(id))).rejects.toMatchObject({ kind });
    });

    it('asks its recipient without a word of any order', async () => {
      const messages = new MemoryMessages();
      const { provider, context } = await opened(id, messages);
      await provider.invite?.(context, { id: 'abc', url: URL_OF });
      const sent = JSON.stringify([messages.mails, messages.texts]);
      expect(sent).toContain('May orders come here?');
      expect(sent).toContain('abc.def');
    });
  },
);

describe('a ticket', () => {
  it.each([
    ['USD', '28.00', '32.00 USD'],
    ['JPY', '2800', '3200 JPY'],
    ['KWD', '2.800', '3.200 KWD'],
  ])('in %s has the decimals of the currency', (currency, line, total) => {
    const ticket = ticketOf(orderOf({ currency }), 'UTC');
    expect([ticket.lines[0]?.amount, ticket.total]).toEqual([line, total]);
  });

  it('adds up, to the minor unit, whatever is on it', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(99_999)), { minLength: 1, maxLength: 8 }),
        fc.nat(999),
        fc.nat(999),
        fc.boolean(),
        fc.constantFrom('USD', 'JPY', 'KWD'),
        (goods, tip, tax, inclusive, currency) => {
          const lines = goods.map(([quantity, unitPrice], at) => ({
            ...{ id: `l${at}`, productId: 'p', name: 'x', quantity, unitPrice },
          }));
          const sum = goods.reduce((all, [quantity, price]) => all + quantity * price, 0);
          const whole = sum + tip + (inclusive ? 0 : tax);
          fc.pre(!inclusive || tax <= whole);
          const order = orderOf({
            currency,
            lines,
            fees: [],
            tip,
            tax: { amount: tax, inclusive },
            total: whole,
          });
          const ticket = ticketOf(order, undefined);
          const minor = (text: string) => Math.round(Number.parseFloat(text) * 10 ** exponentOf(currency));
          const counted = ticket.sums.filter(([label]) => label !== 'Tax, included');
          expect(counted.reduce((all, [, text]) => all + minor(text), 0)).toBe(minor(ticket.total));
        },
      ),
      { numRuns: 50 },
    ));

  it('stands in the time of the place, on both sides of a change of the clocks', () => {
    const at = (dueAt: string) =>
      ticketOf(orderOf({ fulfillment: { type: 'delivery', dueAt, address: 'Main St 1' } }), 'Europe/Berlin')
        .when;
    expect(at('2026-03-29T00:30:00Z')).toBe('Delivery, Sun 29 Mar, 01:30');
    expect(at('2026-03-29T01:30:00Z')).toBe('Delivery, Sun 29 Mar, 03:30');
    expect(ticketOf(orderOf(), undefined).facts).toContainEqual(['Placed', 'Thu 15 Jan, 11:59 UTC']);
  });

  it.each([
    ['pickup', { type: 'pickup' }, ['Name'], ['Phone', 'Address']],
    ['dine_in', { type: 'dine_in', table: '7' }, ['Name', 'Table'], ['Phone', 'Address']],
    ['delivery', { type: 'delivery', address: 'Main St 1' }, ['Name', 'Phone', 'Address'], []],
  ])('for %s names of the shopper only what is needed', (_type, fulfillment, has, lacks) => {
    const labels = ticketOf(orderOf({ fulfillment }), 'UTC').facts.map(([label]) => label);
    expect(has.filter((label) => !labels.includes(label))).toEqual([]);
    expect(lacks.filter((label) => labels.includes(label))).toEqual([]);
  });

  it('never lets a text of the order out as HTML, nor begin a line of its own', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
        const words = `<b>${text}</b>\n&"'TOTAL`;
        const line = { id: 'l1', productId: 'p', name: words, quantity: 1, unitPrice: 500, note: words };
        const order = orderOf({ lines: [line], fees: [], tip: 0, tax: null, total: 500, note: words });
        const letter = orderLetter('m', ticketOf(order, 'UTC'), URL_OF, { isAgain: false });
        expect(htmlOf(letter)).not.toMatch(/<\/?b>/);
        expect(textOf(letter)).not.toMatch(/^&"'TOTAL/m);
      }),
      { numRuns: 100 },
    ));
});

describe('WhatsApp', () => {
  it('takes a ticket as its template wants it, however long the order is', async () => {
    const [phoneNumberId, accessToken] = ['106540352242922', 'EAAG-a-permanent-token-of-the-tests'];
    const simulator = createWhatsapp({
      ...{ phoneNumberId, accessToken },
      templates: [
        {
          ...{ name: 'ticket', language: 'en', body: 'New order {{1}}\n{{2}}\n{{3}}\nTotal: {{4}}' },
          buttonUrl: 'https://pos.example.com/tickets/{{1}}',
        },
      ],
      now: () => NOW,
    });
    const template = { name: 'ticket', language: 'en' };
    const settings = whatsappSchema.parse({
      ...{ phoneNumberId, accessToken },
      templates: { notice: template, ticket: template },
    });
    const http = simHttp({ whatsapp: simulator });
    const whatsapp = cloudWhatsapp(settings, http, () => NOW, 'http://whatsapp.sim');
    const { session, provider, context } = await opened('whatsapp', { whatsapp });
    const lines = Array.from({ length: 200 }, (_, at) => ({
      ...{
        id: `l${at}`,
        productId: 'p',
        name: `A dish\twith a\nlong name ${at}`,
        quantity: 1,
        unitPrice: 100,
      },
    }));
    const long = { lines, fees: [], tip: 0, tax: null, total: 20_000 };
    const receipt = await session.pushOrder?.(pushOf('whatsapp', long));
    expect(receipt?.externalId).toMatch(/^wamid\./);
    await provider.invite?.(context, { id: 'abc', url: URL_OF });
    const failed = await session
      .pushOrder?.({ ...pushOf('whatsapp'), ticketUrl: undefined })
      .catch(Failure.from);
    expect(failed).toMatchObject({ kind: 'rejected' });
  });
});
