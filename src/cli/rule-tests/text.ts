import { inertLines } from '../../util/inert-lines.ts';
import { jsonText } from '../../util/json-text.ts';
import { terminalText } from '../../util/terminal-text.ts';
import type { Outcome } from './judge.ts';
import type { RuleTestResult } from './run.ts';

/** The result for people: what went wrong, with its place, then one line of figures. */
export function ruleTestText({ outcomes, signatures, untested }: RuleTestResult): string {
  const wrong = outcomes.filter(({ outcome }) => outcome !== 'validated');
  const lines = wrong.flatMap((item) => [line(item), ...facts(item)]);
  const bare = untested.map(({ rule, message, ...place }) => terminalText(`untested   ${at(place)} ${rule}: ${message}`));
  const counted = (['validated', 'missing', 'noisy'] as const).map((kind) => {
    const number = outcomes.filter(({ outcome }) => outcome === kind).length + (kind === 'validated' ? signatures : 0);
    return `${number} ${kind}`;
  });
  const left = untested.length === 0 ? '' : `, ${untested.length} untested`;
  return inertLines(`${[...lines, ...bare, `${counted.join(', ')}${left}`].join('\n')}\n`);
}

function line({ outcome, rule, message, ...place }: Outcome): string {
  const what = outcome === 'noisy' && rule !== '' ? `reported, not expected: ${message}` : message;
  return terminalText(`${outcome.padEnd(10)} ${at(place)} ${rule === '' ? '' : `${rule}: `}${what}`);
}

/** Why: what is known of the call path there. */
function facts({ usage, outcome, rule }: Outcome): string[] {
  if (rule === '') return [];
  if (usage === null) return outcome === 'missing' ? ['             no call path was found there'] : [];
  const { service, model, route, scope, endpoint } = usage;
  const known = [
    `service.id: ${service?.id ?? 'unknown'}`,
    `model.id: ${model?.id ?? 'unknown'}`,
    `endpoint.host: ${endpoint?.host ?? 'unknown'}`,
    `route: ${route}`,
    `scope: ${scope}`,
  ];
  return [terminalText(`             the call path there: ${known.join(', ')}`)];
}

function at({ file, line: row, column }: { readonly file: string; readonly line: number; readonly column: number }): string {
  return `${file}:${row}:${column}`;
}

/** The result for programs. */
export function ruleTestJson({ outcomes, signatures, untested }: RuleTestResult): string {
  const of = (kind: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === kind).map(plain);
  return jsonText({
    schemaVersion: '1.0',
    passed: outcomes.every(({ outcome }) => outcome === 'validated'),
    validated: of('validated'),
    validatedSignatures: signatures,
    missing: of('missing'),
    noisy: of('noisy'),
    untested,
  });
}

function plain({ rule, file, line: row, column, message, usage }: Outcome): Record<string, unknown> {
  return { rule: rule === '' ? null : rule, file, line: row, column, message, usage: usage?.id ?? null };
}
