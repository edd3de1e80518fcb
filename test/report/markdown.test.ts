import { describe, expect, it } from 'vitest';
import { markdown } from '../../src/report/markdown.ts';
import { emptyReport, evidence, finding, hostileReport, report } from './sample-report.ts';

/** Reports with this many findings, each with a long message. */
function large(number: number) {
  const findings = Array.from({ length: number }, (_, index) =>
    finding({ fingerprint: String(index), message: `Finding ${index}. ${'Long words. '.repeat(20)}` }),
  );
  return report({ findings });
}

it('looks like golden/report.md', async () => {
  await expect(markdown(report())).toMatchFileSnapshot('golden/report.md');
});

it('looks like golden/report-hostile.md', async () => {
  await expect(markdown(hostileReport())).toMatchFileSnapshot('golden/report-hostile.md');
});

it('of a repository without AI is short', () => {
  expect(markdown(emptyReport())).toMatch(/^<!-- sovaudit report -->\n\n## NO AI FOUND as of 2026-11-22\n/);
  expect(markdown(emptyReport())).not.toContain('six layers');
});

it('begins with a mark by which a workflow finds its own comment', () => {
  expect(markdown(report()).split('\n')[0]).toBe('<!-- sovaudit report -->');
});

it('says so when nothing is new', () => {
  expect(markdown(report({ findings: [finding({ status: 'baseline' })] }))).toContain('### No new finding (and 1 in the baseline)');
});

describe('a large report', () => {
  const text = markdown(large(3000));

  it('stays under the limit of a comment', () => {
    expect(text.length).toBeLessThan(60_000);
  });

  it('says what was left out', () => {
    expect(text).toMatch(/_Left out for length: \d+ findings of 3000\. The JSON report has all\._\n$/);
  });

  it('keeps the verdict, the layers and the worst findings', () => {
    for (const part of ['## ACCESS', '### The six layers', '| deployment |', 'Finding 0\\.'.replace('\\', ''), 'and 2999 more']) expect(text).toContain(part);
  });

  it('closes every fold it opens', () => {
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});

describe('text of the repository', () => {
  it('has one row per finding, however many bars and line breaks it holds', () => {
    const attack = 'a | b\n| c | `d` |\\| e';
    const text = markdown(report({ findings: [finding({ message: attack, evidence: [evidence(attack, 1, 'x')] })] }));
    const row = text.split('\n').find((line) => line.startsWith('| high |')) ?? '';
    expect(row.replaceAll(/\\\\|\\\|/g, '').split('|')).toHaveLength(5);
  });

  it('mentions nobody by the date of a fact either, which another report may have written', () => {
    const fact = { claim: 'Harbour is controlled from DE', source: 'a register', basis: 'read' as const, asOf: '2026-08-@harbour' };
    expect(markdown(report({ findings: [finding({ facts: [fact] })] }))).not.toMatch(/@harbour/);
  });

  it('mentions nobody and refers to no issue', () => {
    const text = markdown(report({ findings: [finding({ message: 'Ask @acme/everyone about acme/app#12 or GH-7', remediation: '' })] }));
    expect(text).not.toMatch(/@acme|#\d|GH-\d/);
  });

  it('opens no element', () => {
    const elements = [...markdown(hostileReport()).matchAll(/<(\/?[a-z][a-z0-9]*)[^>]*>/gi)].map((match) => match[1]);
    expect(new Set(elements)).toEqual(new Set(['details', '/details', 'summary', '/summary', 'https']));
  });
});
