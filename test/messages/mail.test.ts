import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { Failure } from '../../functions/src/model/failure';
import type { Mail } from '../../functions/src/model/message';
import { isLoopback, smtpMail, smtpSchema } from '../../functions/src/messages/mail';
import { mailServer, refusal, type MailServer } from '../support/mailServer';

const MAIL: Mail = {
  to: 'cook@example.com',
  subject: 'Products need a POS item (joes)',
  text: 'Link “Crème brûlée”.\n.\nA line with a dot alone is no end.',
  html: '<p>Link “Crème brûlée”.</p>',
  messageId: 'abc123@tillbridge',
};
const ACCOUNT = { user: 'bridge', pass: 'correct horse' };

const open: { close(): unknown }[] = [];
async function aServer(knobs: Parameters<typeof mailServer>[0] = {}): Promise<MailServer> {
  const server = await mailServer(knobs);
  open.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const settingsFor = (port: number, more: object = {}) =>
  smtpSchema.parse({ host: '127.0.0.1', port, from: 'Tillbridge <pos@example.com>', ...more });
const sending = (port: number, more: object = {}, mail: Partial<Mail> = {}, requireTls = false) =>
  smtpMail(settingsFor(port, more), requireTls)({ ...MAIL, ...mail });

async function failureOf(sent: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await sent.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Failure);
  return thrown as Failure;
}

describe('an e-mail', () => {
  it('arrives whole, under the sender and the id that it was given', async () => {
    const { received, port } = await aServer();
    await sending(port);
    const [mail] = received;
    expect(mail).toMatchObject({ from: 'pos@example.com', to: ['cook@example.com'], isSecure: true });
    const raw = mail?.raw ?? '';
    expect(raw).toContain('From: Tillbridge <pos@example.com>\r\nTo: cook@example.com\r\n');
    expect(raw).toContain('Message-ID: <abc123@tillbridge>');
    expect(raw).toContain('Subject: Products need a POS item (joes)');
    expect(raw).toContain('Auto-Submitted: auto-generated');
    expect(raw).toContain('multipart/alternative');
    expect(raw).toMatch(/Cr=C3=A8me br=C3=BBl=C3=A9e[^]*Cr=C3=A8me/);
  });

  it('is sent after signing in, where there is an account', async () => {
    const { received, port } = await aServer({ account: ACCOUNT });
    await sending(port, ACCOUNT);
    expect(received[0]).toMatchObject({ user: 'bridge', isSecure: true });
  });

  it.each([
    ['a header of somebody’s own in the subject', { subject: 'Hello\r\nBcc: all@example.com' }],
    ['a header in the address', { to: 'cook@example.com\r\nBcc: all@example.com' }],
    ['two addresses', { to: 'cook@example.com, all@example.com' }],
    ['a name with an address', { to: 'Cook <cook@example.com>' }],
    ['an SMTP command in the address', { to: 'cook@example.com>\r\nRCPT TO:<all@example.com' }],
    ['an id that breaks its brackets', { messageId: 'a>\r\nX: y@b' }],
    ['a line separator in the subject', { subject: 'Hello\u2028Bcc: all@example.com' }],
  ])('with %s is refused before anything is opened', async (_, wrong) => {
    const { received, port } = await aServer();
    const failure = await failureOf(sending(port, {}, wrong));
    expect(failure.kind).toBe('rejected');
    expect(failure.message).not.toContain('all@example.com');
    expect(received).toEqual([]);
  });
});

