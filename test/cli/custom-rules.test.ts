import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

// Every run compiles the whole knowledge base anew.
vi.setConfig({ testTimeout: 60_000 });

const GATEWAY = `from openai import OpenAI
client = OpenAI(base_url="https://llm.harbour.example/v1")
client.chat.completions.create(model="harbour-writer-2", messages=[])
`;

const PACK = `organizations:
  harbour:
    name: Harbour Insurance
    seat: "NL"
    controller: "NL"
    from: register
    sources:
      register: { basis: background, title: own register }
services:
  harbour-gateway:
    name: Harbour LLM gateway
    category: model-api
    operator: harbour
    location: "NL"
    offers: many
    surface: portable
    hosts:
      - host: llm.harbour.example
    from: wiki
    sources:
      wiki: { basis: background, title: platform wiki }
models:
  harbour/writer:
    name: Harbour Writer
    developer: harbour
    origin: adaptation
    modality: text
    versions:
      writer-2:
        name: Harbour Writer 2
        ids: [harbour-writer-2]
        weights: open
        license: apache-2.0
        base: deepseek/deepseek-v3
    from: card
    sources:
      card: { basis: background, title: model card }
checks:
  own-gateway-only:
    name: Only the own gateway
    layer: cloud
    when: { not: { service.id: harbour-gateway } }
    severity: high
    message: "{service} is not the Harbour gateway."
    help: All calls go through the gateway.
    remediation: Point base_url at https://llm.harbour.example/v1.
`;

const audit = async (root: string, rules: string): Promise<{ code: number; report: Report; stderr: string }> => {
  const { code, stdout, stderr } = await runCli(['audit', root, '-f', 'json', '--rules', rules]);
  return { code, report: JSON.parse(stdout) as Report, stderr };
};

describe('rules of a team', () => {
  test('make an internal gateway and an own fine-tune known, through the loader of the built-in rules', async () => {
    const root = repository({ 'app.py': GATEWAY, 'pack/harbour.yaml': PACK });
    const { report } = await audit(root, join(root, 'pack/harbour.yaml'));
    const usage = report.usages.find(({ service }) => service?.id === 'harbour-gateway');
    expect(usage?.service?.operator.country).toBe('NL');
    expect([usage?.model?.id, usage?.model?.base, usage?.model?.license?.id]).toEqual(['harbour/writer-2', 'deepseek/deepseek-v3', 'apache-2.0']);
  });

  test('are not read as code where they lie in the audited folder', async () => {
    const root = repository({ 'app.py': GATEWAY, 'pack/harbour.yaml': PACK });
    const { report } = await audit(root, join(root, 'pack/harbour.yaml'));
    const paths = new Set(report.usages.flatMap(({ evidence }) => evidence.map(({ path }) => path)));
    expect([[...paths], report.coverage.skipped]).toEqual([['app.py'], [{ reason: 'rule-file', count: 1 }]]);
  });

  test('are listed in the report', async () => {
    const root = repository({ 'app.py': GATEWAY, 'pack/harbour.yaml': PACK });
    const { report } = await audit(root, join(root, 'pack/harbour.yaml'));
    expect(report.knowledge.customRules.map(({ id }) => id)).toEqual([
      'checks/own-gateway-only',
      'models/harbour/writer',
      'organizations/harbour',
      'services/harbour-gateway',
    ]);
  });

  test('raise findings where their condition holds, and nowhere else', async () => {
    const other = "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-5.5', messages=[])\n";
    const root = repository({ 'app.py': GATEWAY, 'other.py': other, 'pack/harbour.yaml': PACK });
    const { report } = await audit(root, join(root, 'pack/harbour.yaml'));
    const raised = report.findings.filter(({ rule }) => rule === 'own-gateway-only');
    expect(raised.map(({ severity, message, evidence }) => [severity, message, evidence[0]?.path])).toEqual([
      ['high', 'OpenAI API is not the Harbour gateway.', 'other.py'],
    ]);
  });

  test('work as a folder laid out like the built-in rules', async () => {
    const root = repository({
      'app.py': GATEWAY,
      'rules/services/harbour-gateway.yaml': `name: Harbour LLM gateway
category: model-api
location: "NL"
offers: many
surface: portable
hosts: [{ host: llm.harbour.example }]
from: wiki
sources: { wiki: { basis: background, title: platform wiki } }
`,
    });
    const { report } = await audit(root, join(root, 'rules'));
    expect(report.usages.map(({ service }) => service?.id)).toContain('harbour-gateway');
  });

  test('refine a built-in entry with extends, and the report says so', async () => {
    const root = repository({
      'app.py': "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-5.5', messages=[])\n",
      'pack.yaml':
        'services:\n  openai:\n    extends: openai\n    location: { value: "IE", from: contract }\n    sources: { contract: { basis: background, title: our contract } }\n',
    });
    const { report } = await audit(root, join(root, 'pack.yaml'));
    expect(report.knowledge.customRules).toEqual([
      { id: 'services/openai', file: expect.stringContaining('pack.yaml'), extends: 'services/openai', changes: ['location', 'sources.contract'] },
    ]);
  });
});

