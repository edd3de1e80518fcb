import { expect, test } from 'vitest';
import { declaredPackage } from '../../src/match/declared-package.ts';
import type { PackageCandidate } from '../../src/model/candidate.ts';
import type { Index } from '../../src/model/knowledge.ts';

const index = {
  purls: new Map([
    ['npm:acme-ai', 'acme'],
    ['pypi:acme-ai', 'acme'],
    ['cran:acmeai', 'acme-r'],
    ['nuget:acme.ai', 'acme'],
    ['golang:acme.test/ai', 'acme'],
    ['golang:acme.test/ai/bedrock', 'acme-bedrock'],
    ['maven:test.acme/acme-ai', 'acme'],
    ['docker:acme/serve', 'acme-serve'],
    ['docker:ghcr.io/acme/gateway', 'acme-gateway'],
  ]),
  modules: new Map([['go:acme.test/server', 'acme-server']]),
} as unknown as Index;

function find(ecosystem: string, name: string): string | null {
  const location = { path: 'manifest', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const candidate: PackageCandidate = { kind: 'package', ecosystem, name, version: null, section: 'production', direct: true, location };
  const found = declaredPackage(index, candidate);
  return found && `${found.id} ${found.confidence}`;
}

test.each([
  ['another way to write a PyPI name', 'pypi', 'Acme_AI', 'acme high'],
  ['another way to write a NuGet name', 'nuget', 'acme.AI', 'acme high'],
  ['another major version of a Go module', 'golang', 'acme.test/ai/v3', 'acme high'],
  ['the module below that has an entry of its own', 'golang', 'acme.test/ai/bedrock', 'acme-bedrock high'],
  ['a module below a known one', 'golang', 'acme.test/ai/option', 'acme high'],
  ['a module known by its import only', 'golang', 'acme.test/server', 'acme-server high'],
  ['an artefact for the JVM', 'maven', 'test.acme/acme-ai-jvm', 'acme high'],
  ['an artefact for a Scala version', 'maven', 'test.acme/acme-ai_2.13', 'acme high'],
  ['a Python package of conda', 'conda', 'acme-ai', 'acme high'],
  ['an R package of conda', 'conda', 'r-acmeai', 'acme-r high'],
  ['an image of Docker Hub with its host', 'docker', 'docker.io/acme/serve', 'acme-serve high'],
  ['an image from a registry of its own', 'docker', 'registry.test:5000/hub/acme/serve', 'acme-serve medium'],
])('%s is found', (_, ecosystem, name, expected) => {
  expect(find(ecosystem, name)).toBe(expected);
});

test.each([
  ['a Go module that only begins with the same letters', 'golang', 'acme.test/aid'],
  ['a Go host', 'golang', 'acme.test'],
  ['a package of another ecosystem', 'cargo', 'acme-ai'],
  ['an image whose known name has another registry', 'docker', 'acme/gateway'],
  ['an image of another owner', 'docker', 'serve'],
])('%s is not', (_, ecosystem, name) => {
  expect(find(ecosystem, name)).toBeNull();
});
