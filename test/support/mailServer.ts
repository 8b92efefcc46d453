import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  from: string;
  to: string[];
  /** The message as it came over the wire. */
  raw: string;
  user?: string;
  isSecure: boolean;
}

type Knobs = Pick<SMTPServerOptions, 'size' | 'authOptional' | 'hideSTARTTLS' | 'onRcptTo' | 'onMailFrom'> & {
  /** The one sign-in that is good. */
  account?: { user: string; pass: string };
  /** Before the reply to a whole message: throws a refusal, or loses the connection. */
  atEnd?: (lose: () => void) => void;
};

/** The reply of a server to a command. */
export const refusal = (code: number, words: string) =>
  Object.assign(new Error(words), { responseCode: code });

export interface MailServer {
  received: Received[];
  port: number;
  close(): Promise<void>;
}

/** A real SMTP server on loopback, with the certificate that smtp-server brings along. */
export async function mailServer({ account, atEnd, ...knobs }: Knobs = {}): Promise<MailServer> {
  const received: Received[] = [];
  const server: SMTPServer = new SMTPServer({
    logger: false,
    authOptional: account === undefined,
    ...knobs,
    onAuth: ({ username, password }, _session, done) =>
      username === account?.user && password === account?.pass
        ? done(null, { user: username })
        : done(refusal(535, '5.7.8 Bad credentials')),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        if (stream.sizeExceeded) return done(refusal(552, '5.3.4 Message too big'));
        let isLost = false;
        try {
          atEnd?.(() => {
            isLost = true;
          });
        } catch (thrown) {
          return done(thrown as Error);
        }
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          user: session.user === undefined ? undefined : String(session.user),
          isSecure: session.secure,
        });
        if (isLost) for (const connection of server.connections) connection._socket.destroy();
        else done(null, 'queued as test-1');
      });
    },
  });
  // A client that goes away in the middle is part of what is tested.
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return { received, port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
