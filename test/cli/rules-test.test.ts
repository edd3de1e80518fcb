import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

// Every run compiles the whole knowledge base anew.
vi.setConfig({ testTimeout: 60_000 });

const CALL = 'from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model="gpt-5.5", messages=[])\n';
const OWN = CALL.replace('OpenAI()', 'OpenAI(base_url="https://llm.harbour.example/v1")');

const RULE = `checks:
  own-gateway-only:
    name: Only the own gateway
    layer: cloud
    when: { not: { endpoint.host: llm.harbour.example } }
    severity: high
    message: "{service} is not the Harbour gateway."
    help: All calls go through the gateway.
    remediation: Point base_url at https://llm.harbour.example/v1.
`;

const indented = (text: string): string => text.replace(/^(?=.)/gm, '          ');
const SAMPLES = `    match:\n      - app.py: |\n${indented(CALL)}    no_match:\n      - app.py: |\n${indented(OWN)}`;

interface Result {
  readonly passed: boolean;
  readonly validated: readonly { rule: string; file: string; line: number }[];
  readonly missing: readonly { rule: string; file: string; line: number; message: string }[];
  readonly noisy: readonly { rule: string; file: string; line: number; message: string }[];
  readonly untested: readonly { rule: string; line: number; message: string }[];
}

/** Runs `rules test` over rules.yaml and, where there are any, the files below `fixture/`. */
async function run(
  files: Readonly<Record<string, string>>,
  ...more: readonly string[]
): Promise<{ code: number; result: Result; stdout: string; stderr: string }> {
  const root = repository(files);
  const fixtures = Object.keys(files).some((path) => path.startsWith('fixture/')) ? ['--fixtures', join(root, 'fixture')] : [];
  const rules = files['rules.yaml'] === undefined ? [] : [join(root, 'rules.yaml')];
  const { code, stdout, stderr } = await runCli(['rules', 'test', ...rules, ...fixtures, '--json', ...more]);
  const relative = (text: string): string => text.replaceAll(`${root}/`, '');
  return { code, stdout, stderr: relative(stderr), result: stdout.startsWith('{') ? (JSON.parse(relative(stdout)) as Result) : (null as never) };
}

const places = (list: readonly { rule: string; file: string; line: number }[]): string[] => list.map(({ rule, file, line }) => `${rule} ${file}:${line}`);

describe('samples inside a rule', () => {
  test('that come out as they should are validated', async () => {
    const { code, result } = await run({ 'rules.yaml': RULE + SAMPLES });
    expect([code, result.passed, result.validated.length, result.untested]).toEqual([0, true, 2, []]);
  });

  test('a match without a finding is missing, a no_match with one is noisy at the line of the text', async () => {
    const swapped = RULE + SAMPLES.replace('no_match:', 'other:').replace('match:', 'no_match:').replace('other:', 'match:');
    const { code, result } = await run({ 'rules.yaml': swapped });
    expect(code).toBe(1);
    expect(places(result.missing)).toEqual(['own-gateway-only rules.yaml:16']);
    // The call stands in the third line of the block.
    expect(places(result.noisy)).toEqual(['own-gateway-only rules.yaml:14']);
  });

  test('can say the line with an annotation', async () => {
    const annotated = SAMPLES.replace('OpenAI()\n', 'OpenAI()  # sovaudit: expect[own-gateway-only]\n');
    const { code, result } = await run({ 'rules.yaml': RULE + annotated });
    expect([code, places(result.validated)[0]]).toEqual([0, 'own-gateway-only rules.yaml:13']);
  });

  test('are judged under the project file that stands among their files', async () => {
    const rule = RULE.replace('when: { not: { endpoint.host: llm.harbour.example } }', 'when: { scope: test }').replace('own-gateway-only', 'tests-are-scored');
    const files = `    match:\n      - tools/app.py: |\n${indented(CALL)}        sovaudit.yaml: |\n          scope: [test]\n          scope_paths: { test: [tools] }\n`;
    const { code } = await run({ 'rules.yaml': rule + files });
    expect(code).toBe(0);
  });

  test('a rule without any is told, and does not fail', async () => {
    const { code, result } = await run({ 'rules.yaml': RULE + SAMPLES.split('    no_match:')[0] });
    expect([code, result.untested]).toEqual([
      0,
      [expect.objectContaining({ rule: 'own-gateway-only', message: 'no sample shows where it is not found (no_match)' })],
    ]);
  });

  test('one it must not be found in, without any call path, is told: it shows nothing', async () => {
    const samples = SAMPLES.split('    no_match:')[0];
    const { code, result } = await run({ 'rules.yaml': `${RULE}${samples}    no_match:\n      - app.py: print("hello")\n` });
    expect([code, result.untested.map(({ message }) => message)]).toEqual([0, ['no_match: no call path was found in this sample, so it shows nothing']]);
  });

  test('of hosts and ids count as well: what leads elsewhere is missing, what should lead nowhere is noisy', async () => {
    const service = `services:
  harbour:
    name: Harbour gateway
    category: gateway
    location: "NL"
    offers: many
    surface: portable
    hosts:
      - host: llm.harbour.example
        match: ["https://llm.harbor.example/v1"]
        no_match: ["https://llm.harbour.example/v2"]
    from: wiki
    sources: { wiki: { basis: background, title: platform wiki } }
`;
    const { code, result } = await run({ 'rules.yaml': service });
    expect([code, result.missing.length, result.noisy.map(({ message }) => message)]).toEqual([
      1,
      1,
      ['no_match: https://llm.harbour.example/v2 leads to this service'],
    ]);
  });

  test('a path that leaves its repository is refused', async () => {
    const { code, stderr } = await run({ 'rules.yaml': `${RULE}    match:\n      - ../app.py: "x"\n` });
    expect([code, stderr]).toEqual([2, expect.stringContaining('expected a path such as src/app.py')]);
  });
});

