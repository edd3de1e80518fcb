import { describe, expect, it } from 'vitest';
import { github } from '../../src/report/github.ts';
import { emptyReport, evidence, finding, hostileReport, report } from './sample-report.ts';

function lines(source = report()): string[] {
  return github(source).trimEnd().split('\n');
}

function many(severity: 'high' | 'medium' | 'low', number: number) {
  return Array.from({ length: number }, (_, index) => finding({ severity, fingerprint: `${severity}-${index}` }));
}

it('looks like golden/report.github.txt', async () => {
  await expect(github(report())).toMatchFileSnapshot('golden/report.github.txt');
});

it('says the verdict when there is nothing else', () => {
  expect(github(emptyReport())).toBe('::notice title=sovaudit::NO AI FOUND as of 2026-11-22.%0AFindings: none.\n');
});

describe('the limit of ten annotations of a kind', () => {
  const all = lines(report({ findings: [...many('low', 20), ...many('medium', 20), ...many('high', 20)] }));

  it.each(['error', 'warning', 'notice'])('holds for %s', (kind) => {
    expect(all.filter((line) => line.startsWith(`::${kind} `))).toHaveLength(10);
  });

  it('leaves room for a last notice that says how many are not shown', () => {
    expect(all.at(-1)).toContain('31 findings more are not shown here');
  });
});

describe('text of the repository', () => {
  it('begins no command of its own', () => {
    const attack = 'x\n::set-output name=a::b\r\n::error::owned';
    const source = report({ findings: [finding({ message: attack, rule: attack, evidence: [evidence(attack, 1, attack)] })] });
    expect(lines(source)).toHaveLength(2);
    for (const line of lines(source)) expect(line).toMatch(/^::(error|notice) /);
  });

  it('ends no property', () => {
    const [line = ''] = lines(report({ findings: [finding({ evidence: [evidence('a,line=9::b:c%0A.py', 3, 'x')] })] }));
    expect(line).toMatch(/^::error file=a%2Cline=9%3A%3Ab%3Ac%250A\.py,line=3,/);
  });

  it('keeps a percent sign that only looks like an escape', () => {
    expect(lines(report({ findings: [finding({ message: '100%0A' })] }))[0]).toContain('::100%250A');
  });

  it('stays on its line', () => {
    expect(lines(hostileReport())).toHaveLength(2);
  });
});

it('gives columns only where start and end are on one line', () => {
  const [line] = lines(report({ findings: [finding({ evidence: [evidence('a.py', 3, 'x', { endLine: 5 })] })] }));
  expect(line).toContain('file=a.py,line=3,endLine=5,title=');
});
