// What is fed with wrong texts, and what must hold then. A target throws when it does not.

import { partOf } from '../../src/cli/read-fleet.ts';
import { parseReport } from '../../src/cli/read-report.ts';
import { parseBaseline } from '../../src/config/baseline.ts';
import { parseConfig } from '../../src/config/index.ts';
import { manifestOf } from '../../src/config/pack-manifest.ts';
import { loadExtractor } from '../../src/extract/index.ts';
import { suppressionsIn } from '../../src/extract/suppressions.ts';
import { extractWeights } from '../../src/extract/weights/index.ts';
import { loadBuiltIn } from '../../src/knowledge/load.ts';
import { parseRuleFiles } from '../../src/knowledge/parse.ts';
import { matchFile } from '../../src/match/index.ts';
import { findText } from '../../src/match/lookup.ts';
import { resolveModelId } from '../../src/match/model-id.ts';
import type { Repository } from '../../src/model/file.ts';
import { fromJson } from '../../src/report/from-json.ts';
import { FORMATS, loadReporter } from '../../src/report/index.ts';
import { resolve } from '../../src/resolve/index.ts';
import { classify } from '../../src/sources/classify.ts';
import { decode } from '../../src/sources/read.ts';
import { InputError, UsageError } from '../../src/util/errors.ts';
import { createGlobMatcher, parseGlobs } from '../../src/util/glob.ts';
import { mask } from '../../src/util/mask.ts';
import type { Problem } from '../../src/util/yaml-problems.ts';
import { problemsOfAnnotations, problemsOfHtml, problemsOfJson, problemsOfLines, problemsOfMarkdown, problemsOfXml } from '../support/strict-formats.ts';

/** One reader. `path` says which kind of file the text pretends to be. */
export interface Target {
  readonly name: string;
  readonly run: (path: string, text: string) => Promise<void> | void;
}

/** Texts a target begins with. */
export interface Seed {
  readonly path: string;
  readonly text: string;
}

const index = loadBuiltIn();

function must(holds: boolean, message: () => string): void {
  if (!holds) throw new Error(message());
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Lines as editors count them. */
function linesOf(text: string): string[] {
  return text.split('\n');
}

function within(lines: readonly string[], line: number, column: number): boolean {
  const length = lines[line - 1]?.length;
  return Number.isInteger(line) && Number.isInteger(column) && length !== undefined && column >= 1 && column <= length + 2;
}

const extraction: Target = {
  name: 'extract',
  async run(path, text) {
    const { kind } = classify(path);
    const extractor = kind === null ? null : await loadExtractor(kind);
    if (kind === null || extractor === null) return;
    const repository: Repository = { paths: new Set([path]), read: (other) => (other === path ? text : null), known: () => false };
    const read = () => {
      const found = extractor({ path, kind, text }, repository);
      return { found, matched: matchFile({ path, scope: 'production' }, found, index) };
    };
    const { found, matched } = read();
    must(same(matched, read().matched), () => 'two readings differ');
    const lines = linesOf(text);
    for (const { line, column, message } of found.problems) must(within(lines, line, column), () => `problem at ${line}:${column}: ${message}`);
    for (const { path: where, line, column, endLine, endColumn, value } of matched.evidence) {
      if (where !== path) continue;
      must(within(lines, line, column), () => `evidence "${value}" begins at ${line}:${column}`);
      must(within(lines, endLine, endColumn), () => `evidence "${value}" ends at ${endLine}:${endColumn}`);
      must(endLine > line || (endLine === line && endColumn >= column), () => `evidence "${value}" ends before it begins`);
      must(mask(value) === value, () => 'evidence is not masked');
    }
    const ids = new Set(matched.evidence.map(({ id }) => id));
    const { usages, components } = resolve([matched], index);
    for (const usage of usages) for (const { id } of usage.evidence) must(ids.has(id), () => `usage ${usage.id} has evidence nobody saw`);
    must(same(resolve([matched], index).usages, usages) && components.every(({ evidence }) => evidence.length > 0), () => 'two resolutions differ');
  },
};

const suppressions: Target = {
  name: 'suppressions',
  run(path, text) {
    const found = suppressionsIn(path, text);
    must(same(found, suppressionsIn(path, text)), () => 'two readings differ');
    const last = linesOf(text).length;
    for (const { line, lines, reason } of found) {
      must(line >= 1 && line <= last, () => `suppression in line ${line} of ${last}`);
      must(
        lines.every((each) => each >= 1 && each <= last + 1),
        () => `suppression for lines ${lines} of ${last}`,
      );
      must((reason?.length ?? 0) <= 300, () => 'a long reason');
    }
  },
};

const weights: Target = {
  name: 'weights',
  run(path, text) {
    const bytes = Buffer.from(text, 'latin1');
    for (const size of [bytes.length, bytes.length + 7, 2 ** 40]) {
      const found = extractWeights(path, bytes, size);
      must(same(found, extractWeights(path, bytes, size)), () => 'two readings differ');
      matchFile({ path, scope: 'production' }, found, index);
    }
  },
};

/** Runs a reader of what users write: it may refuse, in the declared way only. */
async function refusing<T>(read: () => T | Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UsageError) return null;
    if (!(error instanceof InputError)) throw error;
    must(error.problems.length > 0, () => 'refused without a problem');
    for (const { line, column, message } of error.problems) must(line >= 1 && column >= 1 && message !== '', () => `problem at ${line}:${column}: ${message}`);
    return null;
  }
}

