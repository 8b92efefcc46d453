import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

const owned = new Set<{ pid: number }>();

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** Kills every owned process, at once and hard. */
export function killOwned(): void {
  for (const { pid } of owned) kill(pid);
  owned.clear();
}

/**
 * A shell that waits for its stdin to end, which it does however we die, SIGKILL included; then it kills the
 * process. Told "released", it leaves it alone.
 */
function guard(pid: number): () => void {
  if (process.platform === 'win32') return () => {};
  const script = 'read -r word; [ "$word" = released ] || kill -KILL "$1"';
  // In a session of its own: what a terminal sends to all of us must not reach it.
  const shell = spawn('/bin/sh', ['-c', script, 'guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return () => shell.stdin.end('released\n');
}

/**
 * Takes a process into ownership: it never outlives this one. The result releases it, and is called once the process
 * is known to be gone (its number may then be a stranger's).
 */
export function ownProcess(pid: number): () => void {
  if (owned.size === 0) {
    process.off('exit', killOwned);
    process.on('exit', killOwned);
  }
  const entry = { pid };
  owned.add(entry);
  const releaseGuard = guard(pid);
  return () => {
    if (owned.delete(entry)) releaseGuard();
  };
}
