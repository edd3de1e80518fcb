/** Exit codes, the same for every output format. */
export const EXIT = {
  /** Clean, or no gate was asked for. */
  ok: 0,
  /** A gate failed. */
  gate: 1,
  /** Wrong usage, config or rules, or nothing to scan. */
  usage: 2,
  /** A bug. */
  internal: 3,
  /** The scan was incomplete and `--strict` was given. */
  incomplete: 4,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