const rules: Target = {
  name: 'rules',
  run(_, text) {
    const { problems } = parseRuleFiles([{ path: 'own.yaml', shown: 'own.yaml', text, custom: true }]);
    for (const { line, column, message } of problems) must(line >= 1 && column >= 1 && message !== '', () => `problem at ${line}:${column}: ${message}`);
  },
};

const project: Target = { name: 'project', run: async (_, text) => void (await refusing(() => parseConfig('sovaudit.yaml', text))) };
const baseline: Target = { name: 'baseline', run: async (_, text) => void (await refusing(() => parseBaseline('baseline.json', text))) };

const pack: Target = {
  name: 'pack',
  run(path, text) {
    const problems: Problem[] = [];
    const read = manifestOf(new Map([[path, text]]), 'pack', problems);
    must(read === null || problems.length === 0, () => 'a manifest with problems');
    for (const { line, column, message } of problems) must(line >= 1 && column >= 1 && message !== '', () => `problem at ${line}:${column}: ${message}`);
  },
};

/** A report of one of many repositories: one that cannot be read is a problem in words, and the others go on. */
const fleet: Target = {
  name: 'fleet',
  run(_, text) {
    const read = partOf(text, 'harbour');
    must(!('problem' in read) || read.problem !== '', () => 'a problem without words');
    must(same(read, partOf(text, 'harbour')), () => 'two readings differ');
  },
};

const STRICT: Readonly<Record<string, (text: string) => string[]>> = {
  table: problemsOfLines,
  compact: problemsOfLines,
  markdown: problemsOfMarkdown,
  html: problemsOfHtml,
  junit: problemsOfXml,
  github: problemsOfAnnotations,
  json: problemsOfJson,
  sarif: problemsOfJson,
  cyclonedx: problemsOfJson,
  gitlab: problemsOfJson,
};

const report: Target = {
  name: 'report',
  async run(_, text) {
    const read = await refusing(() => parseReport('report.json', text));
    if (read === null) return;
    for (const format of FORMATS) {
      const shown = (await loadReporter(format))(fromJson(read), { width: 80, color: 0, unicode: true, verbose: true });
      const [first] = STRICT[format]?.(shown) ?? [];
      must(first === undefined, () => `${format}: ${first}`);
    }
  },
};

const names: Target = {
  name: 'names',
  run(_, text) {
    for (const name of text.split('\n').slice(0, 40)) {
      const found = resolveModelId(index, name, true);
      must(same(found, resolveModelId(index, ` ${name}\t`, true)), () => `blanks change what ${JSON.stringify(name)} is`);
      const again = found?.model == null ? null : resolveModelId(index, found.model, true);
      must(again === null || again.model === found?.model, () => `${JSON.stringify(name)} is ${found?.model}, which is ${again?.model}`);
      findText(index, name);
    }
  },
};

const texts: Target = {
  name: 'texts',
  run(_, text) {
    const masked = mask(text);
    must(mask(masked) === masked, () => 'masking twice is not masking once');
    must(masked.length <= text.length, () => 'masking made it longer');
    const globs = text.split('\n').slice(0, 30);
    const paths = ['a', 'a/b.py', '.env', 'src/[x].ts', '\u202e/\n', ...globs.slice(0, 3)];
    const matches = createGlobMatcher([{ base: '', globs: parseGlobs(globs) }]);
    const again = createGlobMatcher([{ base: '', globs: parseGlobs(globs) }]);
    const all = createGlobMatcher([{ base: '', globs: parseGlobs(['*', ...globs, '!*', '!**/*']) }]);
    for (const path of paths.filter((one) => one !== '')) {
      must(matches(path) === again(path), () => 'the same patterns match another time');
      if (!path.includes('/')) must(!all(path), () => `"!*" at the end does not take ${JSON.stringify(path)} back`);
    }
  },
};

/** All targets. */
export const TARGETS: readonly Target[] = [extraction, suppressions, weights, rules, project, baseline, pack, report, fleet, names, texts];

/** A file of the corpus as the audit would decode it. */
export function decoded(bytes: Buffer): string {
  return decode(bytes, bytes.length).text;
}
