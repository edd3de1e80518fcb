import { describe, expect, test } from 'vitest';
import { baselineEntries, compareWithKnown, staleEntries } from '../../src/evaluate/baseline.ts';
import { type SuppressionContext, suppress } from '../../src/evaluate/suppress.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Suppression } from '../../src/model/suppression.ts';
import { evidence, finding } from '../report/sample-report.ts';

const call = (path: string, line = 10) => evidence(path, line, 'chat.completions.create', { kind: 'import', context: 'call through OpenAI SDK' });
const client = (path: string, line = 3) => evidence(path, line, 'openai.OpenAI', { kind: 'import', context: 'client of OpenAI SDK' });
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

  test('covers the shared client, settings and manifests of the call it stands at', () => {
    expect(run([at(call('app/triage.py'), client('app/clients.py'), setting('.env'), manifest())], [entry()])).toEqual(['cloud/foreign-operator suppressed']);
  });

  test('leaves the same cause open in another file, shown there', () => {
    const [first] = suppress([at(call('app/triage.py'), call('app/answers.py'), manifest())], [entry()], context);
    expect([first?.status, first?.evidence.map(({ path }) => path)]).toEqual(['new', ['app/answers.py', 'requirements.txt']]);
  });

  test('where only clients are seen has to stand at each of their files', () => {
    const at10 = client('app/triage.py', 10);
    expect(run([at(at10)], [entry()])).toEqual(['cloud/foreign-operator suppressed']);
    expect(run([at(at10, client('app/clients.py'))], [entry()])).toEqual(['cloud/foreign-operator new']);
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

describe('of several suppressions', () => {
  const both = at(call('app/triage.py'), call('app/answers.py'));
  const other = (over: Partial<Suppression> = {}) => entry({ path: 'app/answers.py', reason: 'moves in autumn', ...over });

  test('each covers its own file, and together they cover the finding', () => {
    expect([run([both], [entry()])[0], run([both], [entry(), other()])[0]]).toEqual(['cloud/foreign-operator new', 'cloud/foreign-operator suppressed']);
  });

  test('only the files that none of them covers stay open', () => {
    const [first] = suppress([at(call('app/triage.py'), call('app/answers.py'), call('jobs/night.py'))], [entry(), other()], context);
    expect(first?.evidence.map(({ path }) => path)).toEqual(['jobs/night.py']);
  });

  test.each([
    ['the one that ends first', '2027-06-30', '2027-03-31', 'moves in autumn'],
    ['the first one, where it ends first', '2027-03-31', '2027-06-30', 'moves in spring'],
    ['the one that ends, before one that never does', null, '2027-03-31', 'moves in autumn'],
    ['the first one that ends, before one that never does', '2027-03-31', null, 'moves in spring'],
    ['the first of two that end on one day', '2027-03-31', '2027-03-31', 'moves in spring'],
  ])('the acceptance shown is that of %s', (_, until, second, reason) => {
    const [first] = suppress([both], [entry({ until }), other({ until: second })], context);
    expect(first?.suppression?.reason).toBe(reason);
  });

  test('a rule named by one of them is not made idle by another', () => {
    expect(run([both], [entry({ rules: ['cloud/foreign-operator', 'data/outside-home'] }), other()])).toEqual([
      'cloud/foreign-operator suppressed',
      'suppression/unused new',
    ]);
  });
});

describe('a finding', () => {
  test('nobody accepts stays exactly as it is', () => {
    const open = at(manifest(), call('app/triage.py'), client('app/clients.py'));
    expect([suppress([open], [], context), suppress([open], [config({ rules: ['data/outside-home'] })], { ...context, whole: false })]).toEqual([
      [open],
      [open],
    ]);
  });

  test('without any place is accepted by the project file', () => {
    expect(run([at()], [config()])).toEqual(['cloud/foreign-operator suppressed']);
  });

  test('with settings and a manifest alone has to be accepted at every setting', () => {
    const of = at(setting('deploy/app.yaml', 10), manifest());
    expect(run([of], [entry({ path: 'deploy/app.yaml' })])).toEqual(['cloud/foreign-operator suppressed']);
    expect(run([at(setting('deploy/app.yaml', 10), setting('.env'), manifest())], [entry({ path: 'deploy/app.yaml' })])).toEqual([
      'cloud/foreign-operator new',
    ]);
  });

  test('with manifests alone has to be accepted at each', () => {
    const other = evidence('web/package.json', 7, 'openai', { kind: 'dependency' });
    expect(run([at(manifest(), other)], [entry({ path: 'requirements.txt', lines: [4] })])).toEqual(['cloud/foreign-operator new']);
  });

  test('with a manifest alone is accepted there', () => {
    expect(run([at(manifest())], [entry({ path: 'requirements.txt', lines: [4] })])).toEqual(['cloud/foreign-operator suppressed']);
  });

  test('with an import beside settings has to be accepted at the import', () => {
    const of = at(client('app/triage.py', 10), setting('.env', 10));
    expect([run([of], [entry()])[0], run([of], [entry({ path: '.env' })])[0]]).toEqual(['cloud/foreign-operator suppressed', 'cloud/foreign-operator new']);
  });

  test('shows the open calls before settings of the same cause', () => {
    const of = at(setting('.env'), call('app/triage.py'), call('app/answers.py'));
    expect(suppress([of], [entry()], context)[0]?.evidence.map(({ path }) => path)).toEqual(['app/answers.py', '.env']);
  });

  test('left open in very many places shows a hundred of them', () => {
    const calls = Array.from({ length: 120 }, (_, index) => call(`app/part-${index}.py`));
    const [first] = suppress([at(call('app/triage.py'), ...calls)], [entry()], context);
    expect([first?.status, first?.evidence.length]).toEqual(['new', 100]);
  });
});

describe('the line of an inline suppression', () => {
  const long = { ...call('app/triage.py', 10), endLine: 14 };

  test.each([
    ['before the call', [9], 'new'],
    ['its first line', [10], 'suppressed'],
    ['its last line', [14], 'suppressed'],
    ['after it', [15], 'new'],
    ['one of several it stands for', [9, 12], 'suppressed'],
  ])('is %s', (_, lines, status) => {
    expect(run([at(long)], [entry({ lines })])[0]).toBe(`cloud/foreign-operator ${status}`);
  });

  test('is of its own file', () => {
    expect(run([at(call('app/answers.py', 10))], [entry()])).toEqual(['cloud/foreign-operator new', 'suppression/unused new']);
  });
});

describe('what is wrong with a suppression', () => {
  const problems = (of: Suppression, over: Partial<SuppressionContext> = {}, findings: readonly Finding[] = []) =>
    suppress(findings, [of], { ...context, ...over }).filter(({ rule }) => rule.startsWith('suppression/'));
  const rules = ['cloud/foreign-operator', 'data/outside-home'];

  test.each([
    ['unreadable', entry({ rules: [], malformed: 'The suppression names no rule' }), 'The suppression names no rule; nothing is suppressed.'],
    ['of an unknown rule', entry({ rules: ['cloud/foreign'] }), 'There is no rule "cloud/foreign"; for it nothing is suppressed.'],
    [
      'without a reason',
      entry({ rules, reason: null }),
      'The suppression of cloud/foreign-operator, data/outside-home gives no reason; nothing is suppressed.',
    ],
    [
      'not trusted',
      entry({ rules, trusted: false }),
      'The suppression of cloud/foreign-operator, data/outside-home is not in the revision that suppressions are taken from; nothing is suppressed.',
    ],
    [
      'expired',
      entry({ rules, until: '2026-11-21' }),
      'The suppression of cloud/foreign-operator, data/outside-home expired on 2026-11-21; what it accepted counts again.',
    ],
    ['idle', entry(), 'Nothing here is a finding of cloud/foreign-operator; the suppression can go.'],
  ])('is told in words: %s', (_, of, message) => {
    expect(problems(of).map((found) => found.message)).toEqual([message]);
  });

  test('is told in words: barred', () => {
    const of = entry({ rules: ['model/denied-by-policy'] });
    const denied = finding({ rule: 'model/denied-by-policy', evidence: [call('app/triage.py')] });
    expect(problems(of, {}, [denied]).map(({ message }) => message)).toEqual([
      'What the policy refuses by name cannot be accepted beside the code; nothing is suppressed.',
    ]);
  });

  test('stands once for the same words in two places of a file', () => {
    const found = suppress([], [entry({ line: 9 }), entry({ line: 40, lines: [41] })], context);
    expect(found.map(({ rule, evidence: places }) => [rule, places.map(({ line }) => line)])).toEqual([['suppression/unused', [9, 40]]]);
  });

  test.each([
    ['of its rule', 'cloud/foreign-operator', 'cloud'],
    ['its rule would have by name', 'data/unheard-of', 'data'],
    ['of the model where nothing says', 'house/own-rule', 'model'],
  ])('is of the layer %s', (_, rule, layer) => {
    expect(problems(entry({ rules: [rule], reason: null }))[0]?.layer).toBe(layer);
  });

  test('is of the model layer where it names no rule at all', () => {
    expect(problems(entry({ rules: [], malformed: 'It names no rule' }))[0]?.layer).toBe('model');
  });

  test('is never that it is unused where nobody knows its file', () => {
    expect(problems(entry({ path: null }))).toEqual([]);
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
    ['by another fingerprint', { fingerprint: '0'.repeat(32) }, 'new'],
  ])('can be narrowed: %s', (_name, over, status) => {
    expect(run([at(call('app/triage.py'))], [config(over)])[0]).toBe(`cloud/foreign-operator ${status}`);
  });

  test('by a path where nothing is, is unused', () => {
    expect(run([at(call('app/triage.py'))], [config({ paths: ['jobs/**'] })])).toEqual(['cloud/foreign-operator new', 'suppression/unused new']);
  });

  test('by path covers the files it names and leaves the others open', () => {
    const [first, ...rest] = suppress([at(call('app/triage.py'), call('jobs/night.py'))], [config({ paths: ['app/**'] })], context);
    expect([first?.status, first?.evidence.map(({ path }) => path), rest]).toEqual(['new', ['jobs/night.py'], []]);
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

  test('leaves what it does not know new', () => {
    const other = finding({ fingerprint: 'f'.repeat(32) });
    expect(compareWithKnown([other], known)).toEqual([other]);
  });

  test('never touches what is suppressed', () => {
    const accepted = finding({ status: 'suppressed', severity: 'critical' });
    expect(compareWithKnown([accepted], known)).toEqual([accepted]);
  });

  test('of two entries for one finding takes the worse', () => {
    const entries = (...severities: Finding['severity'][]) => severities.map((severity) => ({ ...(known[0] as (typeof known)[number]), severity }));
    const status = (of: ReturnType<typeof entries>) => compareWithKnown([finding({ severity: 'high' })], of)[0]?.status;
    expect([status(entries('high', 'low')), status(entries('low', 'high')), status(entries('low', 'medium'))]).toEqual(['baseline', 'baseline', 'new']);
  });

  test('tells its stale entries sorted by rule and subject', () => {
    const entries = ['z', 'a', 'm'].map((subject) => ({ fingerprint: subject, rule: 'b/x', severity: 'low' as const, subject }));
    expect(staleEntries(entries, [finding({ fingerprint: 'm' })]).map(({ subject }) => subject)).toEqual(['a', 'z']);
  });
});
