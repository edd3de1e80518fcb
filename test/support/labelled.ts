/** Labelled cases: what a careful auditor lists in a small repository, compared with what the report says. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Report } from '../../src/model/report.ts';

const Usage = z.strictObject({
  /** path:line of its first evidence. */
  at: z.string(),
  /** Service id, `host:llm.example` for a host nobody knows, or null. */
  service: z.string().nullable(),
  /** Model id, `family:<id>`, `unknown:<as written>`, `dynamic`, or null. */
  model: z.string().nullable(),
  sdk: z.string().nullable().optional(),
  region: z.string().nullable().optional(),
  place: z.string().nullable().optional(),
  scope: z.enum(['production', 'test', 'docs', 'example', 'dev-tool', 'vendored', 'generated']).default('production'),
  route: z.string().optional(),
  weights: z.enum(['held', 'pulled']).nullable().optional(),
  purpose: z.string().optional(),
  configurable: z.boolean().optional(),
  /** True: it stands in a fallback group. */
  fallback: z.boolean().optional(),
  endpointBasis: z.string().optional(),
  confidence: z.string().optional(),
});

const Label = z.strictObject({
  about: z.string(),
  language: z.string(),
  usages: z.array(Usage),
  /** Components that are no services, models, endpoints, keys or gateways; complete when given. */
  components: z
    .array(z.strictObject({ at: z.string(), id: z.string(), type: z.string().optional(), version: z.string().optional(), scope: z.string().optional() }))
    .optional(),
});

export type LabelledUsage = z.infer<typeof Usage>;
export type Label = z.infer<typeof Label>;

/** A case on disk: `fixtures/<theme>/<case>` with `input/` and `expected.json`. */
export interface LabelledCase {
  readonly name: string;
  readonly theme: string;
  readonly input: string;
  readonly label: Label;
}

/** A kind of statement that is right or wrong; each rests below layers of the report. */
export const KINDS = ['call path', 'service', 'model', 'place', 'library', 'scope', 'weights', 'component'] as const;
export type Kind = (typeof KINDS)[number];

/** Statements of one kind: right, reported though no auditor lists it, listed though not reported. */
export interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

/** How one case came out: figures by kind, and each difference in words. */
export interface Outcome {
  readonly tallies: ReadonlyMap<Kind, Tally>;
  readonly differences: readonly string[];
}

/** All labelled cases below a folder, sorted by name. Throws when a label cannot be read. */
export function labelledCases(folder: string): LabelledCase[] {
  const cases: LabelledCase[] = [];
  for (const theme of readdirSync(folder).sort()) {
    const themeFolder = join(folder, theme);
    if (theme.includes('.')) continue;
    for (const name of readdirSync(themeFolder).sort()) {
      const file = join(themeFolder, name, 'expected.json');
      if (!existsSync(file)) continue;
      const read = Label.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
      cases.push({ name: `${theme}/${name}`, theme, input: join(themeFolder, name, 'input'), label: read.data });
    }
  }
  return cases;
}

const IN_THE_USAGES: ReadonlySet<string> = new Set(['service', 'model', 'endpoint', 'env-var', 'gateway']);

/** Compares a report with the label of its case. */
export function compare(report: Report, label: Label): Outcome {
  const tallies = new Map<Kind, Tally>(KINDS.map((kind) => [kind, { right: 0, wrong: 0, missed: 0 }]));
  const differences: string[] = [];
  const reported = report.usages.map(reportedUsage);
  const pairs = pair(label.usages, reported);
  for (const expected of label.usages) {
    const found = pairs.get(expected) ?? null;
    const equal = found !== null && sameEverywhere(expected, found);
    count(tallies, 'call path', equal ? 'same' : 'other', expected, found);
    if (!equal) differences.push(found ? `expected ${show(expected)}\n     found ${show(found, expected)}` : `missed   ${show(expected)}`);
    for (const [kind, key] of FIELDS) if (expected[key] !== undefined) countField(tallies, kind, expected[key], found?.[key]);
  }
  const used = new Set(pairs.values());
  for (const found of reported) {
    if (used.has(found)) continue;
    differences.push(`extra    ${show(found)}`);
    count(tallies, 'call path', 'other', null, found);
    for (const [kind, key] of FIELDS) if (kind === 'service' || kind === 'model') countField(tallies, kind, null, found[key]);
  }
  if (label.components) compareComponents(report, label.components, tallies, differences);
  return { tallies, differences };
}

