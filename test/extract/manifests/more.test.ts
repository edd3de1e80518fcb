import { describe, expect, test } from 'vitest';
import { packagesIn } from './support.ts';

describe('Rust', () => {
  test('Cargo.toml: tables, targets, renamed crates and what a workspace fixes', async () => {
    const text = `[package]
name = "planner"

[dependencies]
acme-ai = "2.1"
voice = { package = "acme-voice", version = "1.0", optional = true }
acme-shared = { workspace = true }

[dev-dependencies]
acme-fake = "0.3"

[build-dependencies]
acme-gen = "1"

[target.'cfg(unix)'.dependencies]
acme-gpu = "0.4"

[dependencies.acme-db]
version = "1.4"

[workspace.dependencies]
acme-shared = "5"
`;
    expect(await packagesIn('cargo-toml', text)).toEqual([
      '5:1 cargo/acme-ai 2.1 production',
      '6:1 cargo/acme-voice 1.0 optional',
      '7:1 cargo/acme-shared any production',
      '18:15 cargo/acme-db 1.4 production',
      '10:1 cargo/acme-fake 0.3 development',
      '13:1 cargo/acme-gen 1 development',
      '16:1 cargo/acme-gpu 0.4 production',
      '22:1 cargo/acme-shared 5 production indirect',
    ]);
  });

  test('Cargo.lock: direct is what a crate without a source asks for', async () => {
    const text = `version = 4

[[package]]
name = "acme-ai"
version = "2.1.0"
source = "registry+https://crates.acme.test"
dependencies = [
 "acme-db",
]

[[package]]
name = "acme-db"
version = "1.4.0"
source = "registry+https://crates.acme.test"

[[package]]
name = "acme-db"
version = "2.0.0"
source = "registry+https://crates.acme.test"

[[package]]
name = "planner"
version = "0.1.0"
dependencies = [
 "acme-ai",
 "acme-db 2.0.0",
]
`;
    expect(await packagesIn('cargo-lock', text)).toEqual([
      '4:9 cargo/acme-ai 2.1.0 production',
      '12:9 cargo/acme-db 1.4.0 production indirect',
      '17:9 cargo/acme-db 2.0.0 production',
    ]);
  });
});

describe('Ruby', () => {
  test('Gemfile: groups as blocks and as options', async () => {
    const text = `source "https://gems.acme.test"
gem "acme-ai", "~> 2.1", ">= 2.1.3", require: false
gem 'acme-lint', group: :development # gem 'acme-old'
group :test do
  gem "acme-fake"
end
group :development, :test do
  gem "acme-debug", git: "https://git.acme.test/debug.git"
end
group :production do
  gem "acme-metrics"
end
gem "acme-db", groups: [:default, :test]
`;
    expect(await packagesIn('gemfile', text)).toEqual([
      '2:6 gem/acme-ai ~> 2.1, >= 2.1.3 production',
      '3:6 gem/acme-lint any development',
      '5:8 gem/acme-fake any test',
      '8:8 gem/acme-debug any development',
      '11:8 gem/acme-metrics any production',
      '13:6 gem/acme-db any production',
    ]);
  });

  test('Gemfile.lock: direct by its list of dependencies', async () => {
    const text = `PATH
  remote: .
  specs:
    planner (0.1.0)
      acme-ai

GEM
  remote: https://gems.acme.test/
  specs:
    acme-ai (2.1.3)
      acme-db (~> 1)
    acme-db (1.4.0-x86_64-linux)

DEPENDENCIES
  acme-ai (~> 2.1)
  planner!
`;
    expect(await packagesIn('gemfile-lock', text)).toEqual(['10:5 gem/acme-ai 2.1.3 production', '12:5 gem/acme-db 1.4.0-x86_64-linux production indirect']);
  });

  test('gemspec', async () => {
    const text = `Gem::Specification.new do |spec|
  spec.add_dependency "acme-ai", "~> 2.1"
  spec.add_runtime_dependency(%q<acme-db>, [">= 1"])
  spec.add_development_dependency 'acme-lint'
end
`;
    expect(await packagesIn('gemspec', text)).toEqual([
      '2:24 gem/acme-ai ~> 2.1 production',
      '3:34 gem/acme-db any production',
      '4:36 gem/acme-lint any development',
    ]);
  });
});

