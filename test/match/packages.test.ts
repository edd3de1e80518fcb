/** Which library a module or a call belongs to, and which of its shapes the call has. */
import { describe, expect, test } from 'vitest';
import { findShape, onlyTypes, openedPackages, packageOfModule, packagesOfImport, shapeOf } from '../../src/match/packages.ts';
import type { CallCandidate, ImportCandidate, Language } from '../../src/model/candidate.ts';
import type { CallShape } from '../../src/model/entity.ts';
import { knowing, pkg } from '../support/small-world.ts';
import { args, call, dynamic, env, placed, shape, text } from '../support/values.ts';

const SHAPES: Readonly<Record<string, readonly CallShape[]>> = {
  kit: [
    shape('Client', { baseUrlArgs: ['0'] }),
    shape('chat.completions.create', { makes: 'call' }),
    shape('completions.create', { makes: 'call' }),
    shape('open', { makes: 'call' }),
    shape('open', { makes: 'client', requires: { kind: ['chat'] } }),
    shape('AutoModel*', { makes: 'model' }),
    shape('load.Pipe*', { makes: 'model' }),
    shape('provider', { makes: 'model', modelArgs: ['0'] }),
    shape('provider.chat', { makes: 'model', modelArgs: ['0'] }),
  ],
  other: [shape('Other', { makes: 'call' }), shape('Client')],
  factory: [
    shape('ask', { makes: 'call', modelArgs: ['0'] }),
    shape('a.model', { makes: 'model', modelArgs: ['0'] }),
    shape('named', { makes: 'model' }),
    shape('pick', { makes: 'model', modelArgs: ['0'] }),
  ],
  strict: [shape('open', { requires: { kind: ['chat'] } }), shape('chat.open')],
  'go-kit': [shape('kit.New')],
  crate: [shape('my_crate.Client.new'), shape('my_crate.prompt')],
};
const INDEX = knowing({
  packages: [...Object.entries(SHAPES).map(([id, calls]) => pkg(id, { calls })), pkg('genai'), pkg('types-only')],
  more: {
    modules: new Map([
      ['python:kit', 'kit'],
      ['python:google.genai', 'genai'],
      ['python:kit.extras', 'other'],
      ['javascript:kit', 'kit'],
      ['javascript:@harbour/kit', 'kit'],
      ['javascript:npm:kit', 'other'],
      ['go:harbour.example/kit/v2', 'go-kit'],
      ['rust:my_crate', 'crate'],
      ['csharp:Kit', 'kit'],
      ['csharp:Other', 'other'],
      ['php:Harbour\\Kit', 'kit'],
      ['python:lost', 'gone'],
      ['python:strict', 'strict'],
      ['python:other', 'other'],
    ]),
    calls: new Map(
      Object.entries(
        Object.entries(SHAPES).reduce<Record<string, { package: string; shape: CallShape }[]>>((all, [id, shapes]) => {
          for (const one of shapes) (all[one.name.split('.').at(-1) as string] ??= []).push({ package: id, shape: one });
          return all;
        }, {}),
      ),
    ),
  },
});
const of = (language: Language, module: string, names?: readonly string[]): string => {
  const match = packageOfModule(INDEX, language, module, names);
  return match === null ? '-' : `${match.package.id} ${match.consumed}`;
};

describe('a module', () => {
  test('belongs to the package of its longest known prefix', () => {
    expect(['kit', 'kit.chat.client', 'kit.extras.more', 'kitten', 'google', 'lost'].map((module) => of('python', module))).toEqual([
      'kit 0',
      'kit 0',
      'other 0',
      '-',
      '-',
      '-',
    ]);
    expect(of('php', 'Harbour\\Kit\\Client')).toBe('kit 0');
    expect(of('rust', 'my_crate::types')).toBe('crate 0');
    expect(of('go', 'harbour.example/kit/v2/option')).toBe('go-kit 0');
    expect(of('javascript', 'kit.chat')).toBe('-');
  });

  test('of Python may be completed by what is imported from it, two names at most', () => {
    expect(of('python', 'google', ['genai', 'Client'])).toBe('genai 1');
    expect(of('python', 'google', ['auth'])).toBe('-');
    expect(of('python', 'kit', ['Client'])).toBe('kit 0');
    expect(of('python', 'kit', ['extras'])).toBe('other 1');
    expect(of('javascript', '@harbour', ['kit'])).toBe('-');
  });

  test('of this repository belongs to nobody', () => {
    expect(['.kit', './kit', '/kit', ''].map((module) => of('python', module))).toEqual(['-', '-', '-', '-']);
  });

  test.each([
    'npm:kit',
    'npm:kit@4',
    'npm:/kit@4.1.0',
    'npm:@harbour/kit@4/client',
    'jsr:@harbour/kit',
    'jsr:/@harbour/kit@1',
    'https://esm.sh/kit@4?bundle',
    'https://esm.sh/v135/kit@4',
    'https://esm.sh/stable/kit',
    'https://cdn.skypack.dev/kit',
    'https://esm.run/kit',
    'https://cdn.jsdelivr.net/npm/kit@4/+esm',
    'https://unpkg.com/@harbour/kit@2',
    'https://ga.jspm.io/npm:kit@4/index.js',
    'https://deno.land/x/kit@v4/mod.ts',
    'https://deno.land/x/kit/mod.ts',
    'https://esm.sh/kit/index.js',
  ])('of JavaScript says where to get it: %s', (module) => {
    expect(of('javascript', module)).toBe('kit 0');
  });

  test('that only looks like such an address is none', () => {
    expect(['https://evil.example/kit', 'http://esm.sh/kit', 'see npm:kit', 'https://esmish/kit'].map((module) => of('javascript', module))).toEqual([
      '-',
      '-',
      '-',
      '-',
    ]);
    expect(of('python', 'npm:kit')).toBe('-');
  });
});