describe('a server that does not take it', () => {
  it('has surely not taken it when it cannot be reached', async () => {
    const { port, close } = await mailServer();
    await close();
    expect(await failureOf(sending(port))).toMatchObject({ kind: 'unavailable', detail: { sent: false } });
  });

  it.each([
    ['MAIL FROM', 'onMailFrom'],
    ['RCPT TO', 'onRcptTo'],
  ] as const)('may say after %s that it will later (4xx), or never (5xx)', async (_, hook) => {
    const says = (code: number) =>
      aServer({
        [hook]: (_a: unknown, _s: unknown, done: (e: Error) => void) =>
          done(refusal(code, 'no <cook@example.com> here')),
      });
    const later = await failureOf(sending((await says(451)).port));
    expect(later).toMatchObject({ kind: 'unavailable', detail: { sent: false, code: '451' } });
    const never = await failureOf(sending((await says(550)).port));
    expect(never).toMatchObject({ kind: 'rejected', detail: { code: '550' } });
    for (const { message } of [later, never]) {
      expect(message).toContain('(address)');
      expect(message).not.toContain('cook@');
    }
  });

  it.each([
    [452, 'unavailable'],
    [554, 'rejected'],
  ])('may say so (%s) when it has read the message', async (code, kind) => {
    const { port } = await aServer({
      atEnd: () => {
        throw refusal(code, 'not like this');
      },
    });
    const failure = await failureOf(sending(port));
    expect([failure.kind, failure.detail.sent]).toEqual([kind, kind === 'unavailable' ? false : undefined]);
  });

  it('may have taken it when its reply to the message is lost', async () => {
    const { port, received } = await aServer({ atEnd: (lose) => lose() });
    const failure = await failureOf(sending(port));
    expect(failure.kind).toBe('unavailable');
    expect(failure.detail.sent).toBeUndefined();
    expect(received).toHaveLength(1);
  });

  it('says before the message that it is too large', async () => {
    const { port, received } = await aServer({ size: 2_000 });
    const failure = await failureOf(sending(port, {}, { text: 'x'.repeat(5_000) }));
    expect(failure.kind).toBe('rejected');
    expect(received).toEqual([]);
  });

  it('refuses our sign-in: the operator is told, and it is tried again', async () => {
    const { port } = await aServer({ account: ACCOUNT });
    const failure = await failureOf(sending(port, { ...ACCOUNT, pass: 'wrong-password' }));
    expect(failure).toMatchObject({ kind: 'unavailable', detail: { sent: false, code: 'EAUTH' } });
    expect(failure.detail.advice).toContain('TILLBRIDGE_SMTP');
    expect(`${failure.message}${failure.detail.advice}`).not.toContain('wrong-password');
  });
});

describe('TLS', () => {
  it('is demanded of every server but this machine: none offered, nothing sent', async () => {
    const { port, received } = await aServer({ hideSTARTTLS: true, account: ACCOUNT });
    const failure = await failureOf(sending(port, ACCOUNT, {}, true));
    expect(failure).toMatchObject({ kind: 'unavailable', detail: { sent: false } });
    expect(received).toEqual([]);
  });

  it('is demanded with a certificate that can be trusted', async () => {
    const { port, received } = await aServer();
    expect(await failureOf(sending(port, {}, {}, true))).toMatchObject({
      detail: { sent: false, code: 'ETLS' },
    });
    expect(received).toEqual([]);
  });

  it.each(['localhost', '127.0.0.1', '127.9.9.9', '::1'])('is not demanded of %s', (host) =>
    expect(isLoopback(host)).toBe(true),
  );

  it.each(['smtp.example.com', 'localhost.example.com', '127.0.0.1.example.com', '10.0.0.1'])(
    'is demanded of %s',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

it('a server that hangs up in the middle of its greeting has not taken anything', async () => {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end('220-almost');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  const { port } = server.address() as AddressInfo;
  expect(await failureOf(sending(port))).toMatchObject({ kind: 'unavailable', detail: { sent: false } });
});

it('a server that goes on and on without coming to an end is left', async () => {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    const talk = setInterval(() => socket.write('220-and another thing\r\n'), 20);
    socket.on('close', () => clearInterval(talk));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  const { port } = server.address() as AddressInfo;
  const failure = await failureOf(smtpMail(settingsFor(port), false, 200)(MAIL));
  expect(failure).toMatchObject({ kind: 'unavailable', detail: { sent: false } });
});
