import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The emulator's class files are for Java 11; newer emulators may ask for more and then say so themselves. */
const OLDEST_JAVA = 11;

export interface Java {
  /** What to spawn: `java`, or the one under JAVA_HOME. */
  command: string;
  /** 17 for "17.0.15", 8 for "1.8.0_402". */
  major: number;
}

const advice = `install Java ${OLDEST_JAVA} or newer (Debian, Ubuntu: "apt-get install default-jre-headless"; macOS: "brew install openjdk"), then run this again`;

/** Reads the major version from what `java -version` prints; undefined when it is something else. */
export function javaMajor(printed: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(printed) ?? [];
  if (first === undefined) return undefined;
  return first === '1' ? Number(second) : Number(first);
}

function javaCommand(env: NodeJS.ProcessEnv): string {
  const own = env.JAVA_HOME && join(env.JAVA_HOME, 'bin', process.platform === 'win32' ? 'java.exe' : 'java');
  return own && existsSync(own) ? own : 'java';
}

/**
 * The Java that runs the emulator. Asked first, because without it the emulator stops late and says little.
 * @throws Error that says what to install.
 */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const command = javaCommand(env);
  const printed = await new Promise<string>((resolve) => {
    // A missing program and a stub that only prints advice (as on macOS) both end here with an error.
    execFile(command, ['-version'], { env }, (error, stdout, stderr) =>
      resolve(error ? '' : stdout + stderr),
    );
  });
  const major = javaMajor(printed);
  if (major === undefined)
    throw new Error(`The Firestore emulator needs Java, and none was found: ${advice}.`);
  if (major < OLDEST_JAVA) throw new Error(`The Firestore emulator cannot run on Java ${major}: ${advice}.`);
  return { command, major };
}
