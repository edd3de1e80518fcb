import { describe, expect, test } from 'vitest';
import { baselineEntries, compareWithKnown, staleEntries } from '../../src/evaluate/baseline.ts';
import { type SuppressionContext, suppress } from '../../src/evaluate/suppress.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Suppression } from '../../src/model/suppression.ts';
import { evidence, finding } from '../report/sample-report.ts';

const call = (path: string, line = 10) => evidence(path, line, 'chat.completions.create', { kind: 'import' });
const setting = (path: string, line = 1) => evidence(path, line, 'gpt-5.5', { kind: 'model-id' });
const manifest = () => evidence('requirements.txt', 4, 'openai', { kind: 'dependency' });

const entry = (over: Partial<Suppression> = {}): Suppression => ({
  kind: 'inline',
  path: 'app/triage.py',
  line: 9,
  column: 1,
  rules: ['cloud/foreign-operator'],
  until: null,
  reason: 'moves in spring',
  approver: null,
  ticket: null,
  lines: [10],
  subject: null,
  fingerprint: null,
  paths: [],
  malformed: null,
  trusted: true,
  ...over,
});
const config = (over: Partial<Suppression> = {}) => entry({ kind: 'config', path: 'sovaudit.yaml', lines: [], approver: 'j.doe', ...over });

const context: SuppressionContext = {
  asOf: '2026-11-22',
  rules: new Map([
    ['cloud/foreign-operator', 'cloud'],
    ['data/outside-home', 'data'],
    ['model/denied-by-policy', 'model'],
  ]),
  scopes: ['production'],
  scopeOf: (path) => (path.startsWith('tests/') ? 'test' : 'production'),
  whole: true,
  evidenceOf: ({ evidence: all }) => all,
};
const at = (...places: Finding['evidence']) => finding({ evidence: places });
const run = (findings: readonly Finding[], entries: readonly Suppression[], over: Partial<SuppressionContext> = {}) =>
  suppress(findings, entries, { ...context, ...over }).map(({ rule, status }) => `${rule} ${status}`);

describe('an inline suppression', () => {
  test('accepts the finding at its line, with the reason', () => {
    const [first] = suppress([at(call('app/triage.py'))], [entry({ until: '2027-03-31' })], context);
    expect(first).toMatchObject({ status: 'suppressed', suppression: { reason: 'moves in spring', until: '2027-03-31', path: 'app/triage.py', line: 9 } });
  });

  test('covers settings and manifests of the call it stands at', () => {
    expect(run([at(call('app/triage.py'), setting('.env'), manifest())], [entry()])).toEqual(['cloud/foreign-operator suppressed']);
  });

  test('leaves the same cause open in another file, shown there', () => {
    const [first] = suppress([at(call('app/triage.py'), call('app/answers.py'), manifest())], [entry()], context);
    expect([first?.status, first?.evidence.map(({ path }) => path)]).toEqual(['new', ['app/answers.py', 'requirements.txt']]);
  });

  test('on another line is unused', () => {
    expect(run([at(call('app/triage.py'))], [entry({ lines: [11] })])).toEqual(['cloud/foreign-operator new', 'suppression/unused new']);
  });

  test('of another rule is unused', () => {
    expect(run([at(call('app/triage.py'))], [entry({ rules: ['data/outside-home'] })])).toContain('suppression/unused new');
  });

  test('holds on its last day and not on the next', () => {
    const entries = [entry({ until: '2026-11-22' })];
    expect(run([at(call('app/triage.py'))], entries)).toEqual(['cloud/foreign-operator suppressed']);
    expect(run([at(call('app/triage.py'))], entries, { asOf: '2026-11-23' })).toEqual(['cloud/foreign-operator new', 'suppression/expired new']);
  });

  test.each([
    ['without a reason', entry({ reason: null }), 'suppression/without-reason new'],
    ['that cannot be read', entry({ malformed: 'The suppression names no rule' }), 'suppression/malformed new'],
    ['of a revision nobody trusts', entry({ trusted: false }), 'suppression/untrusted new'],
  ])('%s suppresses nothing', (_name, one, problem) => {
    expect(run([at(call('app/triage.py'))], [one])).toEqual(['cloud/foreign-operator new', problem]);
  });

  test('with one unknown rule still counts for the others', () => {
    expect(run([at(call('app/triage.py'))], [entry({ rules: ['cloud/foreign-operater', 'cloud/foreign-operator'] })])).toEqual([
      'cloud/foreign-operator suppressed',
      'suppression/unknown-rule new',
    ]);
  });

  test('is never called unused in a scope that was not judged', () => {
    expect(run([], [entry({ path: 'tests/a.py' })])).toEqual([]);
  });

  test('does not accept what the policy denies, the project file does', () => {
    const denied = [finding({ rule: 'model/denied-by-policy', evidence: [call('app/triage.py')] })];
    expect(run(denied, [entry({ rules: ['model/denied-by-policy'] })])).toEqual(['model/denied-by-policy new', 'suppression/barred new']);
    expect(run(denied, [config({ rules: ['model/denied-by-policy'] })])).toEqual(['model/denied-by-policy suppressed']);
  });

  test('hides no file that the finding has no room to show', () => {
    const shown = at(call('app/triage.py'));
    const all = [call('app/triage.py'), call('app/answers.py')];
    expect(run([shown], [entry()], { evidenceOf: () => all })).toEqual(['cloud/foreign-operator new']);
  });
});

