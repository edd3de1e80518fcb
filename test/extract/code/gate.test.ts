import { describe, expect, it } from 'vitest';
import { extractCode } from '../../../src/extract/code/index.ts';
import { importsIn } from '../../../src/extract/code/leads.ts';
import type { Candidate } from '../../../src/model/candidate.ts';
import type { CodeKind, Repository } from '../../../src/model/file.ts';

/** A repository in which `acme_ai` is the only known library and `acme-large` the only model; `large` is one where a model is expected. */
function repository(files: Readonly<Record<string, string>>): Repository {
  return {
    paths: new Set(Object.keys(files)),
    read: (path) => files[path] ?? null,
    known: (_, module) => module.split(/[./]/)[0] === 'acme_ai',
    signs: {
      module: () => false,
      text: (value) => (value === 'acme-large' ? 'alone' : value === 'large' ? 'expected' : null),
      names: (names, expected) => names.has('ACME_KEY') || (expected && names.has('model')),
    },
  };
}

function read(path: string, files: Readonly<Record<string, string>>, kind: CodeKind = 'python'): { kinds: Candidate['kind'][]; leads: boolean | undefined } {
  const { candidates, leads } = extractCode({ path, kind, text: files[path] ?? '' }, repository(files));
  return { kinds: [...new Set(candidates.map((one) => one.kind))].sort(), leads };
}

describe('before a file is parsed', () => {
  it('a name in a comment is no reason to', () => {
    expect(read('app.py', { 'app.py': '# acme-large\nask("hello")\n' }).kinds).toEqual([]);
  });

  it('a part of a longer text is no reason to', () => {
    expect(read('app.py', { 'app.py': 'ask("my-acme-largest")\n' }).kinds).toEqual([]);
  });

  it('a text that is a model by itself is one', () => {
    expect(read('app.py', { 'app.py': 'ask("acme-large")\n' })).toEqual({ kinds: ['call', 'text'], leads: false });
  });

  it('a text in the hole of a text is one', () => {
    expect(read('app.py', { 'app.py': 'ask(f\'{x or "acme-large"}\')\n' }).kinds).toContain('call');
    expect(read('app.ts', { 'app.ts': "ask(`${x ?? 'acme-large'}`);" }, 'javascript').kinds).toContain('call');
  });

  it('a word that is a model only where one is expected needs a name that expects one', () => {
    expect(read('app.py', { 'app.py': 'ask(size="large")\n' }).kinds).toEqual([]);
    expect(read('app.py', { 'app.py': 'ask(model="large")\n' }).kinds).toContain('text');
  });

  it('a variable of the environment is one', () => {
    expect(read('app.ts', { 'app.ts': 'ask(process.env.ACME_KEY);' }, 'javascript').kinds).toContain('env');
  });

  it('a file it imports that holds a model is one', () => {
    const files = { 'app.py': 'from names import BIG\nask(BIG)\n', 'names.py': 'BIG = "acme-large"\n' };
    expect(read('app.py', files)).toEqual({ kinds: ['call', 'import'], leads: false });
  });

  it('without a repository everything is parsed', () => {
    expect(extractCode({ path: 'app.py', kind: 'python', text: 'ask("hello")\n' }).candidates).not.toEqual([]);
  });
});

describe('where calls can lead', () => {
  it('to a library the file imports', () => {
    expect(read('app.py', { 'app.py': 'from acme_ai import Client\nClient()\n' }).leads).toBe(true);
  });

  it('through files that import each other in a circle', () => {
    const circle = { 'app.py': 'import one\n', 'one.py': 'import two\n', 'two.py': 'import one, acme_ai.chat\n' };
    expect(read('app.py', circle).leads).toBe(true);
  });

  it('nowhere from a circle that knows no library', () => {
    const circle = { 'app.py': 'import one\nask("acme-large")\n', 'one.py': 'import two\n', 'two.py': 'import one\n' };
    expect(read('app.py', circle).leads).toBe(false);
  });
});

describe('imports in a text', () => {
  it.each([
    ['from a.b import (\n  c, # why\n  d as e,\n)', ['a.b', 'a.b.c', 'a.b.d', 'a.b.as', 'a.b.e']],
    ['try: import a.b as x, c', ['a.b', 'c']],
    ['from . import c', ['.', '.c']],
    ['x = importlib.import_module("a.b")', ['a.b']],
  ])('of Python: %j', (text, modules) => {
    expect([...importsIn('python', text)].sort()).toEqual([...modules].sort());
  });

  it.each([
    ["import a from 'x/y'", ['x/y']],
    ["import'x'", ['x']],
    ["export * from './x'", ['./x']],
    ['const a = require("x")', ['x']],
    ["await import(/* webpackChunkName: 'n' */ 'x')", ['x']],
  ])('of JavaScript: %j', (text, modules) => {
    expect([...importsIn('javascript', text)]).toEqual(modules);
  });
});

describe('texts that nothing closes', () => {
  it('cost no more than the text that follows them', () => {
    const text = `${'`${'.repeat(2000)}\n`;
    expect(extractCode({ path: 'a.ts', kind: 'javascript', text }).problems).toEqual([]);
  });

  it('leave brackets that do close matched', () => {
    const { candidates } = extractCode({ path: 'a.py', kind: 'python', text: 'x = ("a"]]]\ny = f("acme-large")\n' });
    expect(candidates.some((one) => one.kind === 'text' && one.value === 'acme-large')).toBe(true);
  });

  it('a row of a thousand alternatives is a call like any other', () => {
    const text = `ask(${Array.from({ length: 1000 }, (_, at) => `"m${at}"`).join(' or ')})\n`;
    const texts = extractCode({ path: 'a.py', kind: 'python', text }).candidates.filter((one) => one.kind === 'text');
    expect(texts).toHaveLength(1000);
  });
});
