import { join } from 'node:path';
import { audit } from '../../audit/index.ts';
import { type Config, loadConfig, parseConfig } from '../../config/index.ts';
import type { RawEntry } from '../../knowledge/entry.ts';
import { applyExtends } from '../../knowledge/extend.ts';
import { type Knowledge, loadKnowledge, type RuleFile } from '../../knowledge/index.ts';
import { loadBuiltInEntries } from '../../knowledge/load.ts';
import { parseRuleFiles } from '../../knowledge/parse.ts';
import type * as input from '../../knowledge/schema.ts';
import { literalStage } from '../../scan/extract.ts';
import { didYouMean } from '../../util/closest.ts';
import { InputError, UsageError } from '../../util/errors.ts';
import { type Problem, positionOf } from '../../util/yaml-problems.ts';
import { auditCommand } from '../args.ts';
import { checkSamples } from '../commands/rules-samples.ts';
import { filesOf, ownRules } from '../own-rules.ts';
import { CASE_CONFIG, type Case, caseOfFolder, casesOf, type Place } from './case.ts';
import { judge, type Outcome } from './judge.ts';

/** What to test, and from which perspective. */
export interface RuleTests {
  /** The files of the rules, packs first. */
  readonly rules: readonly RuleFile[];
  /** Annotated folders or files; each is a repository of its own. */
  readonly fixtures: readonly string[];
  readonly profile?: string;
  readonly asOf: string;
}

/** A rule nothing shows to work. */
export interface Untested extends Place {
  readonly rule: string;
  readonly message: string;
}

/** What came of the tests. */
export interface RuleTestResult {
  readonly outcomes: readonly Outcome[];
  /** Samples of hosts, ids, packages and the like that lead where they should. */
  readonly signatures: number;
  readonly untested: readonly Untested[];
}

/** Runs samples and fixtures through the whole audit. Throws `InputError` for rules or annotations that are wrong, `UsageError` when there is nothing to test. */
export async function runRuleTests(options: RuleTests): Promise<RuleTestResult> {
  const knowledge = await loadKnowledge([], [], options.rules);
  const own = parseRuleFiles(options.rules).entries;
  const { entries } = applyExtends([...loadBuiltInEntries(), ...own]);
  const checks = entries.filter(({ kind, custom }) => kind === 'checks' && custom);
  const fixtures = await Promise.all(options.fixtures.map(caseOfFolder));
  const problems = fixtures.flatMap((item) => annotationProblems(item, knowledge));
  if (problems.length > 0) throw new InputError(problems);
  const samples = checks.flatMap((entry) => casesOf(entry).map((item) => ({ entry, item })));
  const tried = await checkSamples(entries, knowledge.index, literalStage(knowledge));
  if (samples.length + fixtures.length + tried.samples === 0) throw new UsageError('nothing to test', NOTHING);
  const outcomes: Outcome[] = [...tried.missing.map(ofSignature('missing')), ...tried.noisy.map(ofSignature('noisy'))];
  for (const { entry, item } of samples) outcomes.push(...(await runCase(item, knowledge, new Set([entry.id]), options)));
  const ids = new Set(checks.filter(({ value }) => (value as input.Check).when !== undefined).map(({ id }) => id));
  for (const item of fixtures) outcomes.push(...(await runCase(item, knowledge, ids, options)));
  return {
    outcomes: outcomes.sort(byFile),
    signatures: tried.samples - tried.missing.length - tried.noisy.length,
    untested: [...checks.flatMap((entry) => untested(entry, fixtures)), ...outcomes.filter(({ empty }) => empty).map(emptySample)],
  };
}

/** Most often a mistyped import or call: the rule is not found in it whatever it says. */
function emptySample({ rule, file, line, column }: Outcome): Untested {
  return { rule, file, line, column, message: 'no_match: no call path was found in this sample, so it shows nothing' };
}

const NOTHING = 'add match and no_match to a check, or give annotated folders with --fixtures';

async function runCase(item: Case, knowledge: Knowledge, ids: ReadonlySet<string>, options: RuleTests): Promise<Outcome[]> {
  const config = await configOf(item);
  const flags = { asOf: options.asOf, ...(options.profile !== undefined && { profile: options.profile }) };
  const { audit: wanted } = auditCommand(item.folder ?? '.', flags, config, new Date(0));
  const more = item.folder === null ? [] : filesOf(await ownRules(wanted.rules ?? [], config));
  const profiles = wanted.profiles ?? [];
  const known = more.length + profiles.length > 0 ? await loadKnowledge([], profiles, [...options.rules, ...more]) : knowledge;
  const report = await audit({ ...wanted, include: [], exclude: [], files: item.files, knowledge: known });
  const named = item.annotations.flatMap(({ rules }) => rules);
  const all = ids.size + named.length === 0 ? [...known.index.checks.keys()] : [];
  return judge(item, report, new Set([...ids, ...named, ...all]));
}

/** The project file of a case: the one in its folder, or among the files of a sample. Never one above it. */
async function configOf({ files, folder }: Case): Promise<Config> {
  const text = files.get(CASE_CONFIG);
  if (text === undefined) return loadConfig(null);
  const path = join(folder ?? '.', CASE_CONFIG);
  return parseConfig(path, text.toString('utf8'));
}

function annotationProblems(item: Case, { index }: Knowledge): Problem[] {
  return item.annotations.flatMap((note) => {
    const place = item.placeOf(note.writtenIn, note.line, note.column);
    if (note.malformed !== null) return [{ ...place, message: note.malformed }];
    const unknown = note.rules.filter((rule) => !index.checks.has(rule));
    return unknown.map((rule) => ({ ...place, message: `${note.kind}: there is no rule "${rule}"${didYouMean(rule, index.checks.keys())}` }));
  });
}

function ofSignature(outcome: 'missing' | 'noisy'): (problem: Problem) => Outcome {
  return ({ message, ...place }) => ({ outcome, rule: '', ...place, message, usage: null });
}

function untested(entry: RawEntry, fixtures: readonly Case[]): Untested[] {
  const { match = [], no_match: noMatch = [] } = entry.value as input.Check;
  const notes = fixtures.flatMap(({ annotations }) => annotations);
  const shown = match.length > 0 || notes.some(({ kind, rules }) => kind === 'expect' && rules.includes(entry.id));
  const spared = noMatch.length > 0 || fixtures.length > 0;
  const at = { rule: entry.id, file: entry.file, ...positionOf(entry, []) };
  if (!shown) return [{ ...at, message: 'no sample and no annotation shows that it is found' }];
  return spared ? [] : [{ ...at, message: 'no sample shows where it is not found (no_match)' }];
}

function byFile(a: Outcome, b: Outcome): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