describe('PHP', () => {
  test('composer.json', async () => {
    const text = '{\n  "require": { "php": ">=8.3", "ext-json": "*", "acme/ai": "^2.1" },\n  "require-dev": { "acme/lint": "3" }\n}';
    expect(await packagesIn('composer-json', text)).toEqual(['2:50 composer/acme/ai ^2.1 production', '3:21 composer/acme/lint 3 development']);
  });

  test('composer.lock', async () => {
    const text = `{
  "packages": [
    { "name": "acme/ai", "version": "v2.1.0", "source": { "type": "git" }, "authors": [{ "name": "Acme" }] }
  ],
  "packages-dev": [{ "name": "acme/lint", "version": "3.0.0" }]
}`;
    expect(await packagesIn('composer-lock', text)).toEqual([
      '3:16 composer/acme/ai v2.1.0 production indirect',
      '5:31 composer/acme/lint 3.0.0 development indirect',
    ]);
  });
});

describe('Apple', () => {
  test('Package.swift', async () => {
    const text = `let package = Package(
  dependencies: [
    .package(url: "https://github.com/acme/AI.git", from: "2.1.0"),
    .package(name: "voice", url: "git@github.com:acme/voice", .upToNextMajor(from: "1.0.2")),
    .package(url: "https://github.com/acme/db", "1.0.0"..<"2.0.0"),
    // .package(url: "https://github.com/acme/old", from: "1.0.0"),
    .package(path: "../own"),
  ]
)
`;
    expect(await packagesIn('swift-package', text)).toEqual([
      '3:28 swift/github.com/acme/AI 2.1.0 production',
      '4:39 swift/github.com/acme/voice 1.0.2 production',
      '5:28 swift/github.com/acme/db 1.0.0..<2.0.0 production',
    ]);
  });

  test.each([
    [
      'version 2',
      '{\n "pins": [{ "identity": "ai", "location": "https://github.com/acme/AI.git", "state": { "revision": "a", "version": "2.1.0" } }], "version": 2 }',
      '2:52',
    ],
    [
      'version 1',
      '{\n "object": { "pins": [{ "package": "AI", "repositoryURL": "https://github.com/acme/AI.git", "state": { "version": "2.1.0" } }] } }',
      '2:68',
    ],
  ])('Package.resolved, %s', async (_, text, place) => {
    expect(await packagesIn('swift-resolved', text)).toEqual([`${place} swift/github.com/acme/AI 2.1.0 production indirect`]);
  });

  test('Podfile', async () => {
    const text = "target 'Planner' do\n  pod 'AcmeAI', '~> 2.1'\n  pod \"Acme/Voice\", :git => 'https://git.acme.test/voice'\n  # pod 'Old'\nend\n";
    expect(await packagesIn('podfile', text)).toEqual(['2:8 cocoapods/AcmeAI ~> 2.1 production', '3:8 cocoapods/Acme any production']);
  });

  test('Podfile.lock', async () => {
    const text = 'PODS:\n  - Acme/Core (1.4.0)\n  - AcmeAI (2.1.0):\n    - Acme/Core (~> 1)\n\nDEPENDENCIES:\n  - AcmeAI (~> 2.1)\n';
    expect(await packagesIn('podfile-lock', text)).toEqual(['2:5 cocoapods/Acme 1.4.0 production indirect', '3:5 cocoapods/AcmeAI 2.1.0 production']);
  });
});