const FIELDS = [
  ['service', 'service'],
  ['model', 'model'],
  ['place', 'region'],
  ['place', 'place'],
  ['library', 'sdk'],
  ['scope', 'scope'],
  ['weights', 'weights'],
] as const;

type Reported = Required<LabelledUsage>;

function reportedUsage({
  evidence,
  service,
  endpoint,
  model,
  dynamicModel,
  sdk,
  scope,
  route,
  weights,
  purpose,
  configurable,
  fallbackGroup,
  endpointBasis,
  confidence,
}: Report['usages'][number]): Reported {
  const [first] = evidence;
  const host = endpoint?.host ? `host:${endpoint.host}` : null;
  const asked = model ? (model.id ?? (model.family ? `family:${model.family}` : `unknown:${model.requested}`)) : dynamicModel === null ? null : 'dynamic';
  return {
    at: `${first?.path}:${first?.line}`,
    service: service?.id ?? host,
    model: asked,
    sdk: sdk?.id ?? null,
    region: endpoint?.region ?? null,
    place: endpoint?.place ?? null,
    scope,
    route,
    weights,
    purpose,
    configurable,
    fallback: fallbackGroup !== null,
    endpointBasis,
    confidence,
  };
}

/** Each label with the reported usage that is most like it; the place counts most. */
function pair(labels: readonly LabelledUsage[], reported: readonly Reported[]): Map<LabelledUsage, Reported> {
  const candidates = labels.flatMap((label, row) =>
    reported.map((found, column) => ({ label, found, row, column, likeness: likeness(label, found) })).filter(({ likeness: value }) => value >= 2),
  );
  candidates.sort((a, b) => b.likeness - a.likeness || a.row - b.row || a.column - b.column);
  const pairs = new Map<LabelledUsage, Reported>();
  const taken = new Set<Reported>();
  for (const { label, found } of candidates) {
    if (pairs.has(label) || taken.has(found)) continue;
    pairs.set(label, found);
    taken.add(found);
  }
  return pairs;
}

function likeness(label: LabelledUsage, found: Reported): number {
  const same = Object.entries(label).filter(([key, value]) => value === found[key as keyof Reported]).length;
  return (label.at === found.at ? 3 : 0) + (label.service === found.service ? 1 : 0) + (label.model === found.model ? 1 : 0) + same / 100;
}

function sameEverywhere(label: LabelledUsage, found: Reported): boolean {
  return Object.entries(label).every(([key, value]) => value === undefined || value === found[key as keyof Reported]);
}

function count(tallies: ReadonlyMap<Kind, Tally>, kind: Kind, verdict: 'same' | 'other', expected: unknown, found: unknown): void {
  const tally = tallies.get(kind) as Tally;
  if (verdict === 'same') tally.right++;
  else {
    if (expected !== null) tally.missed++;
    if (found !== null) tally.wrong++;
  }
}

function countField(tallies: ReadonlyMap<Kind, Tally>, kind: Kind, expected: unknown, found: unknown): void {
  if (expected === null && (found === null || found === undefined)) return;
  count(tallies, kind, expected === found ? 'same' : 'other', expected, found ?? null);
}

function compareComponents(report: Report, expected: NonNullable<Label['components']>, tallies: ReadonlyMap<Kind, Tally>, differences: string[]): void {
  const found = report.components
    .filter(({ type }) => !IN_THE_USAGES.has(type))
    .map(({ id, type, version, scope, evidence }) => ({ at: `${evidence[0]?.path}:${evidence[0]?.line}`, id, type, version, scope }));
  const rest = [...found];
  for (const label of expected) {
    const at = rest.findIndex((item) => Object.entries(label).every(([key, value]) => value === undefined || value === item[key as keyof typeof item]));
    count(tallies, 'component', at >= 0 ? 'same' : 'other', label, null);
    if (at >= 0) rest.splice(at, 1);
    else differences.push(`missed component ${Object.values(label).join(' ')}`);
  }
  for (const item of rest) {
    count(tallies, 'component', 'other', null, item);
    differences.push(`extra component  ${item.at} ${item.id} (${item.type}${item.version ? ` ${item.version}` : ''}, ${item.scope})`);
  }
}

function show(usage: LabelledUsage, like: LabelledUsage = usage): string {
  const extra = Object.keys(like).filter((key) => !['at', 'service', 'model'].includes(key) && like[key as keyof LabelledUsage] !== undefined);
  const more = extra.map((key) => `${key}=${String(usage[key as keyof LabelledUsage])}`).join(' ');
  return `${usage.at} ${usage.service} : ${usage.model} ${more}`;
}
