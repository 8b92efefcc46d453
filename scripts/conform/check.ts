import { Failure } from '../../functions/src/model/failure';
import { masking } from './secrets';

export type Result = 'passed' | 'failed' | 'skipped';

/** One line of the report. */
export interface Check {
  check: string;
  result: Result;
  /** What was found, what is wrong, or why it was not tried. */
  detail: string;
}

/** What a check found out: words for the report, and what later checks build on. */
export interface Finding<T> {
  detail: string;
  value: T;
}

/** The check went through, and what came of it is not right. */
export class Wrong extends Error {}

/** Nothing could be learnt here, and nobody is to blame. */
export class NothingToLearn extends Error {}

function wordsOf(thrown: unknown): string {
  if (thrown instanceof Wrong) return thrown.message;
  const { kind, message, detail } = Failure.from(thrown);
  return [`${kind}: ${message}`, detail.advice].filter(Boolean).join(' ');
}

/** The checks of one run, in the order in which they were made. */
export class Checks {
  readonly rows: Check[] = [];

  private masked: (text: string) => string;

  /** @param secrets What no detail may show. */
  constructor(private secrets: readonly string[]) {
    this.masked = masking(secrets);
  }

  /** From here on these are secrets, too. */
  hide(secrets: readonly string[]): void {
    this.secrets = [...this.secrets, ...secrets];
    this.masked = masking(this.secrets);
  }

  /** Makes a check; its value, or undefined when it did not pass. Never throws. */
  async make<T>(check: string, work: () => Promise<Finding<T>>): Promise<T | undefined> {
    try {
      const { detail, value } = await work();
      this.note(check, 'passed', detail);
      return value;
    } catch (thrown) {
      if (thrown instanceof NothingToLearn) this.skip(check, thrown.message);
      else this.note(check, 'failed', wordsOf(thrown));
      return undefined;
    }
  }

  skip(check: string, reason: string): void {
    this.note(check, 'skipped', reason);
  }

  private note(check: string, result: Result, detail: string): void {
    this.rows.push({ check, result, detail: this.masked(detail) });
  }
}