describe('broken rules', () => {
  const problems = async (text: string): Promise<string[]> => {
    const root = repository({ 'app.py': GATEWAY, 'pack.yaml': text });
    const { code, stderr } = await runCli(['audit', root, '--rules', join(root, 'pack.yaml')]);
    expect(code).toBe(2);
    return stderr
      .trim()
      .split('\n')
      .slice(0, -1)
      .map((line) => line.replace(root, '').replace(/^\//, ''));
  };

  test('exit 2 with every problem at once: file, line, column, what was found, what was meant', async () => {
    const text = PACK.replace('category: model-api', 'category: model-apy')
      .replace('operator: harbour\n', 'operator: harbor\n')
      .replace('surface:', 'surfase:')
      .replace('severity: high', 'severity: hihg');
    expect(await problems(text)).toEqual(
      [
        'pack.yaml:12:15 category: found "model-apy", expected one of model-api, cloud-platform, gateway, hub, runtime, vector-store, observability, dev-tool, did you mean "model-api"?',
        'pack.yaml:11:5 missing key "surface" (one of portable, proprietary, stateful)',
        'pack.yaml:16:5 unknown key "surfase", did you mean "surface"?',
        'pack.yaml:43:15 severity: found "hihg", expected one of critical, high, medium, low, info, did you mean "high"?',
      ].sort(),
    );
  });

  test('an unknown reference names the nearest id', async () => {
    expect(await problems(PACK.replace('license: apache-2.0', 'license: apache-2'))).toEqual([
      'pack.yaml:33:18 versions.writer-2.license: unknown license "apache-2", did you mean "apache-2.0"?',
    ]);
  });

  test('an unknown fact in a condition names the nearest fact', async () => {
    expect(await problems(PACK.replace('service.id: harbour-gateway', 'servise.id: harbour-gateway'))).toEqual([
      'pack.yaml:42:20 unknown fact "servise.id", did you mean "service.id"?',
    ]);
  });

  test('a model that is named as code writes it leads to the id', async () => {
    expect(await problems(PACK.replace('base: deepseek/deepseek-v3', 'base: "deepseek-ai/DeepSeek-V3-0324"'))).toEqual([
      expect.stringMatching(/versions\.writer-2\.base: unknown model "deepseek-ai\/DeepSeek-V3-0324", did you mean "deepseek\/deepseek-v3/),
    ]);
  });

  test('words in braces that nothing fills in are told', async () => {
    const [problem] = await problems(PACK.replace('message: "{service}', 'message: "{servise}'));
    expect(problem).toBe('pack.yaml:44:14 message: nothing fills in {servise}, did you mean "service"?');
  });

  test('a taken id asks for extends', async () => {
    expect(await problems(PACK.replace('  harbour-gateway:\n', '  openai:\n').replace('service.id: harbour-gateway', 'service.id: openai'))).toEqual([
      expect.stringMatching(/services\/openai exists already in rules\/services\/openai\.yaml: to refine it, add "extends: openai", or choose another id$/),
    ]);
  });

  test('a version that YAML read as a number asks for quotes', async () => {
    const [first] = await problems(PACK.replace('ids: [harbour-writer-2]', 'ids: [1.10]'));
    expect(first).toBe('pack.yaml:31:15 quote "1.10": without quotes YAML reads the number 1.1');
  });

  test('a file that is not there exits 2', async () => {
    const root = repository({ 'app.py': GATEWAY });
    const { code, stderr } = await runCli(['audit', root, '--rules', join(root, 'nowhere.yaml')]);
    expect([code, stderr.includes('rules not found')]).toEqual([2, true]);
  });
});
