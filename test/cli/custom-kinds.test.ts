/** Each kind of knowledge entry, brought by a team in a pack of its own, and what it does to the audit of a small repository. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import type { Report } from '../../src/model/report.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

const SOURCE = 'from: wiki, sources: { wiki: { basis: background, title: platform wiki } }';
const ORGANIZATION = `organizations:\n  pier: { name: Pier Insurance, seat: "NL", controller: "NL", ${SOURCE} }\n`;
const GATEWAY = `services:\n  pier-gateway: { name: Pier gateway, category: gateway, operator: pier, location: "NL", offers: many, surface: portable, HOSTS, ${SOURCE} }\n`;
const service = (more = 'hosts: [{ host: llm.pier.example }]'): string => ORGANIZATION + GATEWAY.replace('HOSTS', more);

/** A repository with these files, audited with these rules. */
async function audited(files: Readonly<Record<string, string>>, rules: string, more: Partial<Parameters<typeof audit>[0]> = {}): Promise<Report> {
  const ruleFiles = [{ path: 'pack.yaml', shown: 'pack.yaml', text: rules, custom: true }];
  return audit({ path: repository(files), asOf: '2026-11-20', profile: 'eu', ruleFiles, ...more });
}

const openai = (model: string, base = ''): string =>
  `from openai import OpenAI\nclient = OpenAI(${base === '' ? '' : `base_url="${base}"`})\nclient.chat.completions.create(model="${model}", messages=[])\n`;
const services = ({ usages }: Report): (string | undefined)[] => usages.map((usage) => usage.service?.id);