describe('an import', () => {
  const imports = (over: Partial<ImportCandidate>): ImportCandidate => ({
    kind: 'import',
    language: 'python',
    module: 'kit',
    typeOnly: false,
    names: [],
    location: placed(),
    ...over,
  });
  const brings = (over: Partial<ImportCandidate>): string[] => packagesOfImport(INDEX, imports(over)).map(({ id }) => id);

  test('brings in its package, or several by the names it takes', () => {
    expect(brings({})).toEqual(['kit']);
    expect(brings({ names: ['Client', 'Chat'] })).toEqual(['kit']);
    expect(brings({ names: ['Client', 'extras'] })).toEqual(['kit', 'other']);
    expect(brings({ module: 'nobody' })).toEqual([]);
    expect(brings({ language: 'javascript', names: ['extras'] })).toEqual(['kit']);
  });

  test('of a file of this repository brings in nothing', () => {
    expect(brings({ local: true })).toEqual([]);
  });

  test('of types, constants and errors alone calls nobody', () => {
    const only = (over: Partial<ImportCandidate>): boolean => onlyTypes(imports(over));
    expect([only({}), only({ typeOnly: true })]).toEqual([false, true]);
    for (const module of [
      'kit.types',
      'kit.type',
      'kit/types/chat',
      'types',
      'kit.type_defs',
      'kit.literals',
      'kit._types',
      'kit.typing',
      'kit.exceptions',
      'kit.errors',
      'kit.error',
    ])
      expect(only({ module }), module).toBe(true);
    for (const module of ['kit.typescript', 'kit.mytypes', 'kit.terrors', 'prototypes']) expect(only({ module }), module).toBe(false);
    for (const name of ['RateLimitError', 'ApiException', 'Timeout', 'ChatParam', 'ChatParams', 'ChatTypeDef', 'Omit', 'NotGiven', 'NOT_GIVEN'])
      expect(only({ names: [name] }), name).toBe(true);
    expect([only({ names: ['RateLimitError', 'Client'] }), only({ names: ['ErrorLog'] }), only({ names: ['ParamsOf'] })]).toEqual([false, false, false]);
  });
});

/** `package shape` of a call; the shape is `-` where it has none. */
function shaped(over: Partial<CallCandidate> & { readonly path: readonly string[] }, owner: string | null = null): string {
  const match = shapeOf(INDEX, call(over.path, over), owner === null ? null : (INDEX.packages.get(owner) ?? null));
  return match === null ? '-' : `${match.package.id} ${match.shape?.name ?? '-'}`;
}

