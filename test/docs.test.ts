import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, test, vi } from 'vitest';
import { EXIT } from '../src/cli/exit-code.ts';
import { main } from '../src/cli/main.ts';
import { createProgram, type Handlers } from '../src/cli/program.ts';
import { QUESTIONS } from '../src/evaluate/verdict.ts';
import { LAYERS } from '../src/model/layer.ts';
import { rowMeaning } from '../src/report/row-words.ts';
import { commitAll } from './support/git.ts';
import { repository } from './support/repository.ts';

// What README and docs/ say is what the tool does. A block ```sh with `$ sovaudit ...` is a session: it is run in a copy of fixtures/sample/app as a git
// repository, on the day of the recorded knowledge, and what follows must be what is printed. `...` alone stands for any lines, at an end for the rest of
// it. A block of another language with a file name behind it (```yaml sovaudit.yaml) is written to that file first. Blocks of one page run in order.

vi.setConfig({ testTimeout: 120_000 });

const HERE = fileURLToPath(new URL('..', import.meta.url));
const NOW = new Date('2026-11-22T10:00:00Z');
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'integrations/README.md',
  'rules/README.md',
  'src/README.md',
  ...inFolder('docs'),
  ...inFolder('rules'),
].filter((page, at, all) => existsSync(join(HERE, page)) && all.indexOf(page) === at && page !== 'rules/COVERAGE.md');
// The guide and the cookbook of rules/ have grounds of their own, and tests that run them there.
const SESSIONS = PAGES.filter((page) => !page.startsWith('rules/') && /^\$ sovaudit/m.test(read(page)));

interface Block {
  readonly language: string;
  readonly file: string | null;
  readonly lines: readonly string[];
}

describe('what the pages show', () => {
  test('is run: there are sessions in them', () => {
    expect(SESSIONS.length).toBeGreaterThan(4);
  });

  test.each(SESSIONS)('happens: %s', async (page) => {
    const root = sample();
    const cwd = process.cwd();
    process.chdir(root);
    try {
      for (const block of blocks(read(page))) {
        if (block.file !== null) put(join(root, block.file), `${block.lines.join('\n')}\n`);
        for (const { command, expected } of block.language === 'sh' ? steps(block.lines) : []) {
          const printed = await run(command);
          if (!fits(expected, printed)) expect(`$ ${command}\n${printed.join('\n')}`).toBe(`$ ${command}\n${expected.join('\n')}`);
        }
      }
    } finally {
      process.chdir(cwd);
    }
  });
});

describe('what the pages name', () => {
  const tree = program();
  const flags = new Set(everyCommand(tree).flatMap(({ options }) => options.flatMap(({ short, long }) => [short, long])));

  test.each(PAGES)('exists, every command and flag of ours: %s', async (page) => {
    const wrong: string[] = [];
    for (const line of commandsIn(read(page))) {
      const problem = await parse(words(line));
      if (problem !== null) wrong.push(`${line}: ${problem}`);
    }
    for (const [, flag = ''] of spans(read(page)).flatMap((span) => [...(span.startsWith('--') ? span.matchAll(/^(--[a-z][a-z-]+)/g) : [])])) {
      if (!flags.has(flag)) wrong.push(flag);
    }
    expect(wrong).toEqual([]);
  });

  test.each(PAGES)('exists, every file and heading that is linked: %s', (page) => {
    const broken = [...withoutBlocks(read(page)).matchAll(/\]\((?!https?:|mailto:)([^)\s]*)\)|<img[^>]* src="([^"]+)"/g)]
      .map(([, link, image]) => link ?? image ?? '')
      .filter((link) => !linked(page, link));
    expect(broken).toEqual([]);
  });

  test('holds every page of docs/ in its index', () => {
    const index = read('docs/README.md');
    expect(inFolder('docs').filter((page) => page !== 'docs/README.md' && !index.includes(`(${page.slice('docs/'.length)})`))).toEqual([]);
  });

  test('holds every command and every flag of an audit somewhere', () => {
    const all = PAGES.map(read).join('\n');
    const audit = everyCommand(tree).find((command) => command.name() === 'audit');
    const missing = [
      ...(audit?.options ?? []).map(({ long }) => long ?? '').filter((flag) => !all.includes(flag)),
      ...tree.commands.map((command) => `sovaudit ${command.name()}`).filter((name) => !all.includes(name)),
    ];
    expect(missing).toEqual([]);
  });

  test('is every exit code there is, and no other', () => {
    const rows = [...read('docs/exit-codes.md').matchAll(/^\| `(\d)` \|/gm)].map(([, code]) => Number(code));
    expect(rows).toEqual(Object.values(EXIT).sort((a, b) => a - b));
  });
});

test('the layers page asks and answers as the reports do', () => {
  const page = read('docs/layers.md');
  const said = [
    ...LAYERS.map((layer) => QUESTIONS[layer]),
    ...['M', 'D', 'C', 'L', 'P', 'X'].flatMap((row) => [0, 1, 2, 3, 4].map((level) => rowMeaning(`${row}${level}`))),
  ];
  expect(said.filter((text) => text === '' || !page.includes(text))).toEqual([]);
});