describe('entries of a team', () => {
  test('organization and service: whose gateway it is', async () => {
    const { usages } = await audited({ 'app.py': openai('gpt-4o', 'https://llm.pier.example/v1') }, service());
    expect(usages.map(({ service, route }) => [service?.id, service?.operator.name, service?.operator.country, route])).toEqual([
      ['pier-gateway', 'Pier Insurance', 'NL', 'gateway'],
    ]);
  });

  test('a regional endpoint of a service: where it runs', async () => {
    const rules = service('hosts: [{ host: llm.pier.example }, { host: fr.llm.pier.example, location: "FR" }]');
    const { usages } = await audited({ 'app.py': openai('gpt-4o', 'https://fr.llm.pier.example/v1') }, rules);
    expect(usages.map(({ endpoint }) => endpoint?.place)).toEqual(['FR']);
  });

  test('a host of a built-in service, refined: where ours runs', async () => {
    const rules = `services:\n  openai: { extends: openai, hosts: [{ host: api.openai.com }, { host: pier.openai-proxy.example, location: "SE" }] }\n`;
    const { usages, knowledge } = await audited({ 'app.py': openai('gpt-4o', 'https://pier.openai-proxy.example/v1') }, rules);
    expect(usages.map(({ service, endpoint }) => [service?.id, endpoint?.place])).toEqual([['openai', 'SE']]);
    expect(knowledge.customRules[0]?.changes?.some((line) => line.includes('hosts'))).toBe(true);
  });

  test('a region table', async () => {
    const rules = `${service('regions: pier-regions, hosts: [{ host: "{region}.llm.pier.example" }]')}regions:\n  pier-regions: { name: Pier regions, places: { north-2: "FI" }, ${SOURCE} }\n`;
    const { usages } = await audited({ 'app.py': openai('gpt-4o', 'https://north-2.llm.pier.example/v1') }, rules);
    expect(usages.map(({ endpoint }) => [endpoint?.region, endpoint?.country])).toEqual([['north-2', 'FI']]);
  });

  test('a row of a built-in region table', async () => {
    const rules = `regions:\n  aws: { extends: aws, places: { eu-pier-7: "PT" } }\n`;
    const code = `import boto3\nclient = boto3.client("bedrock-runtime", region_name="eu-pier-7")\nclient.converse(modelId="amazon.nova-pro-v1:0", messages=[])\n`;
    const { usages } = await audited({ 'app.py': code }, rules);
    expect(usages.map(({ endpoint }) => endpoint?.country)).toContain('PT');
  });

  test('an environment name', async () => {
    const { usages } = await audited({ '.env': 'PIER_LLM_KEY=sk-not-a-key\n' }, service('env: [{ name: PIER_LLM_KEY, role: key }]'));
    expect(usages.map(({ service, confidence }) => [service?.id, confidence])).toEqual([['pier-gateway', 'low']]);
  });

  test('a fine-tune with its base: its license and lineage', async () => {
    const rules = `${ORGANIZATION}models:\n  pier/claims: { name: Pier Claims, developer: pier, origin: adaptation, modality: text, ${SOURCE}, versions: { claims-1: { name: Pier Claims 1, ids: [pier-claims-1], weights: open, license: apache-2.0, base: deepseek/deepseek-v3 } } }\nchecks:\n  lineage: { name: Lineage, layer: model, when: { model.lineage.countries: "CN" }, message: "{model}", help: h, remediation: r }\n`;
    const { usages, findings } = await audited({ 'app.py': openai('pier-claims-1') }, rules);
    expect(usages.map(({ model }) => [model?.id, model?.base, model?.license?.id])).toEqual([['pier/claims-1', 'deepseek/deepseek-v3', 'apache-2.0']]);
    expect(findings.filter(({ rule }) => rule === 'lineage').map(({ message }) => message)).toEqual(['Pier Claims 1']);
  });

  test('a version of a built-in family', async () => {
    const rules = `models:\n  mistral/mistral-large: { extends: mistral/mistral-large, versions: { mistral-large-pier: { name: Mistral Large Pier, ids: [mistral-large-pier], weights: open, license: apache-2.0, from: wiki } }, sources: { wiki: { basis: background, title: platform wiki } } }\n`;
    const { usages } = await audited({ 'app.py': openai('mistral-large-pier') }, rules);
    expect(usages[0]?.model?.name).toBe('Mistral Large Pier');
  });

  test('a wrapper package: its import, its client and the gateway it implies', async () => {
    const rules = `${service()}packages:\n  pier-llm: { name: pier_llm, publisher: pier, role: client, purls: ["pkg:pypi/pier-llm"], imports: { python: [pier_llm] }, implies: pier-gateway, calls: [{ name: Client, makes: client }, { name: ask, makes: call, purpose: chat }], ${SOURCE} }\n`;
    const { usages } = await audited({ 'app.py': 'from pier_llm import Client\n\nClient().ask(model="gpt-4o", prompt="hello")\n' }, rules);
    expect(usages.map(({ sdk, service, model }) => [sdk?.id, service?.id, model?.id])).toEqual([['pier-llm', 'pier-gateway', 'openai/gpt-4o']]);
  });

  test('a wrapper package in a manifest and in JavaScript', async () => {
    const rules = `${service()}packages:\n  pier-llm: { name: Pier LLM, publisher: pier, role: client, purls: ["pkg:npm/@pier/llm"], implies: pier-gateway, calls: [{ name: PierClient, makes: client }, { name: ask, makes: call, purpose: chat }], ${SOURCE} }\n`;
    const files = {
      'package.json': '{ "dependencies": { "@pier/llm": "1.2.0" } }\n',
      'src/app.ts': "import { PierClient } from '@pier/llm';\nawait new PierClient().ask({ model: 'gpt-4o' });\n",
    };
    const { usages, components } = await audited(files, rules);
    expect(usages.map(({ sdk, service }) => [sdk?.id, service?.id])).toEqual([['pier-llm', 'pier-gateway']]);
    expect(components.map(({ id }) => id).join(' ')).toContain('pier');
  });

  test('a license, and the model under it', async () => {
    const rules = `${ORGANIZATION}licenses:\n  pier-license: { name: Pier license, spdx: LicenseRef-pier, class: community, commercial: "yes", modification: "yes", redistribution: "no", excluded: [EU], ${SOURCE} }\nmodels:\n  pier/tide: { name: Tide, developer: pier, origin: own-foundation, modality: text, ${SOURCE}, versions: { tide-1: { name: Tide 1, ids: [pier-tide-1], weights: open, license: pier-license } } }\n`;
    const { findings } = await audited({ 'app.py': openai('pier-tide-1') }, rules);
    expect(findings.map(({ rule }) => rule)).toContain('license/excludes-you');
  });

  test('an event: a letter counsel received', async () => {
    const rules = `events:\n  counsel-letter: { name: Letter of counsel, authority: Counsel of Pier, subject: { developers: [openai] }, verified_at: "2026-11-19", ${SOURCE}, segments: [{ from: "2026-11-01", status: in_force, legal_scope: Pier., actual_effect: No new use., effects: [{ restriction: conditional, reason: Counsel asks for a review. }] }] }\nchecks:\n  under-letter: { name: Under the letter, layer: model, when: { events.active: counsel-letter }, message: reviewed, help: h, remediation: r }\n`;
    const { usages, findings } = await audited({ 'app.py': openai('gpt-4o') }, rules);
    expect(usages[0]?.restrictions.map(({ by, level }) => [by, level])).toContainEqual(['counsel-letter', 'conditional']);
    expect(findings.map(({ rule }) => rule)).toContain('under-letter');
  });

  test('a profile', async () => {
    const rules = `policies:\n  pier: { name: Pier, home: ["NL"], floors: { data: 4 }, deny: { developers: [openai] } }\n`;
    const { audit: context, findings } = await audited({ 'app.py': openai('gpt-4o') }, rules, { profile: 'pier' });
    expect([context.profile, findings.some(({ rule }) => rule === 'model/denied-by-policy')]).toEqual(['pier', true]);
  });

  test('a regime of a profile, and a check that touches it', async () => {
    const rules = `regimes:\n  pier-code: { name: Pier code of conduct, jurisdiction: "NL", cite: Article 4, reach: All AI., layers: [model], profiles: [eu], status: in force, ${SOURCE} }\npolicies:\n  pier: { extends: eu, name: Pier, regimes: [pier-code] }\nchecks:\n  coded: { name: Coded, layer: model, when: { purpose: chat }, message: m, help: h, remediation: r, touches: [{ regime: pier-code, at: Article 4 }] }\n`;
    const { rules: used } = await audited({ 'app.py': openai('gpt-4o') }, rules, { profile: 'pier' });
    expect(used.find(({ id }) => id === 'coded')?.touches).toEqual([{ regime: 'pier-code', name: 'Pier code of conduct', at: 'Article 4' }]);
  });

  test('a configuration format: key paths that hold model and endpoint', async () => {
    const rules = `${service()}configs:\n  pier-routes: { name: Pier routes, files: ["**/pier-routes.yaml"], always: true, paths: [{ at: routes.*, model: [use], base_url: [at] }], samples: [{ file: pier-routes.yaml, text: "routes: [{ use: gpt-4o, at: https://llm.pier.example }]", finds: ["pier-gateway openai/gpt-4o"] }], ${SOURCE} }\n`;
    const { usages } = await audited({ 'pier-routes.yaml': 'routes:\n  - { use: gpt-4o, at: "https://llm.pier.example/v1" }\n' }, rules);
    expect(usages.map(({ service, model }) => [service?.id, model?.id])).toEqual([['pier-gateway', 'openai/gpt-4o']]);
  });

  test('a resource of Terraform', async () => {
    const rules = `${service()}resources:\n  pier-deployment: { name: Pier deployment, role: deployment, service: pier-gateway, types: { terraform: [pier_llm_deployment] }, model: [model_name], ${SOURCE} }\n`;
    const { usages } = await audited({ 'main.tf': 'resource "pier_llm_deployment" "chat" {\n  model_name = "gpt-4o"\n}\n' }, rules);
    expect(usages.map(({ service, model }) => [service?.id, model?.id])).toEqual([['pier-gateway', 'openai/gpt-4o']]);
  });

  test('a container image', async () => {
    const rules = `services:\n  pier-runtime: { name: Pier runtime, category: runtime, self_hosted: true, location: premises, offers: open, surface: portable, ${SOURCE} }\nresources:\n  pier-image: { name: Pier image, role: runtime, service: pier-runtime, types: { container: ["registry.pier.example/llm-server"] }, ${SOURCE} }\n`;
    const report = await audited({ 'compose.yaml': 'services:\n  llm:\n    image: registry.pier.example/llm-server:2\n' }, rules);
    expect([...services(report), ...report.components.map(({ id }) => id)].join(' ')).toContain('pier');
  });

  test('a command of a shell', async () => {
    const rules = `${service()}packages:\n  pier-cli: { name: Pier CLI, publisher: pier, role: dev-tool, purls: ["pkg:pypi/pier-cli"], commands: [{ name: pier ask, service: pier-gateway, model: [--model], purpose: chat }], ${SOURCE} }\n`;
    const { usages } = await audited({ 'run.sh': '#!/bin/sh\npier ask --model gpt-4o "summarise"\n' }, rules);
    expect(usages.map(({ service, model }) => [service?.id, model?.id])).toEqual([['pier-gateway', 'openai/gpt-4o']]);
  });

  test('an accelerator', async () => {
    const rules = `${ORGANIZATION}accelerators:\n  pier-x1: { name: Pier X1, vendor: pier, kind: npu, resource_names: [pier.example/npu], ${SOURCE} }\n`;
    const files = {
      'deploy.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: llm }\nspec:\n  containers:\n    - name: llm\n      image: vllm/vllm-openai:v0.6.0\n      args: ["--model", "Qwen/Qwen2.5-7B-Instruct"]\n      resources: { limits: { pier.example/npu: 1 } }\n',
    };
    const { usages } = await audited(files, rules);
    expect(usages.flatMap(({ accelerators }) => accelerators?.ids ?? [])).toContain('pier-x1');
  });

  test('a list of countries data may go to', async () => {
    const rules = `transfers:\n  pier: { name: Pier transfers, bases: [{ country: "US", in_force_from: "2026-01-01" }], ${SOURCE} }\npolicies:\n  pier: { name: Pier, home: ["EU"], transfers: pier }\nchecks:\n  allowed: { name: Allowed, layer: data, when: { service.operator.country: transfer-basis }, message: m, help: h, remediation: r }\n`;
    const { findings } = await audited({ 'app.py': openai('gpt-4o') }, rules, { profile: 'pier' });
    expect(findings.map(({ rule }) => rule)).toContain('allowed');
  });

  test('a country of the vocabulary stays what it is, and a bloc of one’s own is a set', async () => {
    const rules = `sets:\n  our-countries: [EFTA, "US"]\nchecks:\n  ours: { name: Ours, layer: cloud, when: { service.operator.country: our-countries }, message: m, help: h, remediation: r }\n`;
    const { findings } = await audited({ 'app.py': openai('gpt-4o') }, rules);
    expect(findings.map(({ rule }) => rule)).toContain('ours');
  });

  test('a built-in check, refined: its words change and its condition is still the engine’s', async () => {
    const rules = `checks:\n  cloud/foreign-operator: { extends: cloud/foreign-operator, remediation: Ask the platform team. }\n`;
    const { findings } = await audited({ 'app.py': openai('gpt-4o') }, rules);
    expect(findings.find(({ rule }) => rule === 'cloud/foreign-operator')?.remediation).toBe('Ask the platform team.');
  });
});

describe('a built-in entry that was refined', () => {
  const rules = `services:\n  openai: { extends: openai, location: { value: "IE", from: contract }, sources: { contract: { basis: background, title: our contract } } }\n`;

  // GitLab's format is a list of issues and has no room for it.
  test.each([
    'table',
    'markdown',
    'json',
    'sarif',
    'html',
    'junit',
    'github',
    'compact',
    'cyclonedx',
  ])('is named in the report as %s, with what changed', async (format) => {
    const root = repository({ 'app.py': openai('gpt-4o'), 'pack.yaml': rules });
    const { stdout } = await runCli(['audit', root, '-f', format, '--rules', join(root, 'pack.yaml')]);
    const words = stdout.replace(/\s+/g, ' ');
    expect([words.includes('services/openai'), words.includes('location')]).toEqual([true, true]);
  });
});
