import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { html } from '../../src/report/html.ts';
import { deepseekUsage, emptyReport, evidence, finding, hostileReport, report } from './sample-report.ts';

// In a browser: write the page of the sample and of the hostile report to a file, open it with Chromium at 1280 and 390 pixels, light and
// dark; nothing may be said on the console or asked of the network, and filters, links and keys must work. These tests need none.

const SAMPLES: [string, Report][] = [
  ['sample', report()],
  ['empty', emptyReport()],
  ['hostile', hostileReport()],
];

/** The document without style and script, which are constants of ours. */
function content(page: string): string {
  return page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<script>[\s\S]*?<\/script>/, '');
}

function element(page: string, name: string): string {
  return new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? '';
}

/** Names of the elements that are opened and closed, in order. */
function unbalanced(page: string): string[] {
  const empty = new Set(['meta', 'input']);
  const open: string[] = [];
  for (const [, close, name = '', self] of content(page).matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (close === '' && self === '' && !empty.has(name)) open.push(name);
    if (close === '/' && open.pop() !== name) return [...open, `</${name}>`];
  }
  return open;
}

describe.each(SAMPLES)('the page of the %s report', (_name, source) => {
  const page = html(source);

  it('closes every element it opens, in order', () => {
    expect(unbalanced(page)).toEqual([]);
  });

  it('refers to every id once, and only to those that are there', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/(?:href="#|aria-labelledby="|for=")([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('loads nothing: web addresses stand in links without referrer or in text only', () => {
    const inTags = [...content(page).matchAll(/<[^>]*https?:[^>]*>/gi)].map((match) => match[0]);
    for (const tag of inTags) expect(tag).toMatch(/^<a href="https?:\/\/[^"]+" rel="noreferrer noopener" target="_blank">$/);
    expect(content(page)).not.toMatch(/<[^>]*\ssrc=|<(link|img|iframe|object|embed|base|video|audio)\b/i);
    expect(element(page, 'style') + element(page, 'script')).not.toMatch(/@import|url\(|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(|innerHTML|eval\(/);
  });

  it('has no handler or style in attributes, which its own policy would refuse', () => {
    expect(content(page)).not.toMatch(/<[^>]*\s(on[a-z]+|style)=/i);
  });

  it('allows by policy its own style and script, and nothing else', () => {
    const hash = (name: string): string => `sha256-${createHash('sha256').update(element(page, name)).digest('base64')}`;
    const policy = `default-src 'none'; style-src '${hash('style')}'; script-src '${hash('script')}'; base-uri 'none'; form-action 'none'`;
    expect(page).toContain(`content="${policy.replaceAll("'", '&#39;')}"`);
  });

  it('has one script, at its end', () => {
    expect(page.match(/<script/g)).toHaveLength(1);
  });
});

describe('the page', () => {
  const page = html(report());

  it('names the verdict in title and heading', () => {
    expect(page).toContain('<title>ACCESS: 6 of 6 layers are missing under the profile EU, regulated entity, as of 2026-11-22</title>');
    expect(page).toMatch(/<h1><span class="word">ACCESS<\/span>/);
  });

  it('says within what a repository is sovereign', () => {
    const verdict = { ...report().verdict, level: 'sovereign', range: ['sovereign'] } as const;
    expect(html(report({ verdict }))).toContain('<span class="word">SOVEREIGN in what this repository shows</span>');
  });

  it('has a card per layer and a section per part, in order', () => {
    expect(page.match(/<article class="card/g)).toHaveLength(6);
    expect([...page.matchAll(/<h2 id="([a-z]+)"/g)].map((match) => match[1])).toEqual([
      'gates',
      'layers',
      'map',
      'steps',
      'resilience',
      'timeline',
      'usages',
      'findings',
      'practices',
      'rules',
      'audit',
    ]);
  });

  it('leaves out sections that have nothing to say', () => {
    const nothing = html(emptyReport());
    expect([...nothing.matchAll(/<h2 id="([a-z]+)"/g)].map((match) => match[1])).toEqual(['audit']);
    expect(nothing).toContain('NO AI FOUND');
  });

  it('lists every usage and finding with what the filters read', () => {
    expect(page.match(/<li id="usage-\d+" data-rank/g)).toHaveLength(4);
    expect([...page.matchAll(/<li id="finding-\d+"[^>]*data-status="([a-z]+)"/g)].map((match) => match[1])).toEqual([
      ...Array.from({ length: 6 }, () => 'new'),
      'baseline',
      'suppressed',
    ]);
  });

  it('shows everything without its script: only controls wait for it', () => {
    const hidden = [...content(page).matchAll(/<([a-z]+) class="([a-z]+)"[^>]* hidden>/g)].map((match) => `${match[1]}.${match[2]}`);
    expect(new Set(hidden)).toEqual(new Set(['form.controls', 'p.chips', 'p.nothing']));
  });

  it('gives sources with basis and date', () => {
    expect(page).toContain('read 2026-11-02, <a href="https://www.deepseek.com/terms" rel="noreferrer noopener" target="_blank">deepseek.com</a>');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'https://a b', 'https://x"onclick="y', 'a book'])('links no source like %s', (source) => {
    const facts = [{ claim: 'A claim.', source, basis: 'read', asOf: null }] as const;
    expect(content(html(report({ usages: [], rules: [], findings: [finding({ facts })], dataPractices: [] })))).not.toMatch(/<a href="(?!#)/);
  });

  it.each(['javascript:alert(1)', 'https://x"onclick="y'])('links no list of subprocessors like %s', (list) => {
    const [row] = report().dataPractices;
    const subprocessors = { value: { list, places: [] }, note: null, source: list, basis: 'read', asOf: null } as const;
    const rows = row === undefined ? [] : [{ ...row, subprocessors, usages: [] }];
    expect(content(html(report({ usages: [], rules: [], findings: [], dataPractices: rows })))).not.toMatch(/<a href="[^"]*(?:javascript|onclick)/);
  });

  it('says what operators do with data, with condition, source and what is not recorded', () => {
    const section = /<h2 id="practices">.*?<\/section>/s.exec(page)?.[0] ?? '';
    expect(section).toContain('unless you object');
    expect(section).toContain('by writing to the operator');
    expect(section).toContain('30 days');
    expect(section).toContain('China (CN), Singapore (SG)');
    expect(section).toContain('Nothing is recorded of: OpenAI API.');
  });

  it('keeps hostile text as text', () => {
    const text = content(html(hostileReport()));
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).not.toMatch(/<img|\u202e|\u001b/);
  });

  it('keeps hostile text out of attributes and ids', () => {
    const attack = '"><svg onload=alert(1)> x';
    const usage = { ...deepseekUsage, id: attack, evidence: [evidence(attack, 1, attack)] };
    const page = html(report({ usages: [usage], findings: [finding({ rule: attack, fingerprint: attack, usages: [attack] })] }));
    expect(content(page)).not.toContain('<svg onload');
    expect(unbalanced(page)).toEqual([]);
  });

  it('cuts texts beyond reason', () => {
    const page = html(report({ findings: [finding({ message: 'long '.repeat(10_000) })] }));
    expect(page.length).toBeLessThan(100_000);
  });

  it('stays small: under 120 kB for the sample, under 2.5 kB for each further finding', () => {
    const many = Array.from({ length: 200 }, (_, index) => finding({ fingerprint: String(index) }));
    const size = html(report()).length;
    expect(size).toBeLessThan(120_000);
    expect((html(report({ findings: [...report().findings, ...many] })).length - size) / 200).toBeLessThan(2500);
  });

  it('draws the map for wide and for narrow screens, with nodes as links', () => {
    expect(page.match(/<svg class="map map-(wide|narrow)"/g)).toHaveLength(2);
    expect(page).toMatch(/<a href="#usages" class="node jurisdiction" data-token="jurisdiction-\d" data-label="Controlled from: China \(CN\)">/);
  });

  it('says in words what the map shows', () => {
    expect(page).toMatch(/The map in words<\/summary><ol><li class="missing">[\s\S]*China \(CN\)<\/b>/);
  });

  it('asks what only the reader can answer', () => {
    const questions = [{ text: 'How many users a month?', layer: 'license', key: 'organization.monthly_users', usages: [deepseekUsage.id] }] as const;
    expect(html(report({ questions }))).toContain('How many users a month? <span class="tag">license</span> <code>organization.monthly_users</code>');
  });
});

it('names the repository it is about', () => {
  const source = report();
  const named = html({ ...source, audit: { ...source.audit, repository: { name: 'github.com/acme/letters', folder: 'api', from: 'remote' } } });
  expect(named).toContain('AI sovereignty report on github.com/acme/letters, folder api</p>');
});

it('lists more than ten findings by rule first, each rule with a link that narrows the list', () => {
  const many = Array.from({ length: 12 }, (_, index) => finding({ rule: index < 8 ? 'cloud/operator' : 'data/place', fingerprint: String(index) }));
  const links = [...html({ ...report(), findings: many }).matchAll(/data-set="rule=([^"]+)">([^<]+)</g)].map(([, rule, words]) => [rule, words]);
  expect(links).toEqual([
    ['cloud/operator', '8 findings at 1 call path'],
    ['data/place', '4 findings at 1 call path'],
  ]);
  expect(html(report())).not.toContain('data-set="rule=');
});
