/** The samples `rules check` tries: for each signature of an entry, a line of code or configuration that has it. */

import type { RawEntry } from '../../knowledge/entry.ts';
import type * as input from '../../knowledge/schema.ts';
import { splitPurl } from '../../knowledge/tables.ts';
import type { PackageCandidate } from '../../model/candidate.ts';
import type { Index } from '../../model/knowledge.ts';
import type { Path } from '../../util/yaml-problems.ts';
import type { Probe } from './rules-probe.ts';
import { acceleratorProbes, resourceProbes } from './rules-probes-infrastructure.ts';

/** All samples of an entry whose shape is right; none for kinds without signatures. */
export function probesOf(entry: RawEntry, index: Index): Probe[] {
  switch (entry.kind) {
    case 'services':
      return serviceProbes(entry.id, entry.value as input.Service, index);
    case 'packages':
      return packageProbes(entry.id, entry.value as input.Package, index);
    case 'resources':
      return resourceProbes(entry.id, entry.value as input.ResourceSignature);
    case 'accelerators':
      return acceleratorProbes(entry.id, entry.value as input.Accelerator);
    case 'models':
      return familyProbes(entry.id, entry.value as input.ModelFamily);
    case 'configs':
      return (entry.value as input.ConfigFormat).samples.map(
        ({ file, text, finds }, at): Probe => ({ kind: 'config', path: ['samples', at, 'file'], file: { path: file, text }, finds }),
      );
    default:
      return [];
  }
}

function serviceProbes(id: string, value: input.Service, index: Index): Probe[] {
  const probes: Probe[] = [];
  const service = id;
  value.hosts?.forEach(({ host, match, no_match: noMatch }, at) => {
    const path: Path = ['hosts', at, 'host'];
    for (const text of hostSamples(host, index, value.regions)) probes.push({ kind: 'host', path, text: `https://${text}/v1`, service, hit: true });
    const [first = host] = hostSamples(host, index, value.regions);
    const file = { path: 'src/client.ts', text: `export const client = connect({ baseURL: "https://${first}/v1" });\n` };
    probes.push({ kind: 'file', path, file, subject: `services/${id}`, signature: `host ${host}` });
    for (const [position, text] of (match ?? []).entries()) probes.push({ kind: 'host', path: ['hosts', at, 'match', position], text, service, hit: true });
    for (const [position, text] of (noMatch ?? []).entries()) {
      probes.push({ kind: 'host', path: ['hosts', at, 'no_match', position], text, service, hit: false });
    }
  });
  value.env?.forEach(({ name }, at) => {
    const file = { path: 'src/settings.ts', text: `export const value = process.env["${name}"];\n` };
    // Of services that share a name, the first to think of is the one that must come out.
    const owner = index.env.get(name)?.[0]?.service ?? id;
    probes.push({ kind: 'file', path: ['env', at, 'name'], file, subject: `services/${owner}`, signature: `environment name ${name}` });
  });
  for (const [alias, model] of Object.entries(value.model_aliases ?? {})) {
    const family = index.models.get(model)?.family ?? '';
    probes.push({ kind: 'model', path: ['model_aliases', alias], text: alias, model, family, bound: true, service, hit: true });
  }
  return probes;
}

/** A pattern as hosts that fit it: one for each region of its vendor, or one with a made-up label. */
function hostSamples(host: string, index: Index, regions: string | undefined): string[] {
  const plain = host.replaceAll('*', 'sample');
  const hole = /\{[a-z]+\}/;
  if (!hole.test(plain)) return [plain];
  // Tables also hold the names portals show, with blanks or slashes: those are never part of a host.
  const names = regions === undefined ? [] : [...(index.regions.get(regions)?.keys() ?? [])].filter((name) => !/[\s/]/.test(name));
  return (names.length > 0 ? names : ['sample-1']).map((name) => plain.replace(hole, name));
}

function familyProbes(family: string, value: input.ModelFamily): Probe[] {
  const probes: Probe[] = [];
  for (const [key, version] of Object.entries(value.versions)) {
    const model = `${value.developer}/${key}`;
    const of = (path: Path, text: string, bound: boolean, hit: boolean): Probe => ({
      kind: 'model',
      path: ['versions', key, ...path],
      text,
      model,
      family,
      bound,
      service: null,
      hit,
    });
    for (const [at, id] of version.ids.entries()) {
      probes.push(of(['ids', at], id, false, true));
      const file = { path: 'src/chat.ts', text: `export const reply = ask({ model: "${id}" });\n` };
      probes.push({ kind: 'file', path: ['versions', key, 'ids', at], file, subject: model, signature: `model id ${id}` });
    }
    for (const [at, id] of (version.bound_ids ?? []).entries()) probes.push(of(['bound_ids', at], id, true, true));
    for (const [at, id] of (version.match ?? []).entries()) probes.push(of(['match', at], id, true, true));
    for (const [at, id] of (version.no_match ?? []).entries()) probes.push(of(['no_match', at], id, false, false));
  }
  // A version nobody entered: a number that no version has.
  value.prefixes?.forEach((prefix, at) => {
    probes.push({
      kind: 'model',
      path: ['prefixes', at],
      text: `${prefix}${/[-/]$/.test(prefix) ? '' : '-'}987`,
      model: null,
      family,
      bound: true,
      service: null,
      hit: true,
    });
  });
  return probes;
}

