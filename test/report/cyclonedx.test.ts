import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { UsageReport } from '../../src/model/report.ts';
import { cyclonedx, cyclonedxBom } from '../../src/report/cyclonedx.ts';
import { deepseekUsage, emptyReport, evidence, HOSTILE, hostileReport, openaiUsage, report, unknownUsage } from './sample-report.ts';

function schema(name: string): object {
  return JSON.parse(readFileSync(new URL(`schemas/${name}`, import.meta.url), 'utf8'));
}

// The two formats of newer drafts that ajv-formats lacks; nothing of ours uses them.
const ajv = new Ajv({ allErrors: true, strict: false, formats: { 'idn-email': true, 'iri-reference': /^[^\s<>{}|\\^`"]*$/ } });
addFormats.default(ajv, ['date-time', 'uri', 'uri-reference', 'email', 'iri-reference'].filter((name) => name !== 'iri-reference') as never);
ajv.addSchema(schema('spdx.schema.json'), 'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json');
ajv.addSchema(schema('jsf-0.82.schema.json'), 'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json');
ajv.addSchema(schema('cryptography-defs.schema.json'), 'http://cyclonedx.org/schema/cryptography-defs.schema.json');
const validate = ajv.compile(schema('bom-1.6.schema.json'));
const validate17 = ajv.compile(schema('bom-1.7.schema.json'));

function model(overrides: Partial<NonNullable<UsageReport['model']>>): UsageReport['model'] {
  return { ...(deepseekUsage.model as NonNullable<UsageReport['model']>), ...overrides };
}

function bom(usages: readonly UsageReport[]) {
  return cyclonedxBom(report({ usages, components: [] }));
}

describe('the CycloneDX BOM', () => {
  it('looks like golden/report.cdx.json', async () => {
    await expect(cyclonedx(report())).toMatchFileSnapshot('golden/report.cdx.json');
  });

  it.each([
    ['sample', report()],
    ['empty', emptyReport()],
    ['hostile', hostileReport()],
  ])('of the %s report fits the CycloneDX 1.6 schema', (_name, source) => {
    expect(validate(JSON.parse(cyclonedx(source))) ? [] : validate.errors).toEqual([]);
  });

  it.each([
    ['sample', report()],
    ['empty', emptyReport()],
    ['hostile', hostileReport()],
  ])('of the %s report fits the CycloneDX 1.7 schema when 1.7 is asked for', (_name, source) => {
    const text = cyclonedx(source, { specVersion: '1.7' });
    expect(JSON.parse(text)).toMatchObject({ specVersion: '1.7', $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json' });
    expect(validate17(JSON.parse(text)) ? [] : validate17.errors).toEqual([]);
    expect(validate17({ ...JSON.parse(text), services: [{ name: 1 }] })).toBe(false);
  });

  it('counts findings by state', () => {
    const states = cyclonedxBom(report()).metadata.properties.filter(({ name }) => name.startsWith('sovaudit:findings:'));
    expect(states.map(({ name, value }) => `${name.slice(18)} ${value}`)).toEqual(['open 5', 'known 1', 'suppressed 1']);
  });

  it('refuses, in this test, a BOM that does not fit', () => {
    expect(validate({ ...JSON.parse(cyclonedx(report())), services: [{ name: 1 }] })).toBe(false);
  });

  it('has no serial number and no time', () => {
    expect(cyclonedx(report())).not.toMatch(/serialNumber|timestamp/);
  });

  it('has every reference once, and refers to none that is not there', () => {
    const { components, services, dependencies, compositions } = cyclonedxBom(report());
    const refs = ['audited-repository', ...components.map((each) => each['bom-ref']), ...services.map((each) => each['bom-ref'])];
    expect(new Set(refs).size).toBe(refs.length);
    for (const ref of [...dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]), ...compositions.flatMap((each) => each.dependencies)])
      expect(refs).toContain(ref);
  });

  it('says that it is incomplete', () => {
    expect(cyclonedxBom(report()).compositions[0]?.aggregate).toBe('incomplete');
  });

  it('is the same whatever order the lists came in', () => {
    const source = report();
    const shuffled = {
      ...source,
      usages: [...source.usages].reverse(),
      components: [...source.components].reverse(),
      findings: [...source.findings].reverse(),
    };
    expect(cyclonedx(shuffled)).toBe(cyclonedx(source));
  });

  it('invents nothing under the namespace of others', () => {
    const names = [...JSON.stringify(cyclonedxBom(report())).matchAll(/"name":"([a-z]+):/g)].map((match) => match[1]);
    expect(new Set(names)).toEqual(new Set(['sovaudit']));
  });
});

describe('services', () => {
  it('name operator, country and address, and lie beyond the trust boundary', () => {
    expect(bom([deepseekUsage]).services[0]).toMatchObject({
      'bom-ref': 'service:deepseek',
      provider: { name: 'DeepSeek', address: { country: 'CN' } },
      endpoints: ['https://api.deepseek.com'],
      'x-trust-boundary': true,
    });
  });

  it('keep seat and control of the operator apart', () => {
    const properties = bom([openaiUsage]).services[0]?.properties;
    expect(properties).toContainEqual({ name: 'sovaudit:jurisdiction:operator', value: 'IE' });
    expect(properties).toContainEqual({ name: 'sovaudit:jurisdiction:controller', value: 'US' });
  });

  it('on your own machines stay within the trust boundary', () => {
    expect(bom([{ ...deepseekUsage, route: 'self-hosted' }]).services[0]?.['x-trust-boundary']).toBe(false);
  });

  it('that nobody knows are named by their host', () => {
    const usage = { ...deepseekUsage, service: null, endpoint: { host: 'llm.example.test', region: null, country: null, place: null } };
    expect(bom([usage]).services[0]).toMatchObject({ 'bom-ref': 'service:unknown:llm.example.test', name: 'llm.example.test' });
  });

  it('have no endpoint where the host is only a pattern', () => {
    const usage = { ...deepseekUsage, endpoint: { host: '{name}.openai.example', region: null, country: null, place: null } };
    expect(bom([usage]).services[0]?.endpoints).toBeUndefined();
  });
});

describe('models', () => {
  it('carry developer, license and card', () => {
    expect(bom([deepseekUsage]).components.find(({ type }) => type === 'machine-learning-model')).toMatchObject({
      'bom-ref': 'model:deepseek/deepseek-v4',
      supplier: { name: 'DeepSeek', address: { country: 'CN' } },
      licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }],
      modelCard: { modelParameters: { task: 'text-generation', architectureFamily: 'deepseek/deepseek' }, considerations: { useCases: ['chat'] } },
    });
  });

  it('under a license of its own name it, and do not make up an SPDX id', () => {
    expect(bom([openaiUsage]).components.find(({ type }) => type === 'machine-learning-model')?.licenses).toEqual([
      { license: { name: 'OpenAI Services Agreement', acknowledgement: 'declared' } },
    ]);
  });

  it('that nobody knows have no supplier, license or formats', () => {
    const found = bom([unknownUsage]).components.find(({ type }) => type === 'machine-learning-model');
    expect(found).toMatchObject({ 'bom-ref': 'model:unknown:house-triage-large-v3' });
    expect(Object.keys(found ?? {})).not.toContain('supplier');
    expect(Object.keys(found ?? {})).not.toContain('licenses');
    expect(found?.modelCard?.modelParameters.inputs).toBeUndefined();
  });

  it.each([
    ['acme/triage-7b', 'pulled', 'pkg:huggingface/acme/triage-7b'],
    ['acme/triage-7b', 'held', 'pkg:huggingface/acme/triage-7b'],
    ['acme/triage-7b', null, undefined],
    ['models/triage-7b', 'held', undefined],
    ['./triage-7b', 'held', undefined],
    ['triage-7b', 'pulled', undefined],
  ] as const)('%s with weights %s have the purl %s', (requested, weights, purl) => {
    const usage = { ...deepseekUsage, weights, model: model({ requested }) };
    expect(bom([usage]).components.find(({ type }) => type === 'machine-learning-model')?.purl).toBe(purl);
  });

  it('say where they were seen', () => {
    const found = bom([deepseekUsage]).components.find(({ type }) => type === 'machine-learning-model');
    expect(found?.evidence?.occurrences).toEqual([
      { location: 'app/llm/client.py', line: 31, symbol: 'deepseek-v4-pro', additionalContext: 'column 9, model= of chat.completions.create' },
    ]);
  });

  it('hang on the service that serves them', () => {
    expect(bom([deepseekUsage]).dependencies).toContainEqual({ ref: 'service:deepseek', dependsOn: ['model:deepseek/deepseek-v4'] });
  });

  it('without a service hang on the application', () => {
    expect(bom([unknownUsage]).dependencies[0]?.dependsOn).toContain('model:unknown:house-triage-large-v3');
  });
});

describe('libraries', () => {
  const component = {
    id: 'package:openai',
    type: 'library',
    name: 'OpenAI SDK',
    purl: 'pkg:npm/@acme/llm',
    version: '2.1.0',
    scope: 'production',
    details: [],
    evidence: [evidence('package.json', 4, '2.1.0', { kind: 'dependency' })],
  } as const;

  it('get their version into the purl', () => {
    const [library] = cyclonedxBom(report({ usages: [], components: [component] })).components;
    expect(library).toMatchObject({ purl: 'pkg:npm/@acme/llm@2.1.0', version: '2.1.0' });
  });

  it('with a version range have no version', () => {
    const [library] = cyclonedxBom(report({ usages: [], components: [{ ...component, version: '>=2,<3' }] })).components;
    expect(library).toMatchObject({
      purl: 'pkg:npm/@acme/llm',
      properties: [
        { name: 'sovaudit:requirement', value: '>=2,<3' },
        { name: 'sovaudit:scope', value: 'production' },
      ],
    });
    expect(library?.version).toBeUndefined();
  });

  it('are recognised by what was read', () => {
    const [library] = cyclonedxBom(report({ usages: [], components: [component] })).components;
    expect(library?.evidence?.identity?.[0]?.methods[0]?.technique).toBe('manifest-analysis');
  });

  it('that only a usage names are there once', () => {
    expect(cyclonedxBom(report()).components.filter(({ purl }) => purl?.startsWith('pkg:pypi/openai'))).toHaveLength(1);
  });

  it('with a hostile purl have none', () => {
    const usage = { ...deepseekUsage, sdk: { id: 'x', purl: HOSTILE, name: 'x' } };
    expect(bom([usage]).components[0]?.purl).toBeUndefined();
  });
});