describe('a call', () => {
  test('of a module has the shape its path ends with, the longest of several', () => {
    expect(shaped({ module: 'kit', path: ['Client'] })).toBe('kit Client');
    expect(shaped({ module: 'kit', path: ['client', 'chat', 'completions', 'create'] })).toBe('kit chat.completions.create');
    expect(shaped({ module: 'kit', path: ['client', 'completions', 'create'] })).toBe('kit completions.create');
    expect(shaped({ module: 'kit', path: ['create'] })).toBe('kit -');
    expect(shaped({ module: 'kit', path: ['letters', 'create'] })).toBe('kit -');
    expect(shaped({ module: 'kit', path: ['ClientX'] })).toBe('kit -');
    expect(shaped({ module: 'kit', path: ['Other'] })).toBe('kit -');
    expect(shaped({ module: 'kit', path: [] })).toBe('kit -');
    expect(shaped({ module: 'nobody', path: ['Client'] })).toBe('-');
  });

  test('may leave out the beginning of a shape, when more than one name is left', () => {
    expect(shaped({ module: 'kit', path: ['completions', 'create'] })).toBe('kit chat.completions.create');
    expect(shaped({ path: ['completions', 'create'] }, 'kit')).toBe('kit chat.completions.create');
    expect(shaped({ path: ['chat'] }, 'kit')).toBe('kit provider.chat');
    expect(shaped({ module: 'kit', path: ['chat'] })).toBe('kit -');
    expect(shaped({ path: ['create'] }, 'kit')).toBe('kit completions.create');
  });

  test('hangs on the package of what it is called on', () => {
    expect(shaped({ path: ['Client'] }, 'other')).toBe('other Client');
    expect(shaped({ path: ['Client'] })).toBe('-');
  });

  test('has a shape that requires an argument only with that argument, and then rather than another', () => {
    expect(findShape(INDEX, pkg('kit'), ['open'], call(['open']), false)?.makes).toBe('call');
    expect(findShape(INDEX, pkg('kit'), ['open'], call(['open'], { args: args({ kind: text('chat') }) }), false)?.makes).toBe('client');
    expect(findShape(INDEX, pkg('kit'), ['open'], call(['open'], { args: args({ kind: text('mail') }) }), false)?.makes).toBe('call');
    const strict = (kind: string): string => shaped({ module: 'strict', path: ['chat', 'open'], args: args({ kind: text(kind) }) });
    expect([strict('chat'), strict('mail')]).toEqual(['strict open', 'strict chat.open']);
    expect(shaped({ module: 'strict', path: ['open'], args: args({ kind: text('mail') }) })).toBe('strict -');
  });

  test('can have a shape that stands for any name that begins so', () => {
    expect(shaped({ module: 'kit', path: ['AutoModelForLetters'] })).toBe('kit AutoModel*');
    expect(shaped({ module: 'kit', path: ['AutoMo'] })).toBe('kit -');
    expect(shaped({ module: 'kit', path: ['load', 'Pipeline'] })).toBe('kit load.Pipe*');
    expect(shaped({ module: 'kit', path: ['a', 'load', 'Pipeline'] })).toBe('kit load.Pipe*');
    expect(shaped({ module: 'kit', path: ['Pipeline'] })).toBe('kit -');
    expect(shaped({ module: 'kit', path: ['save', 'Pipeline'] })).toBe('kit -');
  });

  test('of a default export, under whatever name, is the client', () => {
    expect(shaped({ language: 'javascript', module: 'kit', path: ['Anything'], viaDefault: true })).toBe('kit Client');
    expect(shaped({ language: 'javascript', module: 'kit', path: ['Anything', 'more'], viaDefault: true })).toBe('kit -');
    expect(shaped({ language: 'javascript', module: 'kit', path: ['Anything'] })).toBe('kit -');
    expect(shaped({ path: ['Anything'], viaDefault: true }, 'genai')).toBe('genai -');
    expect(shaped({ path: ['Anything'], viaDefault: true }, 'other')).toBe('other Client');
  });

  test('of the result of a factory is the ready-made one', () => {
    expect(shaped({ path: [], receivers: [3] }, 'kit')).toBe('kit provider');
    expect(shaped({ path: [] }, 'kit')).toBe('kit -');
    expect(shaped({ path: [], receivers: [3] }, 'other')).toBe('other -');
    expect(shaped({ path: [], receivers: [3] }, 'factory')).toBe('factory pick');
    expect(shaped({ module: 'kit', path: [], receivers: [3] })).toBe('kit -');
  });

  test('of Python may name part of the module', () => {
    expect(shaped({ module: 'kit', path: ['extras', 'Other'] })).toBe('other Other');
  });

  test('of Go and Rust is written with its package', () => {
    expect(shaped({ language: 'go', module: 'harbour.example/kit/v2', path: ['New'] })).toBe('go-kit kit.New');
    expect(shaped({ language: 'go', module: 'harbour.example/kit/v2/option', path: ['New'] })).toBe('go-kit -');
    expect(shaped({ language: 'rust', module: 'my_crate', path: ['Client', 'new'] })).toBe('crate my_crate.Client.new');
    expect(shaped({ language: 'rust', module: 'my_crate', path: ['prompt'] })).toBe('crate my_crate.prompt');
    expect(shaped({ language: 'go', module: 'harbour.example/kit/v22', path: ['New'] })).toBe('-');
  });
});

describe('a name from one of several opened modules', () => {
  const opened = (path: readonly string[], more: Partial<CallCandidate> = {}): string =>
    shaped({ language: 'csharp', module: 'Kit', others: ['Other', 'Nobody'], path, ...more });

  test('belongs to the one that has a shape of that name', () => {
    expect(opened(['Other'])).toBe('other Other');
    expect(opened(['Client'])).toBe('kit Client');
    expect(opened(['Nothing'])).toBe('-');
  });

  test('is not of the one that wants the address first when it is given the key', () => {
    const first = (value: Parameters<typeof args>[0][string]): string => opened(['Client'], { args: args({ '0': value }) });
    expect([first(text('sk-not-a-key')), first(env('LLM_KEY')), first(env('MY_TOKEN')), first(env('SECRET_1'))]).toEqual(Array(4).fill('other Client'));
    expect([first(text('https://a.example')), first(text('a.example')), first(env('LLM_URL')), first(dynamic('x'))]).toEqual(Array(4).fill('kit Client'));
    expect(opened(['Client'], { args: args({ '1': text('plain') }) })).toBe('kit Client');
  });

  test('can be of any of their packages', () => {
    const packages = (over: Partial<CallCandidate>): string[] => openedPackages(INDEX, call(['x'], { language: 'csharp', ...over })).map(({ id }) => id);
    expect(packages({ module: 'Kit', others: ['Other', 'Kit.More', 'Nobody'] })).toEqual(['kit', 'other']);
    expect(packages({ module: 'Kit' })).toEqual(['kit']);
    expect(packages({ others: ['Other'] })).toEqual([]);
  });
});
