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
    known: (_, module) => module.split(/[./:\\]/)[0] === 'acme_ai',
    signs: {
      module: () => false,
      text: (value) => (value === 'acme-large' ? 'alone' : value === 'large' ? 'expected' : null),
      names: (names, expected) => names.has('ACME_KEY') || (expected && names.has('model')),
      constant: (name) => name === 'acmeLarge',
      adds: (name) => name === 'AddAcmeChat',
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

/** A call of each language that says nothing, with what makes a comment and a text of it. */
const LANGUAGES: readonly { kind: CodeKind; path: string; comment: (text: string) => string; call: (text: string) => string; known: string }[] = [
  { kind: 'go', path: 'app.go', comment: slashes, call: (text) => `package app\nfunc run() { ask("${text}") }\n`, known: 'import "acme_ai/chat"' },
  { kind: 'java', path: 'App.java', comment: slashes, call: (text) => `class App { void run() { ask("${text}"); } }\n`, known: 'import acme_ai.chat.Client;' },
  { kind: 'kotlin', path: 'App.kt', comment: slashes, call: (text) => `fun run() { ask("${text}") }\n`, known: 'import acme_ai.chat.Client' },
  { kind: 'scala', path: 'App.scala', comment: slashes, call: (text) => `object App { def run() = ask("${text}") }\n`, known: 'import acme_ai.{chat, more}' },
  { kind: 'csharp', path: 'App.cs', comment: slashes, call: (text) => `class App { void Run() { Ask("${text}"); } }\n`, known: 'using acme_ai.Chat;' },
  { kind: 'fsharp', path: 'App.fs', comment: slashes, call: (text) => `let run () = ask("${text}")\n`, known: 'open acme_ai.Chat' },
  { kind: 'rust', path: 'src/app.rs', comment: slashes, call: (text) => `fn run() { ask("${text}"); }\n`, known: 'use acme_ai::Client;' },
  { kind: 'c', path: 'app.c', comment: slashes, call: (text) => `int run(void) { return ask("${text}"); }\n`, known: '#include <acme_ai/chat.h>' },
  { kind: 'swift', path: 'App.swift', comment: slashes, call: (text) => `func run() { ask("${text}") }\n`, known: 'import acme_ai' },
  { kind: 'dart', path: 'lib/app.dart', comment: slashes, call: (text) => `void run() { ask('${text}'); }\n`, known: "import 'package:acme_ai/chat.dart';" },
  { kind: 'php', path: 'App.php', comment: slashes, call: (text) => `<?php\nask('${text}');\n`, known: '<?php use acme_ai\\Client; ?>' },
  { kind: 'ruby', path: 'app.rb', comment: hash, call: (text) => `ask('${text}')\n`, known: "require 'acme_ai'" },
  { kind: 'elixir', path: 'app.ex', comment: hash, call: (text) => `ask("${text}")\n`, known: 'alias acme_ai' },
  { kind: 'r', path: 'app.R', comment: hash, call: (text) => `ask("${text}")\n`, known: 'library(acme_ai)' },
];

function slashes(text: string): string {
  return `// ${text}\n`;
}

function hash(text: string): string {
  return `# ${text}\n`;
}

describe.each(LANGUAGES)('in $kind', ({ kind, path, comment, call, known }) => {
  const open = kind === 'php' ? '<?php ' : '';

  it('a name in a comment is no reason to parse', () => {
    expect(read(path, { [path]: `${open}${comment('"acme-large" ACME_KEY')}${open === '' ? '' : '?>'}${call('hello')}` }, kind)).toEqual({
      kinds: [],
      leads: undefined,
    });
  });

  it('a part of a longer text is none', () => {
    expect(read(path, { [path]: call('my-acme-largest') }, kind).kinds).toEqual([]);
  });

  it('a text that is a model is one, and its calls lead nowhere', () => {
    expect(read(path, { [path]: call('acme-large') }, kind)).toEqual({ kinds: expect.arrayContaining(['call', 'text']), leads: false });
  });

  it('a known module is one', () => {
    expect(read(path, { [path]: `${known}\n${call('hello')}` }, kind)).toEqual({ kinds: expect.arrayContaining(['call']), leads: true });
  });
});

/** A file that says nothing, and the one that binds what it calls. `{}` stands for what only the neighbour says. */
const NEIGHBOURS: readonly (readonly [kind: CodeKind, path: string, text: string, beside: string, neighbour: string, known: string])[] = [
  ['go', 'llm/run.go', 'package llm\nfunc Run() { ask(big) }\n', 'llm/names.go', 'package llm\nimport "fmt"\nvar big = "{}"\n', 'import "acme_ai/x"'],
  [
    'go',
    'cmd/run.go',
    'package main\nimport "example.test/app/llm"\nfunc run() { llm.Ask() }\n',
    'llm/names.go',
    'package llm\nvar Big = "{}"\n',
    'import "acme_ai/x"',
  ],
  [
    'java',
    'a/Run.java',
    'class Run { void go() { ask(Names.BIG); } }\n',
    'a/Names.java',
    'class Names { static final String BIG = "{}"; }\n',
    'import acme_ai.x.Y;',
  ],
  [
    'java',
    'a/Run.java',
    'import static b.c.Names.BIG;\nclass Run { void go() { ask(BIG); } }\n',
    'src/main/java/b/c/Names.java',
    'class Names { static final String BIG = "{}"; }\n',
    'import acme_ai.x.Y;',
  ],
  ['kotlin', 'a/Run.kt', 'fun go() { ask(Names.BIG) }\n', 'b/Names.kt', 'object Names { const val BIG = "{}" }\n', 'import acme_ai.x.Y'],
  [
    'csharp',
    'a/Run.cs',
    'class Run { void Go() { Ask(Names.Big); } }\n',
    'b/Names.cs',
    'class Names { public const string Big = "{}"; }\n',
    'using acme_ai.X;',
  ],
  ['swift', 'a/Run.swift', 'func go() { ask(Names.big) }\n', 'b/Names.swift', 'enum Names { static let big = "{}" }\n', 'import acme_ai'],
  ['rust', 'src/run.rs', 'use crate::llm::names::BIG;\nfn go() { ask(BIG); }\n', 'src/llm/names.rs', 'pub const BIG: &str = "{}";\n', 'use acme_ai::X;'],
  ['dart', 'lib/run.dart', "import 'names.dart';\nvoid go() { ask(big); }\n", 'lib/names.dart', "const big = '{}';\n", "import 'package:acme_ai/x.dart';"],
  ['c', 'run.cpp', 'int go() { return ask(Names::big); }\n', 'Names.hpp', 'struct Names { static constexpr auto big = "{}"; };\n', '#include "acme_ai/x.h"'],
  [
    'php',
    'src/Run.php',
    '<?php namespace App; ask(Names::BIG);\n',
    'src/Names.php',
    "<?php namespace App; class Names { const BIG = '{}'; }\n",
    '<?php use acme_ai\\X; ?>',
  ],
  ['ruby', 'app/models/run.rb', 'ask(Names::BIG)\n', 'app/models/names.rb', "class Names\n  BIG = '{}'\nend\n", "require 'acme_ai'"],
  ['elixir', 'lib/app/run.ex', 'ask(App.Names.big())\n', 'lib/app/names.ex', 'defmodule App.Names do\n  def big, do: "{}"\nend\n', 'alias acme_ai'],
];

describe.each(NEIGHBOURS)('a file of %s beside another: %s', (kind, path, text, beside, neighbour, known) => {
  const files = (said: string, head = ''): Record<string, string> => ({
    'go.mod': 'module example.test/app\n',
    [path]: text,
    [beside]: head + neighbour.replace('{}', said),
  });

  it('is parsed where that one says something', () => {
    expect(read(path, files('acme-large'), kind)).toEqual({ kinds: expect.arrayContaining(['call']), leads: false });
  });

  it('is parsed where that one leads somewhere', () => {
    expect(read(path, files('hello', `${known}\n`), kind)).toEqual({ kinds: expect.arrayContaining(['call']), leads: true });
  });

  it('is not parsed where that one says and leads nowhere', () => {
    expect(read(path, files('hello'), kind).kinds).toEqual([]);
  });
});

describe('what needs no import', () => {
  it('a library named in full leads to it', () => {
    expect(read('a.rs', { 'a.rs': 'fn go() { acme_ai::Client::new(); }\n' }, 'rust').leads).toBe(true);
    expect(read('A.cs', { 'A.cs': 'class A { void Go() { new acme_ai.Chat.Client(); } }\n' }, 'csharp').leads).toBe(true);
    expect(read('a.rb', { 'a.rb': 'x = "#{acme_ai::Client.new}"\n' }, 'ruby').leads).toBe(true);
  });

  it('a method that a library of .NET adds leads to it', () => {
    expect(read('A.cs', { 'A.cs': 'class A { void Go() { services.AddAcmeChat(key); } }\n' }, 'csharp').leads).toBe(true);
  });

  it('a method that a library adds is found at the end of a long path', () => {
    const path = Array.from({ length: 40 }, (_, at) => `Part${at}`).join('.');
    expect(read('A.cs', { 'A.cs': `class A { void Go() { ${path}.AddAcmeChat(key); } }\n` }, 'csharp').leads).toBe(true);
  });

  it('a member of what is expected can be a model in Swift', () => {
    expect(read('A.swift', { 'A.swift': 'ask(model: .acmeLarge)\n' }, 'swift').kinds).toContain('call');
  });

  it('a text in pieces is heard as a whole', () => {
    expect(read('A.java', { 'A.java': 'class A { void go() { ask("acme" + "-large"); } }\n' }, 'java').kinds).toContain('call');
    expect(read('a.c', { 'a.c': 'int go(void) { return ask("acme" "-large"); }\n' }, 'c').kinds).toContain('call');
  });

  it('a default of a setting is heard', () => {
    expect(read('A.java', { 'A.java': 'class A { @Value("${llm.model:acme-large}") String name; }\n' }, 'java').kinds).not.toEqual([]);
  });

  it('names that expect a model and texts that are one where it is expected can stand in two files', () => {
    const files = {
      'a/Run.java': 'class Run { void go() { ask(Names.BIG); } void ask(String model) {} }\n',
      'a/Names.java': 'class Names { static String BIG = "large"; }\n',
    };
    expect(read('a/Run.java', files, 'java').kinds).toContain('call');
  });

  it('in PowerShell every word can be another program', () => {
    expect(read('a.ps1', { 'a.ps1': 'some-tool pull x\n' }, 'powershell').kinds).toContain('call');
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

describe('names made to be many', () => {
  it.each([
    ['java', 'A.java', 'a.'.repeat(200_000)],
    ['csharp', 'A.cs', 'A.'.repeat(200_000)],
    ['php', 'A.php', `<?php ${'A\\'.repeat(200_000)}B;`],
    ['ruby', 'a.rb', 'A'.repeat(400_000)],
    ['scala', 'A.scala', `${'import a.{'.repeat(40_000)}${'}'.repeat(40_000)}`],
    ['kotlin', 'A.kt', `"${'$'}{"`.repeat(30_000)],
  ] as const)('are looked through once: %s', (kind, path, text) => {
    expect(read(path, { [path]: text }, kind).leads ?? false).toBeTypeOf('boolean');
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
