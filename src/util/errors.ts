import type { Problem } from './yaml-problems.ts';

/** The caller asked for something that cannot be done: the message says what, `hint` the way forward. Exit code 2. */
export class UsageError extends Error {
  readonly hint: string | null;
  constructor(message: string, hint: string | null = null) {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** Files somebody wrote (rules, configuration) are wrong: all their problems at once, with positions. Exit code 2. */
export class InputError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`).join('\n'));
    this.name = 'InputError';
    this.problems = problems;
  }
}
