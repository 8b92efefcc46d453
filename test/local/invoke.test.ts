import { invoke } from '../../scripts/local/invoke';

interface Req {
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  header(name: string): string | undefined;
}

interface Res {
  status(code: number): Res;
  set(name: string, value: string): Res;
  send(content?: unknown): void;
  json(content: unknown): void;
}

const handler = (run: (req: Req, res: Res) => unknown) => (req: unknown, res: unknown) =>
  run(req as Req, res as Res);

describe('calling an HTTP function without sockets', () => {
  it('hands over the request and brings back what was answered', async () => {
    const echo = handler((req, res) =>
      res
        .status(201)
        .set('X-Seen', String(req.header('x-one')))
        .json([req.method, req.path, req.query, req.body]),
    );
    const call = { method: 'PUT', path: '/a/b?c=d', headers: { 'X-One': '1' }, body: { e: 'f' } };
    expect(await invoke(echo, call)).toEqual({
      status: 201,
      headers: { 'x-seen': '1' },
      body: ['PUT', '/a/b', { c: 'd' }, { e: 'f' }],
    });
  });

  it('waits for an answer that comes after the handler has returned', async () => {
    const late = handler((_, res) => void setImmediate(() => res.send('late')));
    expect(await invoke(late, {})).toMatchObject({ status: 200, body: 'late' });
  });

  it('answers 500 for a handler that throws, and keeps what was thrown', async () => {
    const error = new Error('boom');
    const thrower = handler(() => Promise.reject(error));
    expect(await invoke(thrower, {})).toMatchObject({ status: 500, error });
  });

  it('answers 504 for one that does not answer in time', async () => {
    expect(await invoke(() => undefined, { timeoutMs: 1 })).toMatchObject({ status: 504 });
  });
});
