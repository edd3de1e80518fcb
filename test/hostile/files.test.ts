import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { commitAll } from '../support/git.ts';
import { repository } from '../support/repository.ts';

const CALL = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Guten Tag')\n";
const onPosix = process.platform !== 'win32';

test.runIf(onPosix)('a named pipe, a socket and a loop of links do not stop the audit', async () => {
  const root = repository({ 'ask.py': CALL });
  for (const name of ['pipe.py', '.gitignore', '.env']) execFileSync('mkfifo', [join(root, name)]);
  symlinkSync('.', join(root, 'again'));
  symlinkSync('/dev/zero', join(root, 'zero.py'));
  const server = createServer();
  await new Promise<void>((ready) => server.listen(join(root, 'socket.py'), ready));
  try {
    const { usages, coverage } = await audit({ path: root, asOf: '2026-11-22' });
    expect(usages.length).toBe(1);
    expect(coverage.skipped).toEqual(expect.arrayContaining([{ reason: 'special-file', count: 4 }]));
  } finally {
    server.close();
  }
});

test.runIf(process.platform === 'linux')(
  'names that are no text, begin with a dash, or hold line breaks and escapes are files like others, or told',
  async () => {
    const root = repository({
      '-rf': 'x',
      '--upload-pack=touch pwned': 'x',
      'new\nline.py': CALL,
      '\u001b[31mred.py': CALL,
      'cafe\u0301.py': CALL,
      'caf\u00e9.py': CALL,
    });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.py')]), CALL);
    for (const inGit of [false, true]) {
      if (inGit) commitAll(root);
      const { usages, coverage, diagnostics } = await audit({ path: root, asOf: '2026-11-22' });
      expect([usages.flatMap(({ evidence }) => evidence.map(({ path }) => path)).length > 3, coverage.files, diagnostics.length]).toEqual([true, 6, 1]);
    }
  },
);

test.runIf(onPosix)('paths longer than the system can open, and folders without end in the index, are told', async () => {
  const root = repository({ 'ask.py': CALL });
  commitAll(root);
  const blob = execFileSync('git', ['rev-parse', 'HEAD:ask.py'], { cwd: root, encoding: 'utf8' }).trim();
  const paths = [`${'d/'.repeat(3000)}ask.py`, `${'n'.repeat(300)}.py`, `${'e/'.repeat(30_000)}ask.py`];
  execFileSync('git', ['update-index', '--index-info'], { cwd: root, input: paths.map((path) => `100644 ${blob}\t${path}\n`).join('') });
  const { usages, coverage, diagnostics } = await audit({ path: root, asOf: '2026-11-22' });
  expect([usages.length, coverage.files, diagnostics.map(({ code, path }) => `${code} ${path.slice(0, 3)}`)]).toEqual([
    1,
    2,
    ['limit d/d', 'limit e/e', 'unreadable nnn'],
  ]);
});
