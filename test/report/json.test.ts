import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { json } from '../../src/report/json.ts';
import { JsonReport, reportJsonSchema } from '../../src/report/schema.ts';
import { emptyReport, evidence, finding, hostileReport, report } from './sample-report.ts';

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(reportJsonSchema());

function errors(value: unknown): unknown {
  return validate(value) ? [] : validate.errors;
}

describe('the JSON report', () => {
  it('looks like golden/report.json', async () => {
    await expect(json(report())).toMatchFileSnapshot('golden/report.json');
  });

  it.each([
    ['sample', report()],
    ['empty', emptyReport()],
    ['hostile', hostileReport()],
  ])('of the %s report fits the published schema', (_name, source) => {
    expect(errors(JSON.parse(json(source)))).toEqual([]);
  });

  it('has the keys of the contract, in order', () => {
    expect(Object.keys(JSON.parse(json(report())))).toEqual([
      'schemaVersion',
      'tool',
      'knowledge',
      'audit',
      'verdict',
      'layers',
      'usages',
      'components',
      'findings',
      'rules',
      'resilience',
      'nextSteps',
      'questions',
      'frameworks',
      'dataPractices',
      'comparison',
      'gates',
      'coverage',
      'diagnostics',
    ]);
  });

  it('prints evidence with its published keys only', () => {
    const printed = JSON.parse(json(report())).usages[0].evidence[0];
    expect(Object.keys(printed)).toEqual(['path', 'line', 'column', 'endLine', 'endColumn', 'kind', 'value', 'context', 'confidence', 'signature']);
  });

  it('is the same whatever order the lists came in', () => {
    const source = report();
    const shuffled = {
      ...source,
      usages: [...source.usages].reverse(),
      findings: [...source.findings].reverse(),
      rules: [...source.rules].reverse(),
      diagnostics: [...source.diagnostics].reverse(),
      layers: [...source.layers].reverse(),
    };
    expect(json(shuffled)).toBe(json(source));
  });

  it('keeps the place to look at first and sorts the others', () => {
    const places = [evidence('z.py', 9, 'x'), evidence('b.py', 2, 'x'), evidence('a.py', 30, 'x'), evidence('a.py', 4, 'x')];
    const printed = JSON.parse(json(report({ findings: [finding({ evidence: places })] })));
    expect(printed.findings[0].evidence.map(({ path, line }: { path: string; line: number }) => `${path}:${line}`)).toEqual([
      'z.py:9',
      'a.py:4',
      'a.py:30',
      'b.py:2',
    ]);
  });

  it('lets nothing through that is not part of the contract', () => {
    const printed = json({ ...report(), elapsed: 1200 } as never);
    expect(printed).not.toContain('elapsed');
  });
});

describe('the published schema', () => {
  it('refuses an unknown key', () => {
    expect(errors({ ...JSON.parse(json(report())), extra: true })).not.toEqual([]);
    expect(JsonReport.safeParse({ ...JSON.parse(json(report())), extra: true }).success).toBe(false);
  });

  it('refuses a level beyond four', () => {
    const value = JSON.parse(json(report()));
    value.layers[0].level.high = 5;
    expect(errors(value)).not.toEqual([]);
  });

  it('says which draft it is', () => {
    expect(reportJsonSchema()).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'sovaudit report' });
  });
});
