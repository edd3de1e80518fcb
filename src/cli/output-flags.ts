/** Flags that say what is printed and where it goes. */
import { FORMATS, type Format } from '../report/index.ts';
import { didYouMean } from '../util/closest.ts';
import { UsageError } from '../util/errors.ts';
import { oneOf } from './flag-values.ts';
import type { ColorChoice } from './streams.ts';

/** Output flags as commander gives them. */
export interface RawOutputFlags {
  readonly format?: string;
  readonly output?: string[];
  readonly verbose?: boolean;
  readonly color?: string;
  readonly includeSuppressed?: boolean;
  readonly specVersion?: string;
}

/** A format and where it goes; `file` null is standard output. */
export interface OutputTarget<F extends string = Format> {
  readonly format: F;
  readonly file: string | null;
}

/** Checked output flags. */
export interface OutputChoice {
  readonly outputs: readonly OutputTarget[];
  readonly verbose: boolean;
  readonly color: ColorChoice;
  readonly includeSuppressed: boolean;
  /** Version of CycloneDX. */
  readonly specVersion: '1.6' | '1.7';
}

/** Checks what is to be printed. */
export function outputChoice(flags: RawOutputFlags): OutputChoice {
  return {
    outputs: outputTargets(flags, FORMATS),
    verbose: flags.verbose ?? false,
    color: oneOf('--color', flags.color ?? 'auto', ['auto', 'always', 'never'] as const),
    includeSuppressed: flags.includeSuppressed ?? false,
    specVersion: oneOf('--spec-version', flags.specVersion ?? '1.6', ['1.6', '1.7'] as const),
  };
}

/** What `--format` and `--output` ask for, of the formats a command has; the first of them is the default. */
export function outputTargets<F extends string>(
  { format, output = [] }: Pick<RawOutputFlags, 'format' | 'output'>,
  formats: readonly [F, ...F[]],
): OutputTarget<F>[] {
  const targets = output.map((text): OutputTarget<F> => {
    const cut = text.indexOf('=');
    if (cut < 0) throw new UsageError(`--output ${text}: expected FORMAT=FILE`, 'for example --output sarif=sovaudit.sarif');
    const file = text.slice(cut + 1);
    if (file === '') throw new UsageError(`--output ${text}: the file name is missing`, 'use "-" for standard output');
    return { format: formatOf('--output', text.slice(0, cut), formats), file: file === '-' ? null : file };
  });
  if (format !== undefined || !targets.some(({ file }) => file === null))
    targets.unshift({ format: formatOf('--format', format ?? formats[0], formats), file: null });
  if (targets.filter(({ file }) => file === null).length > 1)
    throw new UsageError('only one format can go to standard output', 'give the others a file: --output json=report.json');
  const files = targets.map(({ file }) => file).filter((file) => file !== null);
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) throw new UsageError(`two outputs go to ${twice}`, 'give each format a file of its own');
  return targets;
}

function formatOf<F extends string>(flag: string, text: string, formats: readonly F[]): F {
  const found = formats.find((format) => format === text);
  if (found !== undefined) return found;
  throw new UsageError(`${flag}: unknown format "${text}"${didYouMean(text, formats)}`, `formats: ${formats.join(', ')}`);
}
