/** The baseline file: read, checked and written. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { SEVERITIES } from '../model/entity.ts';
import type { Baseline, KnownFinding } from '../model/suppression.ts';
import { InputError, UsageError } from '../util/errors.ts';
import { schemaProblems } from '../util/yaml-problems.ts';

const text = z.string().min(1);

/** What a baseline file contains. */
const BaselineFile = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  profile: text.describe('Profile it was made under; findings of another profile have other rules.'),
  findings: z
    .array(
      z.strictObject({
        rule: text,
        subject: z.string().describe('What the finding is about, for people; the fingerprint counts.'),
        severity: z.enum(SEVERITIES).describe('Known up to this severity: a finding that gets worse is new again.'),
        fingerprint: z.string().regex(/^[0-9a-f]{32}$/, 'expected 32 hex digits'),
      }),
    )
    .describe('Sorted by rule and subject, one per line.'),
});

/** The JSON Schema of a baseline file. */
export function baselineJsonSchema(): Record<string, unknown> {
  return { title: 'sovaudit baseline', ...z.toJSONSchema(BaselineFile, { target: 'draft-2020-12' }) };
}

/** Reads a baseline. Throws `UsageError` when there is none, `InputError` when it is no baseline. */
export function loadBaseline(file: string): Baseline {
  if (!existsSync(file)) throw new UsageError(`baseline not found: ${file}`, 'make one: sovaudit baseline create');
  return parseBaseline(file, readFileSync(file, 'utf8'));
}

/** Checks the text of a baseline. */
export function parseBaseline(file: string, content: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    const message = `not JSON: ${(error as Error).message}`;
    throw new InputError([{ file, line: 1, column: 1, message }]);
  }
  const problems = schemaProblems({ file, value, base: [], document: null, lines: null }, BaselineFile);
  if (problems.length > 0) throw new InputError(problems);
  const { profile, findings } = value as z.infer<typeof BaselineFile>;
  return { file, profile, findings };
}

/** The text of a baseline: entries as given, one per line, nothing that changes by itself. */
export function baselineText({ profile, findings }: Pick<Baseline, 'profile' | 'findings'>): string {
  const lines = findings.map(({ rule, subject, severity, fingerprint }: KnownFinding) => `    ${JSON.stringify({ rule, subject, severity, fingerprint })}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "profile": ${JSON.stringify(profile)},\n  "findings": ${list}\n}\n`;
}
