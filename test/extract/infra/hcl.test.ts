import { describe, expect, test } from 'vitest';
import { parseHcl } from '../../../src/extract/infra/hcl.ts';
import { extractTerraform } from '../../../src/extract/infra/terraform.ts';
import type { Repository } from '../../../src/model/file.ts';
import type { ResourceCandidate } from '../../../src/model/resource.ts';

function repositoryOf(files: Readonly<Record<string, string>>): Repository {
  return { paths: new Set(Object.keys(files)), read: (path) => files[path] ?? null, known: () => false };
}

/** Resources of one file of a repository, with their texts as `path=text`. */
function resources(files: Readonly<Record<string, string>>, path = 'main.tf'): { type: string; line: number; says: string[] }[] {
  return extractTerraform({ path, kind: 'terraform', text: files[path] ?? '' }, repositoryOf(files))
    .candidates.filter((candidate): candidate is ResourceCandidate => candidate.kind === 'resource')
    .map(({ type, location, attributes }) => ({
      type,
      line: location.line,
      says: attributes.map((attribute) => `${attribute.path.join('.')}=${attribute.text}${attribute.configurable ? '?' : ''}`),
    }));
}

const says = (text: string): string[] => resources({ 'main.tf': `resource "acme_model" "m" {\n${text}\n}\n` })[0]?.says ?? [];

describe('the grammar of HCL', () => {
  test('reads blocks, labels, attributes and nested blocks', () => {
    const root = parseHcl({ path: 'main.tf', kind: 'terraform', text: 'resource "a" "b" {\n  x = 1\n  inner {\n    y = "z"\n  }\n}\n' });
    expect(root.blocks.map(({ type, labels }) => [type, ...labels])).toEqual([['resource', 'a', 'b']]);
    expect(root.blocks[0]?.blocks[0]?.attributes.map(({ name }) => name)).toEqual(['y']);
  });

  test.each(['# name = "off"', '// name = "off"', '/* name = "off"\n */'])('a comment says nothing: %s', (comment) => {
    expect(says(`${comment}\nname = "on"`)).toEqual(['name=on']);
  });

  test('escapes and doubled dollars are text', () => {
    expect(says('name = "a\\"b $${c}"')).toEqual(['name=a"b ${c}']);
  });

  test('a heredoc ends at its mark alone on a line', () => {
    expect(says('policy = <<-EOT\n    allow EOT inside\n  EOT\nname = "after"')).toEqual(['policy=    allow EOT inside\n', 'name=after']);
  });

  test('a lost quote costs one line', () => {
    expect(says('broken = "no end\nname = "here"')).toContain('name=here');
  });

  test('what is no HCL is stepped over', () => {
    expect(parseHcl({ path: 'main.tf', kind: 'terraform', text: '}}} <<< %% \nresource "a" "b" {}\n' }).blocks).toHaveLength(1);
  });

  test('ten thousand open brackets end', () => {
    expect(() => parseHcl({ path: 'main.tf', kind: 'terraform', text: `x = ${'['.repeat(10_000)}` })).not.toThrow();
  });
});

