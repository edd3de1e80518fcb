import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { sarif, sarifLog } from '../../src/report/sarif.ts';
import { deepseekUsage, emptyReport, evidence, finding, hostileReport, report } from './sample-report.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(new URL('schemas/sarif-2.1.0.json', import.meta.url), 'utf8')));

function run(source = report()) {
  return sarifLog(source).runs[0];
}

describe('the SARIF log', () => {
  it('looks like golden/report.sarif', async () => {
    await expect(sarif(report())).toMatchFileSnapshot('golden/report.sarif');
  });

  it.each([
    ['sample', report()],
    ['empty', emptyReport()],
    ['hostile', hostileReport()],
  ])('of the %s report fits the SARIF 2.1.0 schema', (_name, source) => {
    expect(validate(JSON.parse(sarif(source))) ? [] : validate.errors).toEqual([]);
  });

  it('has an empty list of results when nothing is open, so that old alerts are closed', () => {
    expect(run(emptyReport())).toMatchObject({ results: [], tool: { driver: { rules: [] } } });
  });

  it('leaves out what is accepted and what is only inventory', () => {
    expect(run().results.map((result) => result.properties.severity)).toEqual(['high', 'high', 'high', 'medium', 'low']);
  });

  it('holds no absolute path', () => {
    expect(run().originalUriBaseIds).toEqual({ SRCROOT: { description: { text: 'The top of the repository.' } } });
  });

  it('keeps runs of different profiles apart', () => {
    expect(run().automationDetails.id).toBe('sovaudit/eu-regulated/');
  });

  it('says which knowledge it was made with', () => {
    expect(run().tool.extensions[0]).toMatchObject({ name: 'sovaudit-knowledge', version: '2026.11.1' });
  });

  it('turns diagnostics into notifications with their place', () => {
    const [first] = run().invocations[0]?.toolExecutionNotifications ?? [];
    expect(first).toMatchObject({
      descriptor: { id: 'diagnostic/syntax' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'config/legacy.yaml' } } }],
    });
  });
});

describe('SARIF rules', () => {
  it('are those that have results', () => {
    expect(run().tool.driver.rules.map((rule) => rule.id)).toEqual([
      'cloud/foreign-operator/high',
      'data/no-transfer-basis/high',
      'model/closed-foreign',
      'model/unknown',
    ]);
  });

  it('have a score only where they are high or critical, and then an id of their own', () => {
    const findings = (['critical', 'high', 'medium', 'low'] as const).map((severity) => finding({ severity, fingerprint: severity }));
    const rules = run(report({ findings })).tool.driver.rules.map((rule) => [rule.id, rule.properties['security-severity'], rule.defaultConfiguration.level]);
    expect(rules).toEqual([
      ['cloud/foreign-operator', undefined, 'warning'],
      ['cloud/foreign-operator/critical', '9.5', 'error'],
      ['cloud/foreign-operator/high', '8.0', 'error'],
    ]);
  });

  it('are tied to their layer by tag and taxonomy', () => {
    const rule = run().tool.driver.rules[0];
    expect(rule?.properties.tags).toEqual(['sovereignty', 'sovereignty/cloud', 'security']);
    expect(rule?.relationships[0]?.target).toEqual({ id: 'cloud', index: 3, toolComponent: { name: 'sovereignty-layers', index: 0 } });
    expect(run().taxonomies[0]?.taxa.map((taxon) => taxon.id)).toEqual(['model', 'data', 'compute', 'cloud', 'deployment', 'license']);
  });

  it('have every required text even when nobody described them', () => {
    const [rule] = run(report({ rules: [], findings: [finding()] })).tool.driver.rules;
    for (const text of [rule?.shortDescription.text, rule?.fullDescription.text, rule?.help.text, rule?.help.markdown]) expect(text).toMatch(/\S/);
  });

  it('are as precise as their least certain result', () => {
    const findings = [finding({ fingerprint: 'a' }), finding({ fingerprint: 'b', confidence: 'low' })];
    expect(run(report({ findings })).tool.driver.rules[0]?.properties.precision).toBe('low');
  });

  it('stay within the length GitHub accepts', () => {
    const long = report().rules.map((rule) => ({ ...rule, help: 'Because. '.repeat(400) }));
    expect(run(report({ rules: long })).tool.driver.rules[0]?.fullDescription.text.length).toBeLessThanOrEqual(1024);
  });
});

