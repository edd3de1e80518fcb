// Every bound of an audit: at it nothing is told, one above it is told with the option that raises it, and a strict run fails.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { LIMIT_OPTIONS, type Limits } from '../../src/model/limits.ts';
import { commitAll, write } from '../support/git.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

const HOST = 'https://api.openai.com/v1';
const CALL = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Guten Tag')\n";
const nested = (levels: number): string => `{"url":"${HOST}","deep":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
const listed = (texts: number): string => JSON.stringify(Array.from({ length: texts }, (_, at) => (at === 0 ? HOST : `text ${at}`)));
const calls = (count: number): string =>
  `from openai import OpenAI\n${Array.from({ length: count }, (_, at) => `OpenAI(base_url='https://llm-${at}.example.test/v1').responses.create()\n`).join('')}`;

/** What is told of a tree under bounds. */
async function told(files: Readonly<Record<string, string>>, limits: Partial<Limits>): Promise<string[]> {
  const { diagnostics } = await audit({ path: repository(files), asOf: '2026-11-22', limits });
  return diagnostics.map(({ code, path, message }) => `${code} ${path}: ${/\(limits\.[a-z_]+\)/.exec(message)?.[0] ?? message}`);
}

describe('each bound, at it and one above', () => {
  test.each<[keyof Limits, number, (size: number) => Record<string, string>, string]>([
    ['fileSize', 200, (size) => ({ 'ask.py': `# ${HOST} ${'x'.repeat(size - HOST.length - 3)}` }), 'too-large ask.py'],
    ['totalSize', 300, (size) => ({ 'ask.py': CALL, 'more.py': 'x'.repeat(size - CALL.length) }), 'limit .'],
    ['files', 4, (count) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`ask${at}.py`, CALL])), 'limit .'],
    ['nesting', 9, (levels) => ({ 'deep.json': nested(levels) }), 'limit deep.json'],
    ['parsedLength', 300, (length) => ({ 'long.yaml': `url: ${HOST}\nmore: ${'x'.repeat(length - HOST.length - 12)}` }), 'limit long.yaml'],
    ['parsedLength', 300, (length) => ({ 'long.toml': `url = "${HOST}"\nmore = "${'x'.repeat(length - HOST.length - 18)}"` }), 'limit long.toml'],
    ['texts', 6, (texts) => ({ 'many.json': listed(texts) }), 'limit many.json'],
    ['texts', 6, (texts) => ({ 'many.yaml': listed(texts) }), 'limit many.yaml'],
    ['texts', 6, (texts) => ({ 'many.toml': `list = ${listed(texts)}` }), 'limit many.toml'],
    ['texts', 6, (texts) => ({ '.env': Array.from({ length: texts }, (_, at) => `OPENAI_MODEL_${at}=gpt-5.5\n`).join('') }), 'limit .env'],
    ['texts', 6, (texts) => ({ 'many.properties': Array.from({ length: texts }, (_, at) => `openai.model${at}=gpt-5.5\n`).join('') }), 'limit many.properties'],
  ])('%s of %i: %o', async (limit, size, files, where) => {
    expect(await told(files(size), { [limit]: size })).toEqual([]);
    expect(await told(files(size + 1), { [limit]: size })).toEqual([`${where}: (limits.${LIMIT_OPTIONS[limit]})`]);
  });

  test('evidencePerFile, evidence and usages: as many as there are, and one less', async () => {
    const files = { 'ask.py': calls(5), 'more.py': CALL };
    const { usages, components } = await audit({ path: repository(files), asOf: '2026-11-22' });
    const of = (path: string): number =>
      new Set(components.concat().flatMap(({ evidence }) => evidence.filter((one) => one.path === path).map(({ id }) => id))).size;
    expect([usages.length, of('ask.py') >= 5]).toEqual([6, true]);
    expect(await told(files, { usages: 6 })).toEqual([]);
    expect(await told(files, { usages: 5 })).toEqual(['limit .: (limits.usages)']);
    expect(await told(files, { evidencePerFile: 5 })).toEqual(['limit ask.py: (limits.evidence_per_file)']);
    expect(await told(files, { evidence: 5 })).toEqual(['limit .: (limits.evidence)']);
    expect(await told(files, { evidence: 100, evidencePerFile: 100 })).toEqual([]);
  });

  test('what is cut of a file are its last places, and the call paths seen there', async () => {
    const { usages } = await audit({ path: repository({ 'ask.py': calls(40) }), asOf: '2026-11-22', limits: { evidencePerFile: 20 } });
    const hosts = usages.map(({ endpoint }) => Number(/llm-(\d+)/.exec(endpoint?.host ?? '')?.[1] ?? -1));
    expect([hosts.length > 0, Math.max(...hosts) < 20]).toEqual([true, true]);
  });

  test('lockfileSize: a lockfile may be larger than other files, up to its own bound', async () => {
    const lock = JSON.stringify({ lockfileVersion: 3, packages: { '': {}, 'node_modules/openai': { version: '6.1.0' } } });
    const files = { 'package-lock.json': lock };
    expect(await told(files, { fileSize: 10, lockfileSize: lock.length })).toEqual([]);
    expect(await told(files, { fileSize: 10, lockfileSize: lock.length - 1 })).toEqual(['too-large package-lock.json: (limits.lockfile_size)']);
  });

  test('revisionSize: what of a revision is not held is told, and not taken from the disk instead', async () => {
    const root = repository({ 'ask.py': CALL, 'more.py': CALL });
    commitAll(root);
    write(root, { 'ask.py': 'x = 1\n', 'more.py': 'y = 1\n' });
    const at = async (revisionSize: number) => {
      const { usages, coverage, diagnostics } = await audit({ path: root, asOf: '2026-11-22', revision: 'HEAD', limits: { revisionSize } });
      return [
        usages.flatMap(({ evidence }) => evidence.map(({ path }) => path)).includes('more.py'),
        coverage.files,
        diagnostics.map(({ code, path }) => `${code} ${path}`),
      ];
    };
    expect(await at(2 * CALL.length)).toEqual([true, 2, []]);
    expect(await at(2 * CALL.length - 1)).toEqual([false, 1, ['limit more.py']]);
  });
});

