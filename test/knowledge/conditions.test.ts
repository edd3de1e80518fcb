import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkRules } from '../../src/knowledge/check-rules.ts';
import { compilePattern } from '../../src/knowledge/patterns.ts';
import { type Condition, FACTS, type FactInfo } from '../../src/model/condition.ts';
import { SMALL, service } from './small-rules.ts';

const HEAD = 'name: Rule\nlayer: data\nmessage: "m"\nhelp: h\nremediation: r\nwhen:\n';

/** Problems of one condition, one line each, and the condition that was read. */
function read(when: string, files: Readonly<Record<string, string>> = {}): { problems: string[]; condition: Condition | null } {
  const all = { ...SMALL, 'services/harbour.yaml': service(''), ...files, 'checks/rule.yaml': HEAD + when };
  const rules = Object.entries(all).map(([path, text]) => ({ path, shown: path, text, custom: false }));
  const { problems, index } = checkRules(rules, '2026-11-22', compilePattern);
  return {
    problems: problems.map(({ file, line, column, message }) => `${file.replace('checks/rule.yaml:', '')}:${line - 6}:${column} ${message}`),
    condition: index?.checks.get('rule')?.when ?? null,
  };
}

const problems = (when: string, files: Readonly<Record<string, string>> = {}): string[] =>
  read(when, files).problems.map((line) => line.replace(/^checks\/rule\.yaml:/, ''));

describe('a condition', () => {
  test('is a mapping in which everything must hold, also beside all, any and not', () => {
    expect(read('  purpose: chat\n  any: [{ fallback: true }, { configurable: true }]\n  not: { scope: test }\n').condition).toEqual({
      all: [
        { fact: 'purpose', compare: 'in', values: ['chat'] },
        {
          any: [
            { fact: 'fallback', compare: 'in', values: [true] },
            { fact: 'configurable', compare: 'in', values: [true] },
          ],
        },
        { not: { fact: 'scope', compare: 'in', values: ['test'] } },
      ],
    });
  });

  test('opens sets within sets and blocs, and keeps those of the profile', () => {
    const sets = { 'sets/ours.yaml': '[EU, near]\n', 'sets/near.yaml': '["NO", "GB"]\n' };
    expect(read('  endpoint.country: { not_in: [ours, home] }\n', sets).condition).toEqual({
      fact: 'endpoint.country',
      compare: 'not_in',
      values: ['FR', 'NO', 'GB'],
      profileSets: ['home'],
    });
  });

  test('takes a star for any characters in ids, hosts and texts', () => {
    expect(read('  model.requested: "gpt-4*"\n  service.id: "harb*"\n').problems).toEqual([]);
  });

  test('compares words of an order by their place in it', () => {
    expect(read('  restriction: { at_least: conditional }\n').condition).toEqual({ fact: 'restriction', compare: 'at_least', values: [2] });
  });
});

