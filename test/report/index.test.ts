import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FORMATS, loadPartsReporter, loadReporter } from '../../src/report/index.ts';
import { emptyReport, hostileReport, report } from './sample-report.ts';

const OPTIONS = { width: 80, color: 0, unicode: true, verbose: true } as const;
const HEATED = /violat|complian|banned|data is accessed/i;

it('starts the list of formats with the default', () => {
  expect(FORMATS).toEqual(['table', 'json', 'sarif', 'cyclonedx', 'markdown', 'html', 'junit', 'gitlab', 'github', 'compact']);
});

it('loads colour and table libraries for what a terminal prints only', () => {
  const source = new URL('../../src/report/', import.meta.url);
  const users = readdirSync(source).filter((name) => name.endsWith('.ts') && /from '(chalk|cli-table3|zod)'/.test(readFileSync(new URL(name, source), 'utf8')));
  expect(users).toEqual(['cards.ts', 'schema.ts', 'table.ts']);
});

it.each(FORMATS)('%s prints the same for the same report, ends in a line break and shouts at nobody', async (format) => {
  const reporter = await loadReporter(format);
  const text = reporter(report(), OPTIONS);
  expect(reporter(report(), OPTIONS)).toBe(text);
  expect(text.endsWith('\n')).toBe(true);
  expect(text).not.toMatch(HEATED);
});

it.each(FORMATS)('%s is written in parts that are the same text', async (format) => {
  const [whole, parts] = [await loadReporter(format), await loadPartsReporter(format)];
  expect([...parts(hostileReport(), OPTIONS)].join('')).toBe(whole(hostileReport(), OPTIONS));
});

it.each(FORMATS)('%s lets no control or invisible character of the repository through', async (format) => {
  const reporter = await loadReporter(format);
  expect(reporter(hostileReport(), OPTIONS)).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|[\u2028\u2029]/u);
});

it.each(FORMATS)('%s prints the same from a JSON report that was read back', async (format) => {
  const reporter = await loadReporter(format);
  const json = await loadReporter('json');
  for (const source of [report(), hostileReport(), emptyReport()]) {
    expect(reporter(JSON.parse(json(source, OPTIONS)), OPTIONS)).toBe(reporter(source, OPTIONS));
  }
});