describe('a suppression of the project file', () => {
  test.each([
    ['everywhere', {}, 'suppressed'],
    ['by subject', { subject: 'deepseek@CN' }, 'suppressed'],
    ['by service', { subject: 'deepseek' }, 'suppressed'],
    ['by another subject', { subject: 'openai' }, 'new'],
    ['by fingerprint', { fingerprint: finding().fingerprint }, 'suppressed'],
    ['by path', { paths: ['app/**'] }, 'suppressed'],
    ['by another path', { paths: ['jobs/**'] }, 'new'],
  ])('can be narrowed: %s', (_name, over, status) => {
    expect(run([at(call('app/triage.py'))], [config(over)])[0]).toBe(`cloud/foreign-operator ${status}`);
  });

  test('is not called unused when only a part was read', () => {
    expect(run([], [config()], { whole: false })).toEqual([]);
    expect(run([], [config()])).toEqual(['suppression/unused new']);
  });
});

describe('a baseline', () => {
  const known = baselineEntries([finding()]);

  test('makes findings known, and what is worse than it was new again', () => {
    expect(compareWithKnown([finding()], known)[0]).toMatchObject({ status: 'baseline', was: null });
    expect(compareWithKnown([finding({ severity: 'medium' })], known)[0]).toMatchObject({ status: 'baseline' });
    expect(compareWithKnown([finding({ severity: 'critical' })], known)[0]).toMatchObject({ status: 'new', was: 'high' });
  });

  test('takes in neither what is suppressed, nor a deny, nor trouble with suppressions', () => {
    const rules = [finding({ status: 'suppressed' }), finding({ rule: 'model/denied-by-policy' }), finding({ rule: 'suppression/expired' })];
    expect(baselineEntries(rules)).toEqual([]);
  });

  test('names entries that no finding answers to', () => {
    expect(staleEntries(known, [])).toEqual(known);
    expect(staleEntries(known, [finding({ status: 'suppressed' })])).toEqual([]);
  });

  test('is sorted by rule and subject, whatever order findings come in', () => {
    const some = [finding({ rule: 'b/x', subject: 'z' }), finding({ rule: 'a/x', subject: 'z' }), finding({ rule: 'b/x', subject: 'a' })];
    expect(baselineEntries(some).map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(['a/x z', 'b/x a', 'b/x z']);
  });
});