function packageProbes(id: string, value: input.Package, index: Index): Probe[] {
  const subject = `packages/${id}`;
  const probes: Probe[] = value.purls.flatMap((purl, at): Probe[] => {
    const { type, name } = splitPurl(purl);
    const manifest = MANIFESTS[type];
    if (manifest === undefined) return [];
    const file = { path: manifest.path, text: manifest.text(name) };
    const location = { path: manifest.path, line: 1, column: 1, endLine: 1, endColumn: 1 };
    const candidate: PackageCandidate = { kind: 'package', ecosystem: type, name, version: null, section: 'production', direct: true, location };
    const inManifest: Probe = { kind: 'file', path: ['purls', at], file, subject, signature: purl, candidate };
    const language = type === 'npm' ? 'javascript' : type === 'golang' ? 'go' : null;
    if (language === null) return [inManifest];
    return [inManifest, { kind: 'file', path: ['purls', at], file: IMPORTS[language]?.(name) ?? file, subject, signature: `${language} module ${name}` }];
  });
  for (const [language, names] of Object.entries(value.imports ?? {})) {
    names.forEach((name, at) => {
      const write = IMPORTS[language];
      if (write === undefined) return;
      const owner = index.modules.get(`${language}:${name}`) ?? id;
      probes.push({ kind: 'file', path: ['imports', language, at], file: write(name), subject: `packages/${owner}`, signature: `${language} module ${name}` });
    });
  }
  return probes;
}

interface Manifest {
  readonly path: string;
  readonly text: (name: string) => string;
}

/** How a dependency stands in the manifest of its ecosystem, by purl type. */
const MANIFESTS: Readonly<Record<string, Manifest>> = {
  npm: { path: 'package.json', text: (name) => `{ "dependencies": { "${name}": "1.0.0" } }\n` },
  pypi: { path: 'requirements.txt', text: (name) => `flask==3.0\n${name}==1.0\n` },
  golang: { path: 'go.mod', text: (name) => `module example.test/app\n\nrequire (\n\t${name} v1.0.0\n)\n` },
  maven: { path: 'pom.xml', text: (name) => pom(...(name.split('/') as [string, string?])) },
  nuget: {
    path: 'app.csproj',
    text: (name) =>
      `<Project Sdk="Microsoft.NET.Sdk">\n  <ItemGroup>\n    <PackageReference Include="${name}" Version="1.0.0" />\n  </ItemGroup>\n</Project>\n`,
  },
  cargo: { path: 'Cargo.toml', text: (name) => `[dependencies]\n${name} = "1.0"\n` },
  gem: { path: 'Gemfile', text: (name) => `gem "${name}"\n` },
  composer: { path: 'composer.json', text: (name) => `{ "require": { "${name}": "^1.0" } }\n` },
  swift: {
    path: 'Package.swift',
    text: (name) => `let package = Package(\n  name: "App",\n  dependencies: [\n    .package(url: "https://${name}.git", from: "1.0.0"),\n  ]\n)\n`,
  },
  hex: { path: 'mix.exs', text: (name) => `defmodule App.MixProject do\n  defp deps do\n    [\n      {:${name}, "~> 1.0"}\n    ]\n  end\nend\n` },
  pub: { path: 'pubspec.yaml', text: (name) => `name: app\ndependencies:\n  ${name}: ^1.0.0\n` },
  docker: { path: 'Dockerfile', text: (name) => `FROM ${name}:1.0\n` },
  cran: { path: 'DESCRIPTION', text: (name) => `Package: app\nVersion: 1.0\nImports:\n    ${name},\n    stats\n` },
  githubactions: {
    path: '.github/workflows/review.yml',
    text: (name) => `on: push\njobs:\n  review:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${name}@v1\n`,
  },
  conda: { path: 'environment.yml', text: (name) => `name: app\ndependencies:\n  - ${name}=1.0\n` },
};

function pom(group: string, artifact = ''): string {
  return `<project>\n  <dependencies>\n    <dependency>\n      <groupId>${group}</groupId>\n      <artifactId>${artifact}</artifactId>\n    </dependency>\n  </dependencies>\n</project>\n`;
}

/** How a module is imported, by language. */
const IMPORTS: Readonly<Record<string, (name: string) => { path: string; text: string }>> = {
  python: (name) => ({ path: 'app/main.py', text: `import ${name}\n` }),
  javascript: (name) => ({ path: 'src/main.ts', text: `import * as library from '${name}';\n` }),
  go: (name) => ({ path: 'main.go', text: `import "${name}"\n` }),
  java: (name) => ({ path: 'src/Main.java', text: `import ${name}.Client;\n` }),
  csharp: (name) => ({ path: 'src/Main.cs', text: `using ${name};\n` }),
  rust: (name) => ({ path: 'src/main.rs', text: `use ${name}::Client;\n` }),
  ruby: (name) => ({ path: 'app/main.rb', text: `require "${name}"\n` }),
  r: (name) => ({ path: 'R/main.R', text: `library(${name})\n` }),
  sql: (name) => ({ path: 'db/main.sql', text: name.startsWith('CREATE') ? `${name} m OPTIONS (a = 'b');\n` : `SELECT ${name}('x');\n` }),
  php: (name) => ({ path: 'src/main.php', text: `<?php\nuse ${name}\\Client;\n` }),
  swift: (name) => ({ path: 'Sources/main.swift', text: `import ${name}\n` }),
  dart: (name) => ({ path: 'lib/main.dart', text: `import 'package:${name}/${name}.dart';\n` }),
  c: (name) => ({ path: 'src/main.c', text: `#include <${name}>\n` }),
  elixir: (name) => ({ path: 'lib/main.ex', text: `alias ${name}.Client\n` }),
};
