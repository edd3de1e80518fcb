import { readFileSync } from 'node:fs';
import { UsageError } from '../../util/errors.ts';
import { shardOf } from '../../util/shard.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Streams } from '../streams.ts';

/** Parts a list can be cut into: more would be empty for the largest of lists. */
const MOST_PARTS = 100_000;

/** `sovaudit shard 2/8 < repositories.txt`: the lines of one part, in their order. Every line is in exactly one part, whoever asks. */
export async function runShard(part: string, file: string | undefined, streams: Streams): Promise<ExitCode> {
  const [, index, total] = (/^(\d{1,6})\/(\d{1,6})$/.exec(part) ?? []).map(Number);
  if (index === undefined || total === undefined || total < 1 || total > MOST_PARTS || index < 1 || index > total) {
    throw new UsageError(
      `shard ${part}: expected PART/PARTS from 1/${total !== undefined && total >= 1 && total <= MOST_PARTS ? total : 'PARTS'}`,
      'for example 2/8; where a server counts from 0, add one: $((INDEX + 1))/8',
    );
  }
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const line of (await listOf(file, streams)).split(/\r?\n/)) {
    const name = nameOf(line);
    if (name === '' || name.startsWith('#') || seen.has(name)) continue;
    seen.add(name);
    if (shardOf(name, total) === index - 1) lines.push(`${line.trim()}\n`);
  }
  if (seen.size === 0) throw new UsageError('shard: the list is empty', 'one repository on each line; lines with # at the start do not count');
  streams.stdout.write(lines.join(''));
  return EXIT.ok;
}

/** What stands before the first tab names the repository; more columns may change without moving it to another part. */
function nameOf(line: string): string {
  return (line.trim().split('\t')[0] ?? '').trim();
}

async function listOf(file: string | undefined, { stdin }: Streams): Promise<string> {
  if (file === undefined || file === '-') {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stdin ?? []) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk);
    return Buffer.concat(chunks).toString('utf8');
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`, 'give a file with one repository on each line');
  }
}
