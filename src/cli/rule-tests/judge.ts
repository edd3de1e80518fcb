/** What a report says, against what a case expects of it. Pure. */
import type { Annotation } from '../../model/annotation.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { Report, UsageReport } from '../../model/report.ts';
import type { Case, Place } from './case.ts';

/** `validated`: as expected. `missing`: expected, not reported. `noisy`: reported, not expected. */
export interface Outcome extends Place {
  readonly outcome: 'validated' | 'missing' | 'noisy';
  readonly rule: string;
  /** What was expected or reported, in words. */
  readonly message: string;
  /** The call path at the place, where there is one: why a rule holds, or does not. */
  readonly usage: UsageReport | null;
  /** A sample the rule must not be found in, in which nothing was found at all: it shows nothing. */
  readonly empty?: true;
}

/** A rule that holds for a call path, or for what has none. */
interface Hit {
  readonly rule: string;
  readonly message: string;
  readonly usage: UsageReport | null;
  readonly evidence: readonly Evidence[];
}

/** Outcomes of a case, in the order of its lines. `rules`: the rules under test; what others report does not count. */
export function judge(item: Case, report: Report, rules: ReadonlySet<string>): Outcome[] {
  const hits = hitsOf(report);
  if (item.sample !== null) return sampleOutcomes(item, hits, item.sample, report);
  const outcomes: Outcome[] = [];
  const claimed = new Set<Hit>();
  const told = new Set<Hit>();
  for (const note of item.annotations.filter(({ kind }) => kind === 'expect')) {
    for (const rule of note.rules) {
      const found = hits.filter((hit) => hit.rule === rule && stands(hit, note));
      for (const hit of found) claimed.add(hit);
      const usage = found[0]?.usage ?? usageAt(report, note);
      outcomes.push({
        outcome: found.length > 0 ? 'validated' : 'missing',
        rule,
        ...placeOfNote(item, note),
        message: found[0]?.message ?? 'expected here, not reported',
        usage,
      });
    }
  }
  for (const note of item.annotations.filter(({ kind }) => kind === 'clean')) {
    const about = note.rules.length > 0 ? new Set(note.rules) : rules;
    const found = hits.filter((hit) => about.has(hit.rule) && stands(hit, note));
    for (const hit of found) if (!told.has(hit)) outcomes.push(noisy(item, hit, note, told));
    if (found.length === 0) outcomes.push({ outcome: 'validated', rule: note.rules.join(', '), ...placeOfNote(item, note), message: 'nothing', usage: null });
  }
  for (const hit of hits) if (rules.has(hit.rule) && !claimed.has(hit) && !told.has(hit)) outcomes.push(noisy(item, hit, null, told));
  return outcomes.sort(byPlace);
}

function sampleOutcomes(item: Case, hits: readonly Hit[], { rule, found, place }: NonNullable<Case['sample']>, { usages }: Report): Outcome[] {
  const own = hits.filter((hit) => hit.rule === rule);
  if (!found && own.length > 0) return own.map((hit) => noisy(item, hit, null, new Set()));
  const right = found === own.length > 0;
  const message = found ? (own[0]?.message ?? 'match: expected in this sample, not reported') : 'nothing';
  const empty = !found && usages.length === 0;
  return [{ outcome: right ? 'validated' : 'missing', rule, ...place, message, usage: own[0]?.usage ?? null, ...(empty && { empty }) }];
}

function noisy(item: Case, hit: Hit, note: Annotation | null, told: Set<Hit>): Outcome {
  told.add(hit);
  const at = (note === null ? undefined : hit.evidence.find((evidence) => isAt(evidence, note))) ?? hit.evidence[0];
  const place = at === undefined ? placeOfNote(item, note) : item.placeOf(at.path, at.line, at.column);
  return { outcome: 'noisy', rule: hit.rule, ...place, message: hit.message, usage: hit.usage };
}

/** Rules by call path: one finding can cover several. What was suppressed was not reported. */
function hitsOf({ findings, usages }: Report): Hit[] {
  const byId = new Map(usages.map((usage) => [usage.id, usage]));
  return findings
    .filter(({ status }) => status !== 'suppressed')
    .flatMap(({ rule, message, usages: ids, evidence }): Hit[] => {
      const paths = ids.flatMap((id) => byId.get(id) ?? []);
      if (paths.length === 0) return [{ rule, message, usage: null, evidence }];
      return paths.map((usage) => ({ rule, message, usage, evidence: usage.evidence }));
    });
}

function stands({ evidence }: Hit, note: Annotation): boolean {
  return evidence.some((item) => isAt(item, note));
}

/** A call over several lines stands at each of them. */
function isAt({ path, line, endLine }: Evidence, note: Annotation): boolean {
  return path === note.path && (note.lines === null || note.lines.some((wanted) => line <= wanted && wanted <= endLine));
}

function usageAt({ usages }: Report, note: Annotation): UsageReport | null {
  return usages.find(({ evidence }) => evidence.some((item) => isAt(item, note))) ?? null;
}

function placeOfNote(item: Case, note: Annotation | null): Place {
  return note === null ? item.placeOf('', 1, 1) : item.placeOf(note.writtenIn, note.line, note.column);
}

function byPlace(a: Outcome, b: Outcome): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
