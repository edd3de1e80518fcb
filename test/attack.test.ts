// Strings that attack a terminal, a browser, a code host, a build server and a spreadsheet, in every place somebody else can write; and every output
// read strictly. In a browser the page of this tree was looked at with Chromium: no script ran, nothing was asked of the network.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { everyOutput } from './support/every-output.ts';
import { git } from './support/git.ts';
import { runCli } from './support/run-cli.ts';
import {
  problemsOfAnnotations,
  problemsOfCsv,
  problemsOfHtml,
  problemsOfJson,
  problemsOfLines,
  problemsOfMarkdown,
  problemsOfUri,
  problemsOfXml,
} from './support/strict-formats.ts';

const ATTACKS = [
  '\u001b[2J\u001b]8;;https://evil.example\u0007x\u001b]8;;\u0007\u009b31m\u202egnp\u2066\u200b\u{e0041}\u2028end',
  `"><script>alert(1)</script><img src=x onerror=alert(1)>'--></style><svg onload=alert(1)>`,
  '](javascript:alert(1)) ![p](https://evil.example/p.png) @maintainers #1 | cell | ``` <details open>',
  '\n::set-output name=level::4\n::stop-commands::t\r##vso[task.complete]%0A::error::x\n##[command]y',
  `=cmd|'/c calc'!A1`,
  '@SUM(1)*https://evil.example',
  ']]>&amp;&lt;\u0001\u0008\u007f\ufffe',
  '..%2f..\\..%2e',
] as const;

/** For a place where a line break, a quote or a slash would end the text. */
const inline = (text: string): string => JSON.stringify(text).slice(1, -1);
const inName = (text: string): string => text.replaceAll('/', '\u2215').replaceAll('\0', '');