describe('bounds are options', () => {
  test('of the project file, in bytes or as people write sizes, and flags win', async () => {
    const root = repository({ 'ask.py': CALL, 'sovaudit.yaml': 'limits:\n  file_size: 1k\n  files: 7\n  nesting: 12\n  total_size: 2GiB\n' });
    const { stdout } = await runCli(['config', 'print', root, '--max-files', '9']);
    expect(/^limits: (\{.*\}) /m.exec(stdout)?.[1]).toBe(
      '{"file_size":1024,"lockfile_size":67108864,"searched_size":268435456,"total_size":2147483648,"revision_size":1073741824,"files":9,"nesting":12,"parsed_length":524288,"texts":50000,"items":400,"alternatives":16,"attributes":2000,"callers":40,"steps":200000,"evidence_per_file":5000,"evidence":200000,"usages":10000}',
    );
  });

  test.each([
    ['limits: { file_siz: 1k }', 'did you mean "file_size"'],
    ['limits: { nesting: 301 }', '300'],
    ['limits: { file_size: large }', 'expected a size such as 8M'],
    ['limits: { files: 0 }', '1'],
  ])('%s is refused with its place', async (text, reason) => {
    const root = repository({ 'ask.py': CALL, 'sovaudit.yaml': `${text}\n` });
    const { code, stderr } = await runCli(['audit', root]);
    expect([code, stderr.includes('sovaudit.yaml:1:'), stderr]).toEqual([2, true, expect.stringContaining(reason)]);
  });

  test('every option is one of the schema', async () => {
    for (const option of Object.values(LIMIT_OPTIONS)) {
      const root = repository({ 'ask.py': CALL, 'sovaudit.yaml': `limits: { ${option}: ${option === 'steps' ? 800 : 100} }\n` });
      expect([option, (await runCli(['config', 'print', root])).code]).toEqual([option, 0]);
    }
  });

  test('the deepest nesting that can be asked for is read without exhausting the stack', async () => {
    const yaml = `a: ${'['.repeat(297)}${HOST}${']'.repeat(297)}\n`;
    const files = { 'a.json': nested(300), 'b.yaml': yaml, 'c.toml': `a = ${'['.repeat(299)}"${HOST}"${']'.repeat(299)}\n` };
    expect(await told(files, { nesting: 300 })).toEqual([]);
  });
});

test.each([
  ['--max-files', '1'],
  ['--max-file-size', '30'],
])('a strict run fails where %s leaves something out', async (...flags) => {
  const root = repository({ 'ask.py': CALL, 'more.py': CALL });
  expect([(await runCli(['audit', root, '--strict', ...flags])).code, (await runCli(['audit', join(root), '--strict'])).code]).toEqual([4, 0]);
});

describe('a report of what was not audited in full says so beside the verdict', async () => {
  const FORMATS = ['table', 'markdown', 'html', 'compact', 'github', 'junit', 'cyclonedx'] as const;
  const root = repository({ 'ask.py': CALL, 'more.py': CALL });
  const clean = repository({ 'notes.md': 'nothing', 'large.py': 'x'.repeat(100) });
  const shown = async (folder: string, ...flags: string[]): Promise<(readonly [string, boolean])[]> => {
    const texts = await Promise.all(FORMATS.map(async (format) => [format, (await runCli(['audit', folder, '-f', format, ...flags])).stdout] as const));
    return texts.map(([format, text]) => [format, text.replace(/\s+/g, ' ').includes('Incomplete: 1 input was not audited in full')]);
  };
  const [partial, whole, nothing] = await Promise.all([shown(root, '--max-files', '1'), shown(root), shown(clean, '--max-file-size', '50')]);

  test.each(FORMATS)('%s', (format) => {
    const said = (list: readonly (readonly [string, boolean])[]): boolean | undefined => list.find(([name]) => name === format)?.[1];
    expect([said(partial), said(whole)]).toEqual([true, false]);
  });

  test.each(FORMATS)('%s, also where nothing was found', (format) => {
    expect(nothing.find(([name]) => name === format)?.[1]).toBe(true);
  });

  test('SARIF tells it as a notification', async () => {
    const { stdout } = await runCli(['audit', repository({ 'ask.py': CALL, 'more.py': CALL }), '-f', 'sarif', '--max-files', '1']);
    const { runs } = JSON.parse(stdout) as { runs: { invocations: { toolExecutionNotifications: { message: { text: string } }[] }[] }[] };
    expect(runs[0]?.invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain('limits.files');
  });
});
