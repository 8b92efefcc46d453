import { within } from './clock';
import { killOwned } from './ownedProcess';

type Close = () => void | Promise<void>;

interface Closing {
  name: string;
  close: Close;
}

/** A closing that takes longer is left behind; owned processes are killed in the end anyway. */
const CLOSE_MS = 5000;
const PARENT_CHECK_MS = 500;

const closings: Closing[] = [];
let closingAll: Promise<void> | undefined;

/** Puts something on the process-wide list of things to close; the result takes it off again. */
export function onClose(name: string, close: Close): () => void {
  const closing = { name, close };
  closings.push(closing);
  return () => {
    const index = closings.indexOf(closing);
    if (index >= 0) closings.splice(index, 1);
  };
}

async function closeOne({ name, close }: Closing, log: (line: string) => void): Promise<void> {
  try {
    await within(CLOSE_MS, Promise.resolve(close()));
  } catch (error) {
    log(`Could not close ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function closeInReverse(log: (line: string) => void): Promise<void> {
  for (let last = closings.pop(); last; last = closings.pop()) await closeOne(last, log);
}

/** Closes everything on the list, the newest first. A closing that fails is told and does not keep the others open. */
export function closeAll(log: (line: string) => void = console.error): Promise<void> {
  closingAll ??= closeInReverse(log).finally(() => (closingAll = undefined));
  return closingAll;
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * From here on everything on the list is closed however the process ends: a signal (the second one kills hard), an
 * uncaught exception, the death of the parent, or nothing left to do. For programs; a test closes what it opened.
 */
export function closeAtEnd(log: (line: string) => void = console.error): void {
  let ending = false;
  const end = (code: number, why: string) => {
    if (ending) {
      killOwned();
      process.exit(code);
    }
    ending = true;
    log(why);
    void closeAll(log).then(() => process.exit(code));
  };
  for (const [signal, code] of Object.entries(SIGNALS))
    process.on(signal, () => end(code, `${signal}: closing.`));
  process.on('uncaughtException', (error) => {
    console.error(error);
    if (!ending) end(1, 'Closing after an unexpected error.');
  });
  process.once('beforeExit', () => void closeAll(log));
  const parent = process.ppid;
  const check = () => {
    if (process.ppid !== parent && !ending) end(0, 'The process that started this one is gone: closing.');
  };
  setInterval(check, PARENT_CHECK_MS).unref();
}
