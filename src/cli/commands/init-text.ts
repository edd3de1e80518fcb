/** The text of a new project file: what was found, what is set, and what only its author can say. */
import type { Report } from '../../model/report.ts';
import { judgedUsages } from '../../report/select.ts';
import { count, organizationWords, placeWords, verdictSentence } from '../../report/words.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { VERSION } from '../../version.ts';

/** Answers of the interview. */
export interface InitAnswers {
  readonly profile: string;
  readonly failOn: string;
  /** Whether a rule file was written beside it. */
  readonly rules?: boolean;
}

/** Services and questions named at most. */
const NAMED = 12;

/** First line of a file, by which editors find its schema in the published package. */
export function publishedSchemaLine(schema: string): string {
  return `# yaml-language-server: $schema=https://unpkg.com/sovaudit@${VERSION}/rules/schema/${schema}`;
}

/** First line of a project file, by which editors know its keys. */
export const SCHEMA_LINE = publishedSchemaLine('project.schema.json');

/** The file. Text from the repository stands in comments only, on one line each. */
export function projectFileText(report: Report, { profile, failOn, rules = false }: InitAnswers): string {
  return `${[
    SCHEMA_LINE,
    `# ${safe(verdictSentence(report))}.`,
    ...found(report),
    '',
    '# Whose home, transfer rules and floors the code is judged by. A scope stands after a colon: us-federal:civ.',
    `profile: ${JSON.stringify(profile)}`,
    '',
    '# Exit 1 on a new finding of this severity or worse: critical, high, medium, low, info, none.',
    `fail_on: ${failOn}`,
    '',
    ...optionLines(rules),
    ...questions(report),
    ...endpoints(report),
    ...SUPPRESSIONS,
  ].join('\n')}\n`;
}

const optionLines = (rules: boolean): string[] => [
  '# Findings accepted as they are; the gate then judges new ones only. Write it with: sovaudit baseline create',
  '# baseline: .sovaudit-baseline.json',
  '',
  '# Another gate for one layer, or for one rule; levels from 0 (someone else decides) to 4 (in your hands).',
  '# fail_on_layer: { license: none }',
  '# fail_on_rule: { model/denied-by-policy: low }',
  '# min_level: { data: 2 }',
  '# max_knowledge_age: 180',
  '',
  '# Rules of your own: files and folders (rules), and packs that later ones may refine (extends: paths here, or names of npm packages).',
  rules ? 'rules: [our-rules.yaml]' : '# rules: [our-rules.yaml]',
  '# extends: [./policy, "@our-company/sovaudit-rules"]',
  '',
  '# What is not read.',
  '# exclude: ["legacy/**"]',
  '',
];

const SUPPRESSIONS = [
  '# Findings somebody accepts. Beside the code it is a comment: sovaudit-ignore[RULE] until=2027-03-31: reason',
  '# suppressions:',
  '#   - rule: cloud/foreign-operator',
  '#     subject: openai',
  '#     reason: contract ends in March',
  '#     approver: name of whoever answers for it',
  '#     ticket: AI-12',
  '#     until: "2027-03-31"',
];

function found(report: Report): string[] {
  const usages = judgedUsages(report);
  const lines = new Map<string, number>();
  for (const usage of usages) {
    const nobody = usage.route === 'self-hosted' ? 'your own process' : 'unknown service';
    const service = usage.service === null ? nobody : `${usage.service.name}, ${organizationWords(usage.service.operator)}`;
    const line = `${service}, ${placeWords(usage)}`;
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  const shown = [...lines]
    .sort(([, a], [, b]) => b - a)
    .slice(0, NAMED)
    .map(([line, number]) => `#   ${safe(line)}: ${count(number, 'call path')}`);
  return [...shown, ...(lines.size > NAMED ? [`#   and ${lines.size - NAMED} more`] : [])];
}

/** Facts no code shows and a level turns on: each with the key that answers it. */
function questions(report: Report): string[] {
  const keyed = report.questions.filter(({ key }) => key?.startsWith('organization.')).slice(0, NAMED);
  if (keyed.length === 0) return [];
  const keys = [...new Set(keyed.map(({ key }) => (key ?? '').slice('organization.'.length)))];
  const texts = keyed.map(({ text }) => `# ${safe(text)}`);
  return ['# What only you can say:', ...texts, '# organization:', ...keys.map((key) => `#   ${key}:`), ''];
}

/** Addresses nobody knows, to be declared. */
function endpoints(report: Report): string[] {
  const hosts = new Map<string, string>();
  for (const { service, endpoint, evidence } of judgedUsages(report)) {
    if (service === null && endpoint?.host && !hosts.has(endpoint.host)) hosts.set(endpoint.host, `${evidence[0]?.path ?? ''}:${evidence[0]?.line ?? ''}`);
  }
  if (hosts.size === 0) return [];
  const lines = [...hosts]
    .slice(0, NAMED)
    .flatMap(([host, place]) => [`#   - host: ${safe(host)}   # ${safe(place)}`, '#     place: DE', '#     operator: self']);
  return ['# Addresses no entry knows; say where they run and who operates them.', '# endpoints:', ...lines, ''];
}

function safe(text: string): string {
  return terminalText(text).slice(0, 300);
}
