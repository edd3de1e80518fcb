import { describe, expect, it } from 'vitest';
import { junit } from '../../src/report/junit.ts';
import { emptyReport, finding, hostileReport, report } from './sample-report.ts';

/** Names and attributes of the elements, in order. */
function elements(xml: string): string[] {
  return [...xml.matchAll(/<([a-z]+)[^>]*>/g)].map((match) => match[1] ?? '');
}

function count(xml: string, name: string): number {
  return elements(xml).filter((each) => each === name).length;
}

it('looks like golden/report.junit.xml', async () => {
  await expect(junit(report())).toMatchFileSnapshot('golden/report.junit.xml');
});

it('has a failure per open finding and skips what was accepted', () => {
  const xml = junit(report());
  expect([count(xml, 'failure'), count(xml, 'skipped')]).toEqual([5, 2]);
});

it('counts what it lists', () => {
  const xml = junit(report());
  expect(xml).toContain(`tests="${count(xml, 'testcase')}" failures="5" errors="0" skipped="2">`);
});

it('has a passed case per layer when nothing is open', () => {
  const xml = junit(report({ findings: [] }));
  expect(count(xml, 'testcase')).toBe(6);
  expect(xml).toContain('<testcase classname="model layer" name="no open finding"/>');
});

it('has a case for a repository without AI', () => {
  expect(junit(emptyReport())).toContain('<testcase classname="sovaudit" name="NO AI FOUND as of 2026-11-22"/>');
});

it('leaves out inventory', () => {
  expect(junit(report())).not.toContain('license/inventory');
});

describe('hostile text', () => {
  it('closes no element', () => {
    const attack = '</failure></testcase><testcase name="passed"/>]]>';
    expect(count(junit(report({ findings: [finding({ message: attack })] })), 'testcase')).toBe(count(junit(report({ findings: [finding()] })), 'testcase'));
  });

  it('brings no character that XML forbids', () => {
    const xml = junit(hostileReport()) + junit(report({ findings: [finding({ message: 'a\u0000b\ufffe\ud800' })] }));
    expect(xml).toMatch(/^[\n\x20-\ufffd]*$/);
  });
});

it('cannot be made to speak to a build server', () => {
  const text = junit(report({ findings: [finding({ message: '::error ::owned', remediation: 'see ##[error]owned' })] }));
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).not.toContain('##[');
  expect(text).toContain('&#35;#[error]owned');
});
