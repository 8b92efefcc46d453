import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { freePort, listen } from '../../scripts/local/ports';

describe('ports', () => {
  const servers: Server[] = [];
  const server = () => {
    const made = createServer();
    servers.push(made);
    return made;
  };
  afterEach(() => {
    for (const one of servers.splice(0)) one.close();
  });

  it('gives the wished port when it is free, without a word', async () => {
    const lines: string[] = [];
    const port = await freePort({ name: 'a' });
    expect(await listen(server(), { port, name: 'a', log: (line) => lines.push(line) })).toBe(port);
    expect(lines).toEqual([]);
  });

  it('gives another when it is in use, and says which', async () => {
    const lines: string[] = [];
    const busy = await listen(server(), { name: 'a' });
    const port = await listen(server(), { port: busy, name: 'the shop', log: (line) => lines.push(line) });
    expect(port).not.toBe(busy);
    expect(lines).toEqual([`Port ${busy} is in use; the shop is on port ${port} instead.`]);
  });

  it('fails with the port in its message when only that one would do', async () => {
    const busy = await listen(server(), { name: 'a' });
    await expect(listen(server(), { port: busy, exact: true, name: 'the shop' })).rejects.toThrow(
      `Port ${busy} is in use, and the shop cannot be on another`,
    );
  });

  it('survives a wish at the very end of the range', async () => {
    const top = await listen(server(), { port: 65_535, name: 'a' });
    const next = await listen(server(), { port: 65_535, name: 'b' });
    expect(top).toBeGreaterThan(0);
    expect(next).not.toBe(top);
  });
});
