import { describe, expect, test } from 'vitest';
import { extractBicep } from '../../../src/extract/infra/bicep.ts';
import type { SettingCandidate } from '../../../src/model/candidate.ts';
import type { Repository } from '../../../src/model/file.ts';
import type { ResourceCandidate } from '../../../src/model/resource.ts';

function repositoryOf(files: Readonly<Record<string, string>>): Repository {
  return { paths: new Set(Object.keys(files)), read: (path) => files[path] ?? null, known: () => false };
}

const extract = (files: Readonly<Record<string, string>>, path: string) =>
  extractBicep({ path, kind: 'bicep', text: files[path] ?? '' }, repositoryOf(files)).candidates;

/** Resources with their texts as `path=text`. */
function resources(files: Readonly<Record<string, string>>, path = 'main.bicep'): string[][] {
  return extract(files, path)
    .filter((candidate): candidate is ResourceCandidate => candidate.kind === 'resource')
    .map(({ type, attributes }) => [type, ...attributes.map((attribute) => `${attribute.path.join('.')}=${attribute.text}`)]);
}

const body = (text: string, before = ''): string[] =>
  (resources({ 'main.bicep': `${before}\nresource m 'Acme.Ai/models@2025-01-01' = {\n${text}\n}\n` })[0] ?? []).slice(1);

describe('the grammar of Bicep', () => {
  test('entries stand one below the other, items as well', () => {
    expect(body("  name: 'a'\n  tags: {\n    x: 'y'\n  }\n  list: [\n    'one'\n    'two'\n  ]")).toEqual(['name=a', 'tags.x=y', 'list.0=one', 'list.1=two']);
  });

  test('comments and decorators say nothing', () => {
    expect(body("  // name: 'off'\n  name: 'on'", "@description('name: x')\nparam size string = 'large'")).toEqual(['name=on']);
  });

  test('a quote is escaped, a long text is not', () => {
    expect(body("  a: 'it\\'s'\n  b: '''\nit's ${x}'''")).toEqual(["a=it's", "b=it's ${x}"]);
  });

  test('a parameter comes to its default', () => {
    expect(body("  size: 'x-${size}'", "param size string = 'large'")).toEqual(['size=x-large']);
  });

  test('a type of several lines is stepped over', () => {
    expect(body('  size: box.size', "param box {\n  size: string\n  more: string?\n} = {\n  size: 'large'\n}")).toEqual(['size=large']);
  });

  test.each([
    ["a.?size ?? 'small'", 'size=large'],
    ["a.?none ?? 'small'", 'size=small'],
    ["contains(a, 'size') ? a.size : 'small'", 'size=large'],
    ["empty(a) ? 'small' : a.size", 'size=large'],
    ["union(a, { size: 'huge' }).size", 'size=huge'],
    ["toLower('LARGE')", 'size=large'],
    ["format('{0}-{1}', 'a', 'b')", 'size=a-b'],
  ])('%s', (expression, expected) => {
    expect(body(`  size: ${expression}`, "var a = { size: 'large' }")).toEqual([expected]);
  });

  test('a loop gives a resource for each item', () => {
    const text = "resource m 'Acme.Ai/models@2025-01-01' = [for (item, i) in ['a', 'b']: {\n  name: item\n}]\n";
    expect(resources({ 'main.bicep': text })).toEqual([
      ['Acme.Ai/models', 'name=a'],
      ['Acme.Ai/models', 'name=b'],
    ]);
  });

  test('a resource inside another has the types of both', () => {
    const text = "resource m 'Acme.Ai/models@2025-01-01' = {\n  name: 'a'\n  location: 'north'\n\n  resource v 'versions' = {\n    name: 'b'\n  }\n}\n";
    expect(resources({ 'main.bicep': text }).map(([type]) => type)).toEqual(['Acme.Ai/models', 'Acme.Ai/models/versions']);
    expect(resources({ 'main.bicep': text })[1]).toContain('parent.location=north');
  });

  test('an existing resource is none of this file', () => {
    expect(resources({ 'main.bicep': "resource m 'Acme.Ai/models@2025-01-01' existing = {\n  name: 'a'\n}\n" })).toEqual([]);
  });
});

describe('several files', () => {
  const module = "param size string = 'small'\nresource m 'Acme.Ai/models@2025-01-01' = {\n  size: size\n}\n";

  test('a module has what its caller gives it', () => {
    const files = { 'main.bicep': "module ai 'core/ai.bicep' = {\n  name: 'ai'\n  params: { size: 'large' }\n}\n", 'core/ai.bicep': module };
    expect(resources(files, 'core/ai.bicep')).toEqual([['Acme.Ai/models', 'size=large']]);
  });

  test('a parameter file beside it is read, and the default of a variable in it', () => {
    const files = { 'main.bicep': module, 'main.parameters.json': '{ "parameters": { "size": { "value": "${SIZE=large}" } } }' };
    expect(resources(files)).toEqual([['Acme.Ai/models', 'size=large']]);
  });

  test('a bicepparam file is read', () => {
    const files = { 'main.bicep': module, 'main.bicepparam': "using 'main.bicep'\nparam size = readEnvironmentVariable('SIZE', 'large')\n" };
    expect(resources(files)).toEqual([['Acme.Ai/models', 'size=large']]);
  });

  test('outputs in capitals are variables of the environment', () => {
    const settings = extract({ 'main.bicep': "output ACME_MODEL string = 'large'\n" }, 'main.bicep').filter(
      (candidate): candidate is SettingCandidate => candidate.kind === 'setting',
    );
    expect(settings.map(({ path, value, environment }) => [path.at(-1), value, environment])).toEqual([['ACME_MODEL', 'large', true]]);
  });
});