describe('annotated files', () => {
  const bare = { 'rules.yaml': RULE };

  test('say by line what is found, and everything else is noise', async () => {
    const { code, result } = await run({
      ...bare,
      'fixture/known.py': CALL.replace('messages=[])', 'messages=[])  # sovaudit: expect[own-gateway-only]'),
      'fixture/other.py': CALL.replace('gpt-5.5', 'gpt-4o'),
    });
    expect([code, places(result.validated), places(result.noisy)]).toEqual([
      1,
      ['own-gateway-only fixture/known.py:3'],
      [expect.stringMatching(/^own-gateway-only fixture\/other\.py:/)],
    ]);
  });

  test('an expectation nothing answers to is missing, with the call path that is there', async () => {
    const { code, result, stdout } = await run({ ...bare, 'fixture/app.py': OWN.replace('client.chat', '# sovaudit: expect[own-gateway-only]\nclient.chat') });
    expect([code, places(result.missing)]).toEqual([1, ['own-gateway-only fixture/app.py:3']]);
    expect(stdout).not.toContain('"noisy": [\n    {');
  });

  test('a clean line that is hit is noise', async () => {
    const text = CALL.replace('messages=[])', 'messages=[])  # sovaudit: clean');
    const { result } = await run({ ...bare, 'fixture/app.py': text });
    expect(places(result.noisy)).toEqual(['own-gateway-only fixture/app.py:3']);
  });

  test('a clean file is validated', async () => {
    const { code, result } = await run({ ...bare, 'fixture/app.py': `# sovaudit: clean\n${OWN}` });
    expect([code, result.validated.length]).toEqual([0, 1]);
  });

  test('built-in rules are tested by their ids, and count only where they are named', async () => {
    const text = CALL.replace('messages=[])', 'messages=[])  # sovaudit: expect[cloud/foreign-operator]');
    const { code, result } = await run({ 'fixture/app.py': text });
    expect([code, places(result.validated), result.noisy]).toEqual([0, ['cloud/foreign-operator fixture/app.py:3'], []]);
  });

  test('formats without comments are annotated in a file beside them', async () => {
    const settings = '{\n  "mcpServers": {},\n  "llm": { "base_url": "https://api.openai.com/v1", "model": "gpt-5.5" }\n}\n';
    const { code } = await run({ ...bare, 'fixture/llm.json': settings, 'fixture/llm.json.sovaudit': 'sovaudit: expect[own-gateway-only] line 3\n' });
    expect(code).toBe(0);
  });

  test('an unknown rule and a slip in the word are told at their places, all at once', async () => {
    const { code, stderr } = await run({
      ...bare,
      'fixture/app.py': `${CALL}# sovaudit: expect[own-gateway-olny]\nx = 1\n# sovaudit: claen[own-gateway-only]\ny = 1\n`,
    });
    expect([code, stderr.split('\n').slice(0, 2)]).toEqual([
      2,
      [
        'fixture/app.py:4:3 expect: there is no rule "own-gateway-olny", did you mean "own-gateway-only"?',
        'fixture/app.py:6:3 "sovaudit: claen" is no annotation, expected expect[RULE] or clean',
      ],
    ]);
  });

  test('a folder without any annotation proves nothing and exits 2', async () => {
    const { code, stderr } = await run({ ...bare, 'fixture/app.py': CALL });
    expect([code, stderr.includes('no annotation in')]).toEqual([2, true]);
  });

  test('nothing to test exits 2', async () => {
    const { code, stderr } = await run({ 'rules.yaml': RULE });
    expect([code, stderr.includes('nothing to test')]).toEqual([2, true]);
  });
});

test('the text names the place, the rule and what is known of the call path', async () => {
  const root = repository({ 'rules.yaml': RULE, 'fixture/app.py': OWN.replace('client.chat', '# sovaudit: expect[own-gateway-only]\nclient.chat') });
  const { stdout } = await runCli(['rules', 'test', join(root, 'rules.yaml'), '--fixtures', join(root, 'fixture')]);
  expect(stdout.replaceAll(`${root}/`, '')).toBe(`missing    fixture/app.py:3:3 own-gateway-only: expected here, not reported
             the call path there: service.id: unknown, model.id: openai/gpt-5.5, endpoint.host: llm.harbour.example, route: unknown, scope: production
0 validated, 1 missing, 0 noisy
`);
});
