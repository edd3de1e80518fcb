import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

// Every run compiles the whole knowledge base anew.
vi.setConfig({ testTimeout: 60_000 });

const REFINED = `services:
  openai:
    extends: openai
    location: { value: "IE", from: contract }
    sources: { contract: { basis: background, title: our contract } }
checks:
  ours:
    name: Ours
    layer: cloud
    when: { service.id: openai }
    message: m
    help: h
    remediation: r
`;

describe('rules show', () => {
  test('prints a built-in entry as YAML with the file it is written in, and quotes what other readers of YAML would misread', async () => {
    const { code, stdout } = await runCli(['rules', 'show', 'services/openai']);
    expect([code, stdout.split('\n').slice(0, 3)]).toEqual([0, ['# services/openai', '# rules/services/openai.yaml:1', 'name: OpenAI API']]);
    expect(stdout).toContain('value: "no"');
  });

  test('shows where a rule of your own refines it, and what a value was', async () => {
    const root = repository({ 'ours.yaml': REFINED });
    const { stdout } = await runCli(['rules', 'show', 'services/openai', '--rules', join(root, 'ours.yaml')]);
    const lines = stdout.replaceAll(`${root}/`, '').split('\n');
    expect(lines[2]).toBe('# refined in ours.yaml:2');
    expect(lines[lines.indexOf('location:') - 1]).toMatch(/^# ours\.yaml:4, was: \{"value":"global"/);
  });

  test('gives the same to programs', async () => {
    const root = repository({ 'ours.yaml': REFINED });
    const { stdout } = await runCli(['rules', 'show', 'service/openai', '--rules', join(root, 'ours.yaml'), '--json']);
    const shown = JSON.parse(stdout.replaceAll(`${root}/`, ''));
    expect([shown.id, shown.written, shown.changes.map(({ key, line }: { key: string; line: number }) => [key, line])]).toEqual([
      'services/openai',
      [
        { file: 'rules/services/openai.yaml', line: 1, pack: null },
        { file: 'ours.yaml', line: 2, pack: null },
      ],
      [
        ['location', 4],
        ['sources', 5],
      ],
    ]);
  });

  test('finds a version of a model in its family', async () => {
    const { stdout } = await runCli(['rules', 'show', 'openai/gpt-5.5']);
    expect([stdout.startsWith('# models/openai/gpt-5\n'), stdout.includes('  gpt-5.5:'), stdout.includes('  gpt-5.4:')]).toEqual([true, true, false]);
  });

  test('an id that names several entries shows each', async () => {
    const { stdout } = await runCli(['rules', 'show', 'openai']);
    expect(stdout.match(/^# (?:organizations|services|packages)\/openai$/gm)?.length).toBeGreaterThan(1);
  });

  test('names the nearest id for one that is not there', async () => {
    const { code, stderr } = await runCli(['rules', 'show', 'opnai']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('no entry "opnai", did you mean "openai"?')]);
  });
});

test('rules list --own lists what is yours, with its file', async () => {
  const root = repository({ 'ours.yaml': REFINED });
  const { stdout } = await runCli(['rules', 'list', '--own', '--rules', join(root, 'ours.yaml')]);
  expect(stdout.replaceAll(`${root}/`, '')).toBe('checks/ours      Ours  (ours.yaml)\nservices/openai  OpenAI API  (ours.yaml)\n');
});

test('rules schema --modeline prints the line by which editors find the schema', async () => {
  const { stdout } = await runCli(['rules', 'schema', '--modeline']);
  expect(stdout).toMatch(/^# yaml-language-server: \$schema=https:\/\/unpkg\.com\/sovaudit@\d+\.\d+\.\d+\/rules\/schema\/pack\.schema\.json\n$/);
});
