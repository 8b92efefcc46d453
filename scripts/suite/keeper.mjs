// Keeps a command: ends it and everything it started when our stdin ends. That happens when our starter asks for it,
// and also however our starter dies. Usage: keeper.mjs FILE COMMAND ARGS...; FILE is removed in the end.
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';

/** The emulator suite needs a few seconds to end its parts in order. */
const GRACE_MS = 15_000;
const [file, command, ...args] = process.argv.slice(2);

// Whatever it starts, and whatever that starts, inherits this: by it we know them when their parents are gone.
const mark = `TILLBRIDGE_KEPT_BY=${randomUUID()}`;
const [variable, value] = mark.split('=');

const child = spawn(command, args, {
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, [variable]: value },
  // A process group of its own, for what a terminal sends and for ending the workers together.
  detached: true,
});
const ended = new Promise((resolve) => {
  child.once('exit', (code) => resolve(code ?? 1));
  child.once('error', (error) => (console.error(error.message), resolve(1)));
});

const kill = (pid, signal) => {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
};

/** Everything that bears our mark: `e` shows the environment after the command, `ww` all of it. */
async function kept() {
  const list = ['axeww', '-o', 'pid=,command='];
  const { stdout } = await promisify(execFile)('ps', list, { maxBuffer: 256 * 1024 * 1024 });
  const lines = stdout.split('\n').filter((line) => line.includes(mark));
  return lines.map((line) => Number.parseInt(line, 10));
}

async function killRemnants() {
  kill(-child.pid, 'SIGKILL');
  for (const pid of await kept()) kill(pid, 'SIGKILL');
}

for (const [from, to] of [
  [child.stdout, process.stdout],
  [child.stderr, process.stderr],
])
  from.on('data', (text) => to.write(text));

function end() {
  kill(child.pid, 'SIGINT');
  setTimeout(() => kill(child.pid, 'SIGKILL'), GRACE_MS).unref();
}

process.stdin.resume().once('end', end);
// Our starter is a group of its own; what a terminal sends to it is its business, not ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
// Writing to a starter that is gone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const code = await ended;
await killRemnants().catch((error) => console.error(error.message));
rmSync(file, { force: true });
process.exit(code);