describe('Elixir', () => {
  test('mix.exs: the list of deps and no other tuples', async () => {
    const text = `defmodule Planner.MixProject do
  def project, do: [app: :planner, deps: deps()]
  def application, do: [mod: {:planner, "x"}]

  defp deps do
    [
      {:acme_ai, "~> 2.1"},
      {:voice, "~> 1.0", hex: :acme_voice},
      {:acme_lint, "~> 3.0", only: [:dev, :test], runtime: false},
      {:acme_fork, git: "https://git.acme.test/fork.git"},
      # {:acme_old, "~> 1"},
    ]
  end
end
`;
    expect(await packagesIn('mix-exs', text)).toEqual([
      '7:9 hex/acme_ai ~> 2.1 production',
      '8:9 hex/acme_voice ~> 1.0 production',
      '9:9 hex/acme_lint ~> 3.0 test',
      '10:9 hex/acme_fork any production',
    ]);
  });

  test('mix.lock', async () => {
    const text = '%{\n  "acme_ai": {:hex, :acme_ai, "2.1.0", "aaa", [:mix], [{:acme_db, "~> 1", [hex: :acme_db]}], "hexpm", "bbb"},\n}\n';
    expect(await packagesIn('mix-lock', text)).toEqual(['2:4 hex/acme_ai 2.1.0 production indirect']);
  });
});

describe('Dart', () => {
  test('pubspec.yaml', async () => {
    const text = `name: planner
dependencies:
  flutter:
    sdk: flutter
  acme_ai: ^2.1.0 # the client
  acme_fork:
    git: https://git.acme.test/fork.git
  acme_db:
    hosted: https://pub.acme.test
    version: ^1.4.0
dev_dependencies:
  acme_lint: any
flutter:
  assets: [images/]
`;
    expect(await packagesIn('pubspec', text)).toEqual([
      '5:3 pub/acme_ai ^2.1.0 production',
      '6:3 pub/acme_fork any production',
      '8:3 pub/acme_db ^1.4.0 production',
      '12:3 pub/acme_lint any development',
    ]);
  });

  test('pubspec.lock', async () => {
    const text = `packages:
  acme_ai:
    dependency: "direct main"
    description:
      name: acme_ai
      version: nothing
    source: hosted
    version: "2.1.0"
  acme_lint:
    dependency: "direct dev"
    source: hosted
    version: "3.0.0"
  acme_db:
    dependency: transitive
    source: hosted
    version: "1.4.0"
  flutter:
    dependency: "direct main"
    source: sdk
    version: "0.0.0"
sdks:
  dart: ">=3.0.0"
`;
    expect(await packagesIn('pubspec-lock', text)).toEqual([
      '2:3 pub/acme_ai 2.1.0 production',
      '9:3 pub/acme_lint 3.0.0 development',
      '13:3 pub/acme_db 1.4.0 production indirect',
    ]);
  });
});

describe('R', () => {
  test('DESCRIPTION', async () => {
    const text =
      'Package: planner\nTitle: Plans, and More\nDepends: R (>= 4.1), acmeai (>= 2.1)\nImports:\n    acme.db,\n    acmevoice\nSuggests: testthat\nLicense: MIT\n';
    expect(await packagesIn('r-description', text)).toEqual([
      '3:22 cran/acmeai >= 2.1 production',
      '5:5 cran/acme.db any production',
      '6:5 cran/acmevoice any production',
      '7:11 cran/testthat any optional',
    ]);
  });

  test('another file of that name holds no packages', async () => {
    expect(await packagesIn('r-description', 'Imports: goods from overseas\n')).toEqual([]);
  });

  test('renv.lock', async () => {
    const text = '{\n  "R": { "Version": "4.4.0" },\n  "Packages": {\n    "acmeai": { "Package": "acmeai", "Version": "2.1.0" }\n  }\n}';
    expect(await packagesIn('renv-lock', text)).toEqual(['4:6 cran/acmeai 2.1.0 production indirect']);
  });
});
