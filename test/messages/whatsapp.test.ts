import { Failure } from '../../functions/src/model/failure';
import type { TemplateMessage } from '../../functions/src/model/message';
import { fitted } from '../../functions/src/messages/parameter';
import { cloudWhatsapp, whatsappSchema } from '../../functions/src/messages/whatsapp';
import { createWhatsapp } from '../simulators/whatsapp';
import { simHttp } from '../support/simHttp';

const TOKEN = 'EAAG-a-permanent-token-of-the-tests';
const PHONE = '106540352242922';
const MESSAGE: TemplateMessage = {
  to: '+491701234567',
  template: 'notice',
  body: ['Products need a POS item', 'Link “Soup”.\n\tThen    the     order goes out.'],
  buttonPath: 't/joes/notices/abc',
};
const NOW = Date.UTC(2026, 10, 21, 12);

function aService({ button = true, reachable }: { button?: boolean; reachable?: string[] } = {}) {
  const simulator = createWhatsapp({
    phoneNumberId: PHONE,
    accessToken: TOKEN,
    templates: [
      {
        name: 'tillbridge_notice',
        language: 'en',
        body: 'Tillbridge: {{1}}\n\n{{2}}\n\nYou choose in the dashboard what you are told.',
        ...(button && { buttonUrl: 'https://pos.example.com/{{1}}' }),
      },
    ],
    ...(reachable && { reachable }),
    now: () => NOW,
  });
  const settings = (more: object = {}) =>
    whatsappSchema.parse({
      phoneNumberId: PHONE,
      accessToken: TOKEN,
      templates: { notice: { name: 'tillbridge_notice', language: 'en', button } },
      ...more,
    });
  const send = (message: Partial<TemplateMessage> = {}, more: object = {}) =>
    cloudWhatsapp(
      settings(more),
      simHttp({ whatsapp: simulator }),
      () => NOW,
      'http://whatsapp.sim',
    )({
      ...MESSAGE,
      ...message,
    });
  return { simulator, send };
}

async function failureOf(sent: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await sent.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Failure);
  return thrown as Failure;
}

describe('a template message', () => {
  it('arrives filled in, on one line each, with its link', async () => {
    const { simulator, send } = aService();
    const { id } = await send();
    expect(simulator.model.delivered).toEqual([
      {
        id,
        to: '491701234567',
        text:
          'Tillbridge: Products need a POS item\n\nLink “Soup”. Then the order goes out.' +
          '\n\nYou choose in the dashboard what you are told.',
        url: 'https://pos.example.com/t/joes/notices/abc',
      },
    ]);
  });

  it('goes without link where the operator’s template has no button', async () => {
    const { simulator, send } = aService({ button: false });
    await send();
    expect(simulator.model.delivered[0]?.url).toBeUndefined();
  });

  it.each(['491701234567', '+0170123', '+49 170 123', '+491701234567890123', ''])(
    'to "%s" is refused without a call',
    async (to) => {
      const { simulator, send } = aService();
      expect((await failureOf(send({ to }))).kind).toBe('rejected');
      expect(simulator.calls).toEqual([]);
    },
  );

  it('of a kind that has no template is refused with what to set up', async () => {
    const failure = await failureOf(aService().send({ template: 'ticket' }));
    expect(failure.kind).toBe('rejected');
    expect(failure.detail.advice).toContain('templates.ticket');
  });

  it('is never too long for a template, however much there is to say', async () => {
    const { simulator, send } = aService();
    await send({ body: ['x'.repeat(5_000), '🍜'.repeat(5_000)] });
    expect(simulator.model.delivered).toHaveLength(1);
  });
});

describe('parameters', () => {
  it('lose what a template does not take: breaks, tabs, runs of spaces, controls', () =>
    expect(fitted([' a\r\nb\tc      d\u0000e\u202Ef\u200B ', '', '\n\n'])).toEqual(['a b c def', '–', '–']));

  it('give way where they are too long together, the longest first, and never half a character', () => {
    const [short = '', long = '', longer = ''] = fitted(['number 12', 'y'.repeat(450), '🍜'.repeat(900)]);
    expect(short).toBe('number 12');
    expect(short.length + long.length + longer.length).toBeLessThanOrEqual(800);
    expect(long.endsWith('…') && longer.endsWith('…')).toBe(true);
    expect(longer).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });
});

describe('a refusal', () => {
  it.each([
    [429, 130429, 'throttled', false],
    [400, 131056, 'throttled', false],
    [400, 80007, 'throttled', false],
    [400, 131026, 'rejected', undefined],
    [400, 132000, 'rejected', undefined],
    [404, 132001, 'rejected', undefined],
    [400, 132012, 'rejected', undefined],
    [401, 190, 'unavailable', false],
    [403, 10, 'unavailable', false],
    [403, 299, 'unavailable', false],
    [403, 368, 'unavailable', false],
    [503, 131016, 'unavailable', false],
    [500, 131000, 'unavailable', undefined],
    [500, 999_999, 'unavailable', undefined],
    [400, 999_999, 'rejected', undefined],
  ])('%s with code %s is %s', async (status, code, kind, sent) => {
    const { simulator, send } = aService();
    simulator.model.trouble = { status, code, title: 'No' };
    const failure = await failureOf(send());
    expect([failure.kind, failure.detail.sent, failure.detail.code]).toEqual([kind, sent, String(code)]);
    if (kind === 'rejected') expect(failure.detail.advice).toBeTruthy();
  });

  it('of an expired token says what to do, and neither token nor number', async () => {
    const { simulator, send } = aService();
    simulator.faults.add({ kind: 'expire-token' });
    const failure = await failureOf(send());
    expect(failure.detail.advice).toContain('TILLBRIDGE_WHATSAPP');
    expect(JSON.stringify([failure.message, failure.detail])).not.toMatch(/EAAG|4917/);
  });

  it('of a number that is not on WhatsApp does not repeat the number', async () => {
    const failure = await failureOf(aService({ reachable: [] }).send());
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toContain('(number)');
    expect(failure.message).not.toContain('4917');
  });

  it.each(['lose-reply', 'html', 'empty', 'bad-gateway', 'truncated'] as const)(
    'that is none (%s) leaves open whether it was taken',
    async (kind) => {
      const { simulator, send } = aService();
      simulator.faults.add({ kind });
      const failure = await failureOf(send());
      expect(failure.kind).toBe('unavailable');
      expect(failure.detail.sent).not.toBe(false);
      expect(simulator.model.delivered).toHaveLength(1);
    },
  );
});