describe('what is wrong in a condition is told with its place and what was meant', () => {
  test.each([
    ['  model.weights: closd\n', '1:18 model.weights: found "closd", expected one of open, closed, partly, did you mean "closed"?'],
    ['  service.operator.country: Norway\n', '1:29 service.operator.country: unknown country or set "Norway", did you mean "NO"?'],
    ['  service.operator.country: UK\n', '1:29 service.operator.country: unknown country or set "UK", did you mean "GB"?'],
    ['  service.operator.country: { in: [fr] }\n', '1:36 service.operator.country: unknown country or set "fr", did you mean "FR"?'],
    ['  service.id: harbor\n', '1:15 service.id: unknown service "harbor", did you mean "harbour"?'],
    ['  fallback: "no"\n', '1:13 fallback: found "no", expected true, false or unknown'],
    ['  service.training: false\n', '1:21 service.training: found false, expected one of no, yes, opt-out, plan-dependent, did you mean "no"?'],
    ['  layers.data: { below: 7 }\n', '1:25 layers.data: found 7, expected a level from 0 to 4'],
    ['  layers.data: { "<": 2 }\n', '1:18 layers.data: unknown comparison "<", did you mean "below"?'],
    ['  layers.dta: 2\n', '1:3 unknown fact "layers.dta", did you mean "layers.data"?'],
    ['  layers.network: 2\n', /^1:3 unknown fact "layers\.network", expected one of layers\.model, layers\.data, /],
    ['  model.released: 2025\n', '1:19 model.released: a date is compared with { before | until | after | since: "YYYY-MM-DD" }, found 2025'],
    ['  model.released: { before: "2025-13-01" }\n', '1:29 model.released: found "2025-13-01", expected a day as "YYYY-MM-DD"'],
    ['  model.released: { "<": "2025-01-01" }\n', '1:21 model.released: unknown comparison "<", did you mean "before"?'],
    ['  model.weights: { below: open }\n', '1:20 model.weights: "below" needs an order, and open, closed, partly have none: use in or not_in'],
    ['  model.requested: { matches: "gpt(" }\n', '1:31 model.requested: matches: "gpt(" is no pattern: missing closing )'],
    ['  purpose: []\n', '1:12 purpose: an empty list, expected at least one value'],
    ['  purpose: { when_unknown: skip }\n', '1:12 purpose: nothing to compare with, expected one of in, not_in, known'],
    ['  purpose: { in: chat, when_unknown: ignore }\n', '1:38 purpose: when_unknown: found "ignore", expected match or skip'],
    ['  any: { purpose: chat }\n', '1:8 any: expected a list of conditions, found {"purpose":"chat"}'],
    ['  not: chat\n', '1:8 expected facts and what they must be, such as { model.weights: closed }, found "chat"'],
    ['  {}\n', '1:3 an empty condition: name at least one fact'],
    [
      '  endpoint.host: "https://llm.harbour.example/v1"\n',
      '1:18 endpoint.host: found "https://llm.harbour.example/v1", expected a host without scheme and path',
    ],
    ['  service.id: EU\n', '1:15 service.id: set "EU" holds countries, and this fact is an id of services'],
    ['  service.operator.country: true\n', '1:29 service.operator.country: found true, expected a country (quote it)'],
  ])('%s', (when, message) => {
    const [first, ...more] = problems(when);
    expect(more).toEqual([]);
    if (typeof message === 'string') expect(first).toBe(message);
    else expect(first).toMatch(message);
  });

  test('all of it at once', () => {
    expect(problems('  purpose: chatt\n  not: { scop: test }\n')).toEqual([
      expect.stringMatching(/^1:12 purpose: found "chatt"/),
      '2:10 unknown fact "scop", did you mean "scope"?',
    ]);
  });
});

describe('a set', () => {
  const inSet = (text: string, more: Readonly<Record<string, string>> = {}): string[] =>
    read('  purpose: chat\n', { 'sets/ours.yaml': text, ...more }).problems.map((line) => line.replace(/:-?\d+:/, ':'));

  test('of countries holds countries', () => {
    expect(inSet('[EU, Norway]\n')).toEqual(['sets/ours.yaml:6 unknown country "Norway", did you mean "NO"?']);
  });

  test('of services holds services', () => {
    expect(inSet('of: services\nmembers: [harbur]\n')).toEqual(['sets/ours.yaml:11 unknown service "harbur", did you mean "harbour"?']);
  });

  test('does not include itself', () => {
    expect(inSet('[theirs]\n', { 'sets/theirs.yaml': '[ours]\n' })).toEqual([
      'sets/ours.yaml:2 set "ours" includes itself: ours -> theirs -> ours',
      'sets/theirs.yaml:2 set "theirs" includes itself: theirs -> ours -> theirs',
    ]);
  });

  test('is not called like what it could be taken for', () => {
    expect(read('  purpose: chat\n', { 'sets/home.yaml': '["FR"]\n' }).problems[0]).toContain('set "home": this name has a meaning of its own in conditions');
  });
});

describe('the reference in rules/README.md', () => {
  const readme = readFileSync('rules/README.md', 'utf8');
  const kindOf = ({ type, list }: FactInfo): string => {
    const one = type.kind === 'enum' ? type.values.map((word) => `\`${word}\``).join(' ') : type.kind === 'id' ? `id of ${type.of}` : type.kind;
    const ordered = type.kind === 'enum' && type.ordered ? '↑ ' : '';
    return `${list ? 'list of: ' : ''}${ordered}${one}`;
  };

  test.each(Object.entries(FACTS as Readonly<Record<string, FactInfo>>))('has %s as the table of facts has it', (name, info) => {
    expect(readme).toContain(`| \`${name}\` | ${kindOf(info)} | ${info.about} |`);
  });
});