/** A folder for all tests of this file. */
function lasting(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'sovaudit-attack-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

function attackTree(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [at, attack] of ATTACKS.entries()) {
    const written = inline(attack);
    files[`${at}/${inName(attack)}/ask${inName(attack)}.py`] =
      `from openai import OpenAI\nclient = OpenAI(base_url="https://llm-${at}.example.test/${written}")\nclient.chat.completions.create(model="acme/${written}", messages=[])\n`;
    files[`${at}/called.ts`] =
      `import OpenAI from 'openai';\nconst client = new OpenAI({ baseURL: "https://api.deepseek.com/${written}" });\nawait client.responses.create({ model: choose("${written}"), input: '' });\nawait client.responses.create({ model: process.env["${written}"] ?? "deepseek-${written}" });\n`;
    files[`${at}/package.json`] = JSON.stringify({ dependencies: { openai: `^1 ${attack}`, [`@langchain/${attack}`]: '1', [attack]: 'npm:openai@5' } });
    files[`${at}/package-lock.json`] = JSON.stringify({
      lockfileVersion: 3,
      packages: { '': {}, 'node_modules/openai': { version: attack, resolved: attack }, [`node_modules/@langchain/${attack}`]: { version: '1' } },
    });
    files[`${at}/config.yaml`] =
      `model_list:\n  - model_name: "${written}"\n    litellm_params:\n      model: "openai/${written}"\n      api_base: "https://${at}.example.test/${written}"\n`;
    files[`${at}/compose.yaml`] =
      `services:\n  "${written}":\n    image: "ollama/ollama:${written}"\n    environment:\n      OPENAI_BASE_URL: "http://${written}/v1"\n`;
    files[`${at}/.env`] = `OPENAI_BASE_URL=https://api.openai.com/${attack.replaceAll('\n', ' ')}\nOPENAI_MODEL="${written}"\n`;
    files[`${at}/mcp.json`] = JSON.stringify({
      mcpServers: { [attack]: { command: 'npx', args: ['-y', attack] }, far: { url: `https://mcp.example.test/${attack}` } },
    });
    files[`${at}/main.tf`] =
      `resource "aws_bedrock_model_invocation_logging_configuration" "x" {}\nresource "azurerm_cognitive_deployment" "${written}" {\n  name = "${written}"\n  model { name = "gpt-4o ${written}" }\n}\n`;
    files[`${at}/accepted.py`] =
      `from openai import OpenAI\n# sovaudit-ignore[cloud/foreign-operator]: ${attack.replaceAll(/[\n\r\u2028]/g, ' ')}\nOpenAI().responses.create(model="gpt-5.5")\n`;
    files[`${at}/broken.json`] = `{ "model": "gpt-5.5", "${written}": \n ${attack}`;
    files[`${at}/broken.yaml`] = `openai: "x\n ${attack}: [gpt-5.5\n`;
    files[`${at}/lone.json`] = '{ "model": "openai/gpt-5.5-\\ud800", "base_url": "https://api.openai.com/\\udfff", "OPENAI_MODEL": "\\ud83d" }';
    files[`${at}/ask.ipynb`] = JSON.stringify({
      cells: [
        { cell_type: 'code', source: [`from openai import OpenAI\n`, `OpenAI().responses.create(model=pick("${written}"))\n`], outputs: [], metadata: {} },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    });
  }
  const text = JSON.stringify(ATTACKS.join(' '));
  files['sovaudit.yaml'] =
    `organization:\n  name: ${text}\n  seat: DE\nendpoints:\n  - host: llm-0.example.test\n    place: US\n    operator: { name: ${text}, country: CN }\n    note: ${text}\n` +
    `transfers:\n  - { country: US, basis: scc, reference: ${text} }\nexit_test: { date: 2026-05-05, reference: ${text} }\n` +
    `suppressions:\n  - { rule: data/third-country, subject: ${text}, reason: ${text}, approver: ${text}, ticket: ${text}, paths: [${text}] }\n`;
  files['pack.yaml'] =
    `checks:\n  own:\n    name: ${text}\n    layer: cloud\n    when: { not: { route: self-hosted } }\n    severity: critical\n    message: ${text.replaceAll(/[{}]/g, '')}\n    help: ${text}\n    remediation: ${text}\n`;
  return files;
}

describe('an attacking tree', async () => {
  const root = lasting(attackTree());
  const outputs = await everyOutput(root, ['--rules', join(root, 'pack.yaml')]);
  const out = (name: string): string => outputs.get(name) ?? '';

  test('is seen: its files are in the report', () => {
    const report = JSON.parse(out('report.json'));
    expect(report.findings.length).toBeGreaterThan(20);
    expect(report.diagnostics.length).toBeGreaterThan(5);
    expect(out('report.json')).toContain('set-output');
  });

  test.each(
    [...outputs.keys()].filter((name) =>
      /^(?:audit|narrow|history|simulate|diff|baseline|github|merge|simulate on a fleet) on standard error$|^(?:audit|narrow table|history|simulate|simulate on a fleet|diff|merge|baseline) on standard output$|table$|compact$/.test(
        name,
      ),
    ),
  )('leaves lines for people alone: %s', (name) => expect(problemsOfLines(out(name))).toEqual([]));

  test.each([
    'report.json',
    'report.sarif',
    'report.cyclonedx',
    'report.gitlab',
    'baseline.json',
    'fleet.json',
    'simulate as JSON on standard output',
  ])('leaves JSON alone: %s', (name) => expect(problemsOfJson(out(name))).toEqual([]));

  test.each(['github on standard output', 'report.github'])('begins no command of GitHub: %s', (name) => expect(problemsOfAnnotations(out(name))).toEqual([]));

  test('leaves Markdown alone', () => {
    expect(problemsOfMarkdown(out('report.markdown'))).toEqual([]);
    expect(problemsOfMarkdown(out('report on standard output'))).toEqual([]);
    expect(out('fleet.markdown')).not.toBe('');
    // The mark by which a workflow finds its comment again is ours.
    expect(problemsOfMarkdown(out('fleet.markdown').replace(/^<!-- sovaudit fleet -->\n/, ''))).toEqual([]);
  });

  test.each(['report.html', 'fleet.html'])('leaves HTML alone: %s', (name) => expect([out(name) === '', problemsOfHtml(out(name))]).toEqual([false, []]));
  test('leaves JUnit alone', () => expect(problemsOfXml(out('report.junit'))).toEqual([]));
  test.each(['dora.csv', 'fleet.csv', ...[...outputs.keys()].filter((name) => name.endsWith('.csv on standard output'))])('leaves tables alone: %s', (name) =>
    expect([out(name) === '', problemsOfCsv(out(name))]).toEqual([false, []]));

  test('stays inside in SARIF, whose addresses lead to its files', () => {
    const sarif = JSON.parse(out('report.sarif'));
    const uris = [...out('report.sarif').matchAll(/"uri": ("[^"]*")/g)].map(([, uri]) => JSON.parse(uri ?? '""') as string);
    expect(uris.filter((uri) => !/^(?:https?:|file:\/\/\/?$)/.test(uri)).flatMap(problemsOfUri)).toEqual([]);
    expect(uris.filter((uri) => uri.includes('%3Cscript%3E') || uri.includes('%01')).length).toBeGreaterThan(1);
    expect(sarif.runs).toHaveLength(1);
  });

  test.each([
    ['report.sarif', 'sarif-2.1.0.json'],
    ['report.cyclonedx', 'bom-1.6.schema.json'],
  ])('%s keeps to its schema', (name, schema) => {
    const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });
    for (const other of ['jsf-0.82', 'spdx', 'cryptography-defs']) {
      const name = other === 'cryptography-defs' ? other : `${other}.SNAPSHOT`;
      ajv.addSchema(
        dated(JSON.parse(readFileSync(join('test/report/schemas', `${other}.schema.json`), 'utf8'))),
        `http://cyclonedx.org/schema/${name}.schema.json`,
      );
    }
    const validate = ajv.compile(dated(JSON.parse(readFileSync(join('test/report/schemas', schema), 'utf8'))));
    expect([validate(JSON.parse(out(name))), validate.errors]).toEqual([true, null]);
  });
});

/** Without the reference to the dialect: they are drafts ajv reads in one way. */
function dated({ $schema: _, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return schema;
}

describe('an attacking report', async () => {
  const root = lasting({
    'ask.py': 'from openai import OpenAI\nOpenAI(base_url="https://api.deepseek.com").chat.completions.create(model="deepseek-chat", messages=[])\n',
  });
  const { stdout } = await runCli(['audit', root, '-f', 'json', '--as-of', '2026-11-22', '--profile', 'eu-regulated']);
  const payload = ATTACKS.join(' ');
  /** Texts that are free: no key words, ids by which parts of a report find each other, days, countries. */
  const FREE = new Set([
    'message',
    'remediation',
    'name',
    'claim',
    'source',
    'text',
    'reason',
    'value',
    'context',
    'path',
    'host',
    'requested',
    'question',
    'answer',
    'profileName',
    'subject',
    'version',
    'revision',
    'region',
    'root',
    'dynamicModel',
    'revocabilityReason',
    'title',
    'note',
    'label',
    'article',
    'help',
    'file',
    'purl',
    'fullDescription',
    'meaning',
    'says',
  ]);
  const poisoned = JSON.stringify(JSON.parse(stdout), (key, value: unknown) =>
    typeof value === 'string' && FREE.has(key) && !['no', 'yes', 'opt-out', 'plan-dependent', 'sovaudit'].includes(value) ? `${payload}${value}` : value,
  );
  const folder = lasting({});
  const file = join(folder, 'report.json');
  writeFileSync(file, poisoned);

  test.each([
    ['table', problemsOfLines],
    ['compact', problemsOfLines],
    ['markdown', problemsOfMarkdown],
    ['html', problemsOfHtml],
    ['junit', problemsOfXml],
    ['github', problemsOfAnnotations],
    ['json', problemsOfJson],
    ['sarif', problemsOfJson],
    ['cyclonedx', problemsOfJson],
    ['gitlab', problemsOfJson],
  ] as const)('does nothing when it is shown again as %s', async (format, problems) => {
    const shown = await runCli(['report', file, '-f', format, '--verbose']);
    expect(problemsOfLines(shown.stderr)).toEqual([]);
    expect([shown.code, shown.stderr.slice(0, 2000)]).toEqual([0, '']);
    expect(problems(shown.stdout)).toEqual([]);
  });

  test('does nothing in a comparison', async () => {
    writeFileSync(join(folder, 'before.json'), stdout);
    for (const argv of [[], ['--json']]) {
      const shown = await runCli(['diff', join(folder, 'before.json'), file, ...argv]);
      expect([...problemsOfLines(shown.stderr), ...(argv.length === 0 ? problemsOfLines(shown.stdout) : problemsOfJson(shown.stdout))]).toEqual([]);
    }
  });
});

describe('what is refused is told safely', () => {
  const bad = ATTACKS.join(' ');
  const root = lasting({ 'ask.py': 'import openai\n' });
  git(root, 'init', '--quiet');
  writeFileSync(join(root, 'bad.yaml'), `${JSON.stringify(bad)}: 1\nchecks:\n  ${JSON.stringify(bad)}: { name: ${JSON.stringify(bad)} }\n`);
  writeFileSync(join(root, 'config.yaml'), `profile: ${JSON.stringify(bad)}\n`);
  writeFileSync(join(root, 'keys.yaml'), `${JSON.stringify(bad)}: 1\n`);
  writeFileSync(
    join(root, 'baseline.json'),
    JSON.stringify({ version: 1, profile: bad, [bad]: 1, findings: [{ rule: bad, subject: bad, severity: bad, fingerprint: bad }] }),
  );
  writeFileSync(join(root, 'cut.json'), `{ "a": ${bad}`);

  test.each([
    ['a rule pack', ['--rules', join(root, 'bad.yaml')]],
    ['a profile', ['--profile', bad]],
    ['a project file with another profile', ['--config', join(root, 'config.yaml')]],
    ['a project file with another key', ['--config', join(root, 'keys.yaml')]],
    ['a baseline', ['--baseline', join(root, 'baseline.json')]],
    ['a baseline that is cut', ['--baseline', join(root, 'cut.json')]],
    ['a branch', ['--since', bad]],
    ['a revision', ['--config-from', bad]],
    ['a format', ['-f', bad]],
    ['a file', ['-o', `json=${join(root, 'ask.py', 'x\u001b')}`]],
    ['an unknown flag', [`--${bad}`]],
    ['a scope', ['--scope', bad]],
    ['a level', ['--min-level', bad]],
    ['a day', ['--as-of', bad]],
  ])('%s', async (_, argv) => {
    const { code, stdout, stderr } = await runCli(['audit', root, '--no-gitignore', ...argv]);
    expect(problemsOfLines(stderr)).toEqual([]);
    expect(problemsOfLines(stdout)).toEqual([]);
    expect(code).toBe(2);
  });

  test.each([
    ['explain', bad],
    ['lookup', bad],
    ['lookup', `https://${bad}`],
    ['report', join(root, 'cut.json')],
    ['report', join(root, 'baseline.json')],
    ['diff', bad, bad],
    ['audit', join(root, bad)],
    ['simulate', root, '--deny', bad],
    ['history', root, '--from', bad],
    [bad, bad],
    ['completion', bad],
    ['rules', 'show', bad],
    ['config', 'print', root, '--config', join(root, 'config.yaml')],
  ])('%s of something hostile', async (...argv) => {
    const { stdout, stderr } = await runCli(argv);
    expect([...problemsOfLines(stderr), ...problemsOfLines(stdout)]).toEqual([]);
  });
});