describe('values', () => {
  test('a variable comes to its default, and can be changed', () => {
    expect(resources({ 'main.tf': 'variable "size" { default = "large" }\nresource "acme_model" "m" { size = var.size }\n' })[0]?.says).toEqual([
      'size=large?',
    ]);
  });

  test('a tfvars file wins over the default', () => {
    const files = {
      'main.tf': 'variable "size" { default = "large" }\nresource "acme_model" "m" {\n  size = "x-${var.size}"\n}\n',
      'terraform.tfvars': 'size = "small"\n',
    };
    expect(resources(files)[0]?.says).toEqual(['size=x-small?']);
  });

  test('a local is worked out, also through another local', () => {
    const text = 'locals {\n  a = "one"\n  b = { inner = local.a }\n}\nresource "acme_model" "m" {\n  size = local.b.inner\n}\n';
    expect(resources({ 'main.tf': text })[0]?.says).toEqual(['size=one']);
  });

  test('a local that needs itself is not known', () => {
    expect(resources({ 'main.tf': 'locals { a = local.a }\nresource "acme_model" "m" { size = local.a }\n' })[0]?.says).toEqual([]);
  });

  test('a condition gives either value', () => {
    expect(says('size = var.big ? "large" : "small"')).toEqual(['size=large', 'size=small']);
  });

  test('a test for null is decided', () => {
    const text = 'variable "size" { default = "large" }\nresource "acme_model" "m" {\n  size = var.size != null ? var.size : "small"\n}\n';
    expect(resources({ 'main.tf': text })[0]?.says).toEqual(['size=large?']);
  });

  test.each([
    ['coalesce(var.none, "b")', 'size=b'],
    ['try(local.none.x, "b")', 'size=b'],
    ['lookup({ a = "1" }, "a", "2")', 'size=1'],
    ['merge({ a = "1" }, { b = "2" }).b', 'size=2'],
    ['format("%s-%s", "a", "b")', 'size=a-b'],
    ['lower("ABC")', 'size=abc'],
    ['join("/", ["a", "b"])', 'size=a/b'],
    ['element(["a", "b"], 1)', 'size=b'],
    ['concat(["a"], ["b"])[1]', 'size=b'],
  ])('%s', (expression, expected) => {
    expect(says(`size = ${expression}`)).toContain(expected);
  });

  test('jsonencode keeps what it encodes', () => {
    expect(says('policy = jsonencode({ Statement = [{ Resource = "arn:x" }] })')).toEqual(['policy.Statement.0.Resource=arn:x']);
  });

  test('a resource stands once for each item', () => {
    const text = 'resource "acme_model" "m" {\n  for_each = toset(["a", "b"])\n  name     = each.key\n}\n';
    expect(resources({ 'main.tf': text }).map((resource) => resource.says)).toEqual([['name=a'], ['name=b']]);
  });

  test('a dynamic block stands for the blocks it makes', () => {
    const text = 'resource "acme_model" "m" {\n  dynamic "size" {\n    for_each = ["a", "b"]\n    content { name = size.value }\n  }\n}\n';
    expect(resources({ 'main.tf': text })[0]?.says).toEqual(['size.0.name=a', 'size.1.name=b']);
  });

  test('an attribute of another resource is that of the resource, and stands behind the reference as well', () => {
    const text = 'resource "acme_group" "g" { place = "north" }\nresource "acme_model" "m" {\n  place = acme_group.g.place\n  group = acme_group.g.id\n}\n';
    expect(resources({ 'main.tf': text })[1]?.says).toEqual(['place=north', 'group.place=north']);
  });

  test('a region of the provider holds for its resources', () => {
    expect(resources({ 'main.tf': 'provider "acme" { region = "north" }\nresource "acme_model" "m" {}\n' })[0]?.says).toEqual(['provider.region=north']);
  });
});

describe('traps', () => {
  const doubling = (link: (next: string) => string, last: string): string =>
    `locals {\n${Array.from({ length: 40 }, (_, at) => `  l${at} = ${link(`local.l${at + 1}`)}`).join('\n')}\n  l40 = ${last}\n}\nresource "acme_model" "m" {\n  size = local.l0\n}\n`;

  test.each([
    ['texts', doubling((next) => `"\${${next}}\${${next}}"`, '"ab"')],
    ['lists', doubling((next) => `concat(${next}, ${next})`, '["a", "b"]')],
    ['objects', doubling((next) => `{ a = ${next}, b = ${next} }`, '"ab"')],
    ['joined texts', doubling((next) => `join("", [${next}, ${next}])`, '"ab"')],
  ])('%s that double themselves end', (_what, text) => {
    expect(resources({ 'main.tf': text })).toHaveLength(1);
  });
});

describe('modules', () => {
  const child = 'variable "size" {}\nresource "acme_model" "m" {\n  size = var.size\n}\n';

  test('a module is read once for each caller', () => {
    const files = {
      'a.tf': 'module "one" {\n  source = "./mod"\n  size   = "small"\n}\nmodule "two" {\n  source = "./mod"\n  size   = "large"\n}\n',
      'mod/main.tf': child,
    };
    expect(resources(files, 'mod/main.tf').map((resource) => resource.says)).toEqual([['size=small'], ['size=large']]);
  });

  test('modules that call each other end', () => {
    const files = {
      'a/main.tf': 'module "b" { source = "../b" }\n',
      'b/main.tf': 'module "a" { source = "../a" }\nresource "acme_model" "m" { size = "s" }\n',
    };
    expect(resources(files, 'b/main.tf').length).toBeGreaterThan(0);
  });

  test('a public module is a resource of its own', () => {
    const files = { 'main.tf': 'module "ai" {\n  source  = "acme/ai/cloud"\n  version = "1.0.0"\n  place   = "north"\n}\n' };
    expect(resources(files)).toEqual([{ type: 'module.acme/ai/cloud', line: 1, says: ['version=1.0.0', 'place=north'] }]);
  });
});
