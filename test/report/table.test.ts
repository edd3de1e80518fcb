import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { table } from '../../src/report/table.ts';
import { textWidth } from '../../src/util/text-width.ts';
import { deepseekUsage, emptyReport, finding, hostileReport, layer, layers, organization, report } from './sample-report.ts';

const NARROW = { width: 80, color: 0, unicode: false, verbose: false } as const;
const WIDE = { width: 140, color: 0, unicode: true, verbose: false } as const;

function verdict(overrides: Partial<ReturnType<typeof report>['verdict']>) {
  return { ...report().verdict, ...overrides };
}

/** The text without its line breaks, for sentences that may wrap. */
function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** The lines of a section, heading included. */
function section(text: string, title: string): string {
  const start = text.indexOf(`\n${title}`) + 1;
  expect(start).toBeGreaterThan(0);
  const end = text.slice(start).search(/\n\n(?! )/);
  return text.slice(start, end < 0 ? undefined : start + end);
}

describe('the whole table', () => {
  it.each([
    ['table-80-ascii.txt', report(), NARROW],
    ['table-140-unicode.txt', report(), WIDE],
    ['table-80-verbose.txt', report(), { ...NARROW, verbose: true }],
    ['table-80-empty.txt', emptyReport(), NARROW],
    ['table-100-hostile.txt', hostileReport(), { ...WIDE, width: 100 }],
  ])('looks like golden/%s', async (file, source, options) => {
    await expect(table(source, options)).toMatchFileSnapshot(`golden/${file}`);
  });

  it.each([60, 80, 100, 110, 140])('keeps within %i columns', (width) => {
    for (const source of [report(), hostileReport(), emptyReport()]) {
      for (const verbose of [false, true]) {
        for (const line of table(source, { ...WIDE, width, verbose }).split('\n')) expect(textWidth(line), line).toBeLessThanOrEqual(width);
      }
    }
  });

  it('prints ASCII only where nothing else can be shown', () => {
    for (const source of [report(), hostileReport(), emptyReport()]) expect(table(source, { ...NARROW, verbose: true })).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('says the same with colour as without', () => {
    const painted = table(report(), { ...WIDE, color: 3 });
    expect(painted).toContain('\u001b[');
    expect(stripVTControlCharacters(painted).replace(/ +$/gm, '')).toBe(table(report(), WIDE));
  });
});

describe('the headline', () => {
  it('says verdict, layers, profile and date', () => {
    expect(table(report(), NARROW)).toMatch(/^ACCESS: 6 of 6 layers are missing under the profile EU, regulated entity, as of\s2026-11-22\.\n/);
  });

  it('says within what a repository is sovereign', () => {
    const text = table(report({ verdict: verdict({ level: 'sovereign', range: ['sovereign', 'sovereign'] }), layers: layers('3 3 2 3 3 3') }), WIDE);
    expect(text).toMatch(/^SOVEREIGN in what this repository shows: no layer is missing under the profile EU/);
    expect(text.match(/sovereign(?! in what this repository shows)/gi)).toBeNull();
  });

  it('gives both ends where unknown facts allow two verdicts', () => {
    const text = table(report({ verdict: verdict({ range: ['dependency', 'access'], unknowns: 2 }), layers: layers('1 2 0-2 0-2 3 3') }), WIDE);
    expect(text).toMatch(/^ACCESS: 1 of 6 layers is missing for certain and 2 more may be under the profile EU/);
    expect(text).toContain('dependency at best, access at worst: 2 facts are unknown');
  });

  it('names the scope of a profile', () => {
    const audit = { ...report().audit, profileName: 'US federal', profileScope: 'dod' };
    expect(table(report({ audit }), WIDE)).toContain('under the profile US federal (dod), as of');
  });

  it('says why the risk index is not the sum of its terms', () => {
    expect(flat(table(report({ verdict: verdict({ restriction: 'prohibited', riskIndex: 90 }) }), WIDE))).toContain(
      'at least 90 because something is prohibited',
    );
  });

  it('repeats the verdict at the bottom', () => {
    const text = table(report({ gates: [] }), WIDE);
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      'ACCESS: 6 of 6 layers are missing under the profile EU, regulated entity, as of 2026-11-22. Findings: 3 high, 1 medium, 1 low.',
    );
  });
});

describe('the layers', () => {
  it('are told apart by word and sign, with a bar for what is not certain', () => {
    const source = report({ layers: [layer('model', '1'), layer('data', '0-2'), layer('cloud', '3')] });
    const text = section(table(source, WIDE), 'LAYERS');
    expect(text).toMatch(/model +✗ missing +■□□□ 1 /);
    expect(text).toMatch(/data +\? may be missing +▣▣□□ 0-2 /);
    expect(text).toMatch(/cloud +✓ holds +■■■□ 3 /);
  });
});

describe('the usages', () => {
  const many = Array.from({ length: 15 }, (_, index) => ({ ...deepseekUsage, id: `usage-${String(index).padStart(2, '0')}` }));

  it('stop at eight and say how many are left, and where they go', () => {
    const text = section(table(report({ usages: many }), NARROW), 'USAGES');
    expect(text.match(/deepseek-v4-pro/g)).toHaveLength(8);
    expect(text).toContain('and 7 more: 7 DeepSeek API (use --verbose)');
  });

  it('are all shown when asked', () => {
    expect(section(table(report({ usages: many }), { ...NARROW, verbose: true }), 'USAGES').match(/deepseek-v4-pro/g)).toHaveLength(15);
  });

  it('of scopes that are not judged are only counted', () => {
    const text = section(table(report(), NARROW), 'USAGES');
    expect(text).toContain('Seen but not judged: 1 in test');
    expect(text).not.toContain('tests/test_search.py');
  });

  it('name who controls the operator where that is another country', () => {
    expect(section(table(report(), { ...WIDE, width: 160 }), 'USAGES')).toContain('OpenAI Ireland Ltd (IE, controlled');
  });

  it('say that an operator is unknown instead of guessing', () => {
    const service = {
      ...(deepseekUsage.service as NonNullable<typeof deepseekUsage.service>),
      operator: organization('nobody', 'Example GPU Cloud', null),
    };
    const text = section(table(report({ usages: [{ ...deepseekUsage, service }] }), { ...WIDE, width: 160 }), 'USAGES');
    expect(text).toContain('Example GPU Cloud (country unknown)');
  });

  it('whose model is chosen at run time show the expression', () => {
    const text = section(table(report({ usages: [{ ...deepseekUsage, model: null, dynamicModel: 'settings.MODEL' }] }), WIDE), 'USAGES');
    expect(text).toContain('chosen at run time:');
    expect(text).toContain('settings.MODEL');
  });

  it('that are mere mentions say so', () => {
    const mention = { ...deepseekUsage, id: 'a-mention', confidence: 'low' } as const;
    const text = section(table(report({ usages: [mention, deepseekUsage] }), WIDE), 'USAGES');
    expect(text).toContain('1 AI call path and 1 mention in production');
    expect(text.match(/mention only/g)).toHaveLength(1);
  });

  it('keep a wide-character path aligned', () => {
    const evidence = [{ ...(deepseekUsage.evidence[0] as NonNullable<(typeof deepseekUsage.evidence)[0]>), path: 'アプリ/主権/監査クライアント.py' }];
    for (const line of table(report({ usages: [{ ...deepseekUsage, evidence }] }), { ...WIDE, width: 80 }).split('\n'))
      expect(textWidth(line)).toBeLessThanOrEqual(80);
  });
});

describe('the findings', () => {
  const twelve = (more: object = {}) =>
    Array.from({ length: 12 }, (_, index) => finding({ rule: 'cloud/operator', fingerprint: String(index), message: `Operator ${index}.`, ...more }));

  it('of one rule are folded into the first when there are more than ten', () => {
    const text = section(table(report({ findings: twelve() }), WIDE), 'FINDINGS');
    expect(text.match(/HIGH cloud\/operator/g)).toHaveLength(1);
    expect(text).toContain('HIGH cloud/operator: 12 findings at 1 call path');
    expect(text).toContain('and 11 more (Operator 1, Operator 10, Operator 11, Operator 2, …)');
  });

  it('stand one by one when there are ten or fewer', () => {
    expect(section(table(report(), WIDE), 'FINDINGS').match(/HIGH cloud\/foreign-operator/g)).toHaveLength(2);
  });

  it('say how severe the others of their rule are', () => {
    const many = twelve().map((entry, index) => (index === 4 ? entry : { ...entry, severity: 'low' as const }));
    const text = section(table(report({ findings: many }), NARROW), 'FINDINGS');
    expect(text).toContain('Operator 4.');
    expect(text).toContain('and 11 more, low (Operator 0,');
  });

  it('stop at ten rules and count the rest', () => {
    const many = Array.from({ length: 14 }, (_, index) => finding({ rule: `cloud/rule-${String(index).padStart(2, '0')}`, fingerprint: String(index) }));
    const text = section(table(report({ findings: many }), NARROW), 'FINDINGS');
    expect(text.match(/HIGH cloud\/rule/g)).toHaveLength(10);
    expect(text).toContain('and 4 more rules: cloud/rule-10 (1 high), cloud/rule-11 (1 high),');
  });

  it('that are accepted or mere inventory are counted, not listed', () => {
    expect(table(report(), WIDE)).toContain('3 high, 1 medium, 1 low; not listed: 1 in the baseline, 1 suppressed, 1 info');
  });

  it('come worst first', () => {
    const source = report({
      findings: [finding({ severity: 'low', rule: 'license/a' }), finding({ severity: 'critical', rule: 'model/b' })],
    });
    const text = table(source, WIDE);
    expect(text.indexOf('CRITICAL model/b')).toBeLessThan(text.indexOf('LOW license/a'));
  });
});

describe('a repository without AI', () => {
  it('still shows usages outside the judged scopes and answers its gates', () => {
    const text = table(
      emptyReport({
        usages: [{ ...deepseekUsage, scope: 'docs' }],
        gates: [{ gate: 'fail-on high', passed: true, message: 'no finding', remedy: null }],
      }),
      WIDE,
    );
    expect(text).toMatch(/^NO AI FOUND\n/);
    expect(text).toContain('Seen but not judged: 1 in docs');
    expect(text).toContain('✓ passed  fail-on high: no finding');
  });
});