describe('SARIF results', () => {
  it('point at their rule', () => {
    const { results, tool } = run();
    for (const result of results) expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  });

  it('begin with the finding, link the other places and end with what to do', () => {
    const [result] = run(report({ findings: [finding({ message: 'Operated from CN', remediation: 'Move it' })] })).results;
    expect(result?.message.text).toBe('Operated from CN. Also at [app/llm/client.py:31](1), [requirements.txt:4](2). What to do: Move it.');
    expect(result?.relatedLocations?.map((location) => location.id)).toEqual([1, 2]);
  });

  it('carry our fingerprint', () => {
    expect(run(report({ findings: [finding({ fingerprint: 'abc' })] })).results[0]?.partialFingerprints).toEqual({ 'sovaudit/v1': 'abc' });
  });

  it('encode paths and escape brackets in links', () => {
    const places = [evidence('app/[id]/my page.ts', 3, 'x'), evidence('app/[id]/b.ts', 4, 'x')];
    const [result] = run(report({ findings: [finding({ evidence: places })] })).results;
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('app/%5Bid%5D/my%20page.ts');
    expect(result?.message.text).toContain('[app/\\[id\\]/b.ts:4](1)');
  });

  it('let no link of the repository come to life', () => {
    expect(run(hostileReport()).results[0]?.message.text).not.toContain('](https://evil.example');
  });

  it('about the whole repository stand where their usage does', () => {
    const [result] = run(report({ findings: [finding({ evidence: [], usages: [deepseekUsage.id] })] })).results;
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('app/llm/client.py');
  });

  it('without any place are left out, and that is said', () => {
    const { results, invocations } = run(report({ diagnostics: [], findings: [finding({ evidence: [], usages: [] })] }));
    expect(results).toEqual([]);
    expect(invocations[0]?.toolExecutionNotifications.map((each) => each.descriptor.id)).toEqual(['report/no-place']);
  });

  it('beyond 5,000 are cut from the mild end, and that is said', () => {
    const findings = Array.from({ length: 5003 }, (_, index) => finding({ fingerprint: String(index), severity: index < 5 ? 'low' : 'high' }));
    const { results, invocations } = run(report({ diagnostics: [], findings }));
    expect(results).toHaveLength(5000);
    expect(results.filter((result) => result.level === 'note')).toHaveLength(2);
    expect(invocations[0]?.toolExecutionNotifications[0]?.message.text).toMatch(/^3 results are left out/);
  });
});

describe('what is suppressed or known', () => {
  const all = () => sarifLog(report(), true).runs[0].results;

  it('is written when asked for, with its justification, and the log still fits the schema', () => {
    expect(validate(JSON.parse(sarif(report(), { includeSuppressed: true }))) ? [] : validate.errors).toEqual([]);
    const suppressed = all().filter(({ suppressions }) => suppressions?.length === 1);
    expect(suppressed.map((result) => result.suppressions)).toEqual([
      [{ kind: 'inSource', status: 'accepted', justification: 'until 2027-03-31: moves to Scaleway in the spring release (app/llm/client.py:11)' }],
    ]);
  });

  it('gives every result of the run a state once one has it, and none otherwise', () => {
    expect(new Set(all().map(({ baselineState }) => baselineState))).toEqual(new Set(['new', 'unchanged']));
    expect(run().results.every((result) => result.baselineState === undefined && result.suppressions === undefined)).toBe(true);
  });

  it('is counted even when it is left out', () => {
    expect(run().properties.accepted).toEqual({ known: 1, suppressed: 1, staleBaselineEntries: 1 });
  });
});

it("carries GitHub's line hash beside our fingerprint, where it is known", () => {
  const [first] = run(report({ findings: [finding({ lineHash: 'b86d3392aea1be30:1' })] })).results;
  expect(first?.partialFingerprints).toEqual({ primaryLocationLineHash: 'b86d3392aea1be30:1', 'sovaudit/v1': finding().fingerprint });
  expect(run().results[0]?.partialFingerprints).not.toHaveProperty('primaryLocationLineHash');
});
