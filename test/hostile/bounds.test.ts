import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

const URL = 'https://api.openai.com/v1';
const BOMB = `a0: &a0 [${URL}]\n${Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`).join('\n')}\n`;

async function audited(files: Record<string, string>): Promise<{ code: number; codes: string[] }> {
  const { code, stdout } = await runCli(['audit', repository(files), '-f', 'json', '--quiet', '--strict', '--no-config', '--as-of', '2026-11-22']);
  const report = JSON.parse(stdout) as { diagnostics: { code: string; path: string }[] };
  return { code, codes: report.diagnostics.map(({ code: kind, path }) => `${kind} ${path}`) };
}

describe('a hostile data file is bounded and told', () => {
  test.each<[string, string]>([
    ['deep.json', `${'['.repeat(100_000)}"${URL}"`],
    ['deep.yaml', `a: ${'['.repeat(50_000)}${URL}`],
    ['deep.toml', `a = ${'['.repeat(50_000)}"${URL}"`],
    ['long.yaml', `a: ${URL}\n${'- b\n'.repeat(300_000)}`],
    ['many.json', `{"url":"${URL}","list":[${'"word",'.repeat(60_000)}"end"]}`],
  ])('%s', async (path, text) => {
    const { code, codes } = await audited({ [path]: text });
    expect([code, codes.length > 0, codes.filter((told) => !new RegExp(`^(?:limit|syntax) ${path}$`).test(told))]).toEqual([4, true, []]);
  });

  const nested = (open: string, inside: string, close: string): string => open.repeat(400) + inside + close.repeat(400);
  test.each<[string, string]>([
    ['deep.py', `from openai import OpenAI\nrates = ${nested('(', '1', ')')}\nOpenAI().responses.create(model='gpt-5.5')\n`],
    ['deep.js', `import OpenAI from 'openai';\n${nested('{', 'let a = 1;', '}')}\nnew OpenAI().responses.create({ model: 'gpt-5.5' });\n`],
    ['deep.go', `package main\nimport "github.com/openai/openai-go"\nfunc main() {\n${nested('if open {', 'close()', '}')}\nopenai.NewClient()\n}\n`],
    ['deep.rb', `require 'openai'\nrates = ${nested('[', '1', ']')}\nOpenAI::Client.new\n`],
    ['deep.php', `<?php\n${nested('if ($a) {', 'b();', '}')}\n$client = OpenAI::client('key');\n`],
  ])('code that nests deeper than its grammar follows: %s', async (path, text) => {
    const { code, codes } = await audited({ [path]: text });
    expect([code, codes]).toEqual([4, [`limit ${path}`]]);
  });

  test('aliases that stand for billions of values cost nothing', async () => {
    expect((await audited({ 'bomb.yaml': BOMB })).code).toBe(0);
  });

  test('deep markup and infrastructure code end', async () => {
    const { code } = await audited({
      'pom.xml': `<project>${'<dependency>'.repeat(50_000)}${URL}`,
      'main.tf': `resource "aws_bedrock_guardrail" "a" ${'{ a = ['.repeat(20_000)}"${URL}"`,
      'main.bicep': `param a string = ${'[{a:'.repeat(20_000)}'${URL}'`,
      Dockerfile: `FROM python:3.13\n${'FROM base\n'.repeat(3000)}ENV OPENAI_BASE_URL=${URL}\n`,
    });
    expect([0, 4]).toContain(code);
  });
});

test('a file that is not audited is told and fails a strict run', async () => {
  const { code, codes } = await audited({ 'ask.py': `# ${URL}\n${'x'.repeat(8 * 1024 * 1024)}`, 'notes.txt': 'a' });
  expect([code, codes]).toEqual([4, ['too-large ask.py']]);
});

test('a hostile project file is refused', async () => {
  const root = repository({ 'app.py': 'x = 1\n', 'sovaudit.yaml': BOMB });
  const { code, stderr } = await runCli(['audit', root]);
  expect([code, stderr.length > 0, stderr.includes('internal error')]).toEqual([2, true, false]);
});

test.each([
  ['deep', '['.repeat(200_000)],
  ['of another kind', '{"schemaVersion":"1.0","findings":"all fine"}'],
])('a hostile report is refused: %s', async (_, text) => {
  const file = join(repository({ 'keep.txt': '' }), 'report.json');
  writeFileSync(file, text);
  for (const args of [
    ['report', file],
    ['diff', file, file],
    ['explain', 'x', '--report', file],
  ]) {
    const { code, stderr } = await runCli(args);
    expect([args[0], code, stderr.includes('internal error')]).toEqual([args[0], 2, false]);
  }
});