describe('the changelog', () => {
  const text = read('CHANGELOG.md');
  test('has the form of Keep a Changelog: versions newest first, known kinds of change, no empty one', () => {
    const titles = [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title ?? '');
    expect(titles[0]).toBe('[Unreleased]');
    for (const title of titles.slice(1)) expect(title).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
    for (const [, kind] of text.matchAll(/^### (.*)$/gm)) expect(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']).toContain(kind);
    expect(text).not.toMatch(/^### .*\n+(?=#|$(?![\s\S]))/m);
    for (const section of text.split(/^## /m).slice(1)) {
      const kinds = [...section.matchAll(/^### (.*)$/gm)].map(([, kind]) => kind);
      expect(new Set(kinds).size, section.slice(0, 40)).toBe(kinds.length);
    }
  });
  test('lists changes and nothing else under a kind', () => {
    const [, ...sections] = text.split(/^### .*$/m);
    for (const section of sections) expect(section.split(/^## /m)[0]).toMatch(/^(?:\s*\n|- .*\n| {2}.*\n)*$/);
  });
});

test('the picture in the README is what an audit prints', () => {
  const run = (): string => execFileSync(process.execPath, ['bin/picture.js', '--check'], { cwd: HERE, encoding: 'utf8', stdio: 'pipe' });
  expect(run).not.toThrow();
});

function read(page: string): string {
  return readFileSync(join(HERE, page), 'utf8').replaceAll('\r\n', '\n');
}

function inFolder(folder: string): string[] {
  const path = join(HERE, folder);
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith('.md'))
        .sort()
        .map((name) => `${folder}/${name}`)
    : [];
}

/** The sample application as a repository with one commit. */
function sample(): string {
  const root = repository({});
  cpSync(join(HERE, 'fixtures/sample/app'), root, { recursive: true });
  commitAll(root);
  return root;
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Fenced blocks. */
function blocks(text: string): Block[] {
  return [...text.matchAll(/^```(\w+)(?: ([\w./-]+))?\n([\s\S]*?)^```$/gm)].map(([, language = '', file, body = '']) => ({
    language,
    file: file ?? null,
    lines: body.replace(/\n$/, '').split('\n'),
  }));
}

/** Commands of a session with what is printed after each; lines before the first are no session. */
function steps(lines: readonly string[]): { command: string; expected: string[] }[] {
  const found: { command: string; expected: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith('$ ')) found.push({ command: line.slice(2), expected: [] });
    else found.at(-1)?.expected.push(line);
  }
  return found;
}

/** Runs a line of a session: `sovaudit`, `cat`, `cp`; `; echo $?` prints the exit code, `> FILE` writes to a file, 2>/dev/null drops standard error. */
async function run(line: string): Promise<string[]> {
  const [, text = '', file, echo] = /^(.*?)(?: > (\S+))?(; echo \$\?)?$/.exec(line) ?? [];
  const [name, ...argv] = words(text);
  if (name === 'cat') return printed(readFileSync(argv[0] ?? '', 'utf8'));
  if (name === 'cp') {
    copyFileSync(argv[0] ?? '', argv[1] ?? '');
    return [];
  }
  if (name !== 'sovaudit') throw new Error(`a session can run sovaudit, cat and cp, not: ${line}`);
  const shown: string[] = [];
  const kept: string[] = [];
  const stdout = { write: (part: string) => (file === undefined ? shown : kept).push(part), columns: 80 };
  const code = await main(argv, { stdout, stderr: { write: (part) => shown.push(part) }, env: {} }, NOW);
  if (file !== undefined) put(file, kept.join(''));
  return printed(`${shown.join('')}${echo === undefined ? '' : `${code}\n`}`);
}

function printed(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Words of a line, with quotes taken off and what follows a comment sign or a pipe left out. */
function words(line: string): string[] {
  const plain = line.replace(/\s+#(?!\S*\]).*$/, '').replace(/\s+(?:\||>|&&|;).*$/, '');
  return [...plain.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}

/** Whether the lines are those expected, `...` standing for any. */
function fits(expected: readonly string[], lines: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return lines.length === 0;
  if (first.trim() === '...') return lines.some((_, at) => fits(rest, lines.slice(at))) || rest.length === 0;
  const [line, ...others] = lines;
  if (line === undefined) return false;
  const same = first.endsWith('...') ? line.startsWith(first.slice(0, -3)) : line.trimEnd() === first.trimEnd();
  return same && fits(rest, others);
}

/** Lines that call sovaudit: in blocks of shell, and in code spans of the text. */
function commandsIn(text: string): string[] {
  const shell = blocks(text)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ lines }) => lines.map((line) => line.replace(/^\$ /, '')));
  return [...shell, ...spans(text)].filter((line) => /^(?:npx )?sovaudit(?: |$)/.test(line)).map((line) => line.replace(/^npx /, ''));
}

function spans(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span.replaceAll('\\|', '|'));
}

function withoutBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

/** What the command line has against these words; null when nothing. Placeholders in capitals and ellipses stand for values. */
async function parse([, ...argv]: readonly string[]): Promise<string | null> {
  const given = argv.filter((word) => word !== '...').flatMap((word) => (word.includes('|') && !word.startsWith('-') ? [word.split('|')[0] ?? ''] : [word]));
  const tree = program();
  // A command group named without its action is a name, not a call.
  if (tree.commands.some((command) => command.name() === given[0] && given.length === 1)) return null;
  try {
    await tree.parseAsync(given, { from: 'user' });
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'exitCode' in error)) return String(error);
    // In a sentence a command may stand without what it works on.
    return error.exitCode === 0 || error.code === 'commander.missingArgument' ? null : error.message;
  }
}

function program(): Command {
  const nothing = async (): Promise<void> => {};
  const handlers = new Proxy({}, { get: () => nothing }) as Handlers;
  const tree = createProgram(handlers, { out: () => {}, err: () => {} });
  for (const command of everyCommand(tree)) command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  return tree;
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function linked(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), decodeURIComponent(path));
  if (!existsSync(join(HERE, target))) return false;
  if (anchor === undefined || !target.endsWith('.md')) return true;
  return [...read(target).matchAll(/^#+ (.*)$/gm)].some(([, title = '']) => slug(title) === anchor);
}

/** The anchor GitHub gives a heading. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
