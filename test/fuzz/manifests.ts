/** One small file of every kind of manifest and lockfile, and of the kinds no fixture is a file of: what the fuzzer begins with. Data, hence the length. */
import type { Seed } from './targets.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const FILES: Readonly<Record<string, string>> = {
  'package-lock.json': json({
    name: 'harbour',
    lockfileVersion: 3,
    packages: { '': { dependencies: { openai: '^4.0.0' } }, 'node_modules/openai': { version: '4.1.0' }, 'node_modules/ai': { version: '5.0.0', dev: true } },
    dependencies: { openai: { version: '4.1.0' } },
  }),
  'pnpm-lock.yaml':
    "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      openai:\n        specifier: ^4\n        version: 4.1.0\npackages:\n  openai@4.1.0:\n    resolution: {integrity: sha512-x}\n  /ai/5.0.0(react@18.2.0):\n    dev: true\n",
  'yarn.lock':
    'openai@^4.0.0, openai@~4.1:\n  version "4.1.0"\n  dependencies:\n    ai "^5"\n\n"@anthropic-ai/sdk@npm:^0.30.0":\n  version: 0.30.1\n  resolution: "@anthropic-ai/sdk@npm:0.30.1"\n',
  'bun.lock':
    '{\n  "lockfileVersion": 1,\n  "workspaces": { "": { "dependencies": { "openai": "^4" } } },\n  "packages": { "openai": ["openai@4.1.0", "", {}, "sha512-x"] },\n}\n',
  'deno.json': '{\n  // imports\n  "imports": { "openai": "npm:openai@^4.0.0", "ai": "jsr:@ai/sdk@5" },\n}\n',
  'deno.lock': json({ version: '4', specifiers: { 'npm:openai@^4': '4.1.0' }, npm: { 'openai@4.1.0': { integrity: 'sha512-x' } }, jsr: {} }),
  'pyproject.toml':
    '[project]\nname = "harbour"\ndependencies = ["openai>=1,<2", "anthropic[bedrock] ; python_version > \'3.9\'"]\n[project.optional-dependencies]\nlocal = ["vllm"]\n[tool.poetry.dependencies]\nlitellm = { version = "^1", optional = true }\n[dependency-groups]\ntest = ["pytest", { include-group = "local" }]\n',
  'setup.py': 'from setuptools import setup\n\nsetup(name="harbour", install_requires=["openai>=1", "anthropic"], extras_require={"local": ["vllm"]})\n',
  'setup.cfg': '[options]\ninstall_requires =\n    openai>=1\n    anthropic; python_version>"3.9"\n\n[options.extras_require]\nlocal = vllm\n',
  'poetry.lock':
    '[[package]]\nname = "openai"\nversion = "1.2.3"\ncategory = "main"\n\n[package.dependencies]\nhttpx = ">=0.23"\n\n[[package]]\nname = "vllm"\nversion = "0.5"\n',
  'uv.lock':
    'version = 1\n\n[[package]]\nname = "harbour"\nsource = { virtual = "." }\ndependencies = [{ name = "openai" }]\n\n[[package]]\nname = "openai"\nversion = "1.2.3"\n',
  Pipfile: '[packages]\nopenai = "*"\nanthropic = {version = ">=0.30", extras = ["bedrock"]}\n\n[dev-packages]\npytest = "*"\n',
  'Pipfile.lock': json({ default: { openai: { version: '==1.2.3' } }, develop: { vllm: { version: '==0.5' } } }),
  'environment.yml': 'name: harbour\ndependencies:\n  - python=3.11\n  - conda-forge::openai>=1\n  - pip:\n      - anthropic==0.30\n',
  'conda-lock.yml':
    'version: 1\npackage:\n  - name: openai\n    version: 1.2.3\n    manager: conda\n    category: main\n  - name: vllm\n    manager: pip\n    version: "0.5"\n',
  'go.mod':
    'module harbour.example/app\n\ngo 1.22\n\nrequire (\n\tgithub.com/sashabaranov/go-openai v1.2.3\n\tgithub.com/openai/openai-go v0.1.0 // indirect\n)\nreplace a => b v1\n',
  'go.sum': 'github.com/sashabaranov/go-openai v1.2.3 h1:x=\ngithub.com/sashabaranov/go-openai v1.2.3/go.mod h1:y=\n',
  'pom.xml':
    '<project>\n  <properties><ai.version>1.0.0</ai.version></properties>\n  <dependencies>\n    <dependency>\n      <groupId>dev.langchain4j</groupId>\n      <artifactId>langchain4j-open-ai</artifactId>\n      <version>${ai.version}</version>\n      <scope>test</scope>\n    </dependency>\n  </dependencies>\n</project>\n',
  'build.gradle':
    "dependencies {\n  implementation 'dev.langchain4j:langchain4j-open-ai:1.0.0'\n  testImplementation group: 'com.openai', name: 'openai-java', version: '0.1'\n  implementation libs.openai\n}\n",
  'build.gradle.kts': 'dependencies {\n  implementation("com.openai:openai-java:0.1.0")\n  implementation(platform("x:y:1"))\n}\n',
  'gradle/libs.versions.toml':
    '[versions]\nai = "1.0.0"\n[libraries]\nopenai = { module = "com.openai:openai-java", version.ref = "ai" }\nlc = "dev.langchain4j:langchain4j:1.0"\n',
  'gradle.lockfile': '# This is a Gradle generated file\ncom.openai:openai-java:0.1.0=runtimeClasspath\nempty=annotationProcessor\n',
  'build.sbt':
    'val ai = "1.0.0"\nlibraryDependencies += "dev.langchain4j" % "langchain4j-open-ai" % ai\nlibraryDependencies ++= Seq("com.openai" %% "openai" % "0.1" % Test)\n',
  'App.csproj':
    '<Project Sdk="Microsoft.NET.Sdk">\n  <ItemGroup>\n    <PackageReference Include="OpenAI" Version="2.0.0" />\n    <PackageReference Include="Azure.AI.OpenAI"><Version>2.1</Version></PackageReference>\n  </ItemGroup>\n</Project>\n',
  'packages.config': '<?xml version="1.0"?>\n<packages>\n  <package id="OpenAI" version="2.0.0" targetFramework="net48" />\n</packages>\n',
  'packages.lock.json': json({
    version: 1,
    dependencies: { 'net8.0': { OpenAI: { type: 'Direct', resolved: '2.0.0' }, X: { type: 'Transitive', resolved: '1' } } },
  }),
  'Cargo.toml':
    '[package]\nname = "harbour"\n\n[dependencies]\nasync-openai = "0.23"\nollama-rs = { version = "0.2", features = ["stream"] }\n\n[dev-dependencies]\nmock = { path = "../mock" }\n\n[target.\'cfg(unix)\'.dependencies]\ncandle-core = "0.6"\n',
  'Cargo.lock': 'version = 3\n\n[[package]]\nname = "async-openai"\nversion = "0.23.4"\ndependencies = [\n "reqwest",\n]\n',
  Gemfile: 'source "https://rubygems.org"\ngem "ruby-openai", "~> 7.0"\ngroup :test do\n  gem "anthropic", require: false\nend\n',
  'Gemfile.lock': 'GEM\n  remote: https://rubygems.org/\n  specs:\n    ruby-openai (7.1.0)\n      faraday (>= 1)\n\nDEPENDENCIES\n  ruby-openai (~> 7.0)\n',
  'harbour.gemspec':
    'Gem::Specification.new do |spec|\n  spec.name = "harbour"\n  spec.add_dependency "ruby-openai", "~> 7.0"\n  spec.add_development_dependency "rspec"\nend\n',
  'composer.json': json({ require: { 'openai-php/client': '^0.10' }, 'require-dev': { 'pest/pest': '*' } }),
  'composer.lock': json({ packages: [{ name: 'openai-php/client', version: 'v0.10.1' }], 'packages-dev': [{ name: 'pest/pest', version: '2' }] }),
  'Package.swift':
    'let package = Package(\n  name: "Harbour",\n  dependencies: [\n    .package(url: "https://github.com/MacPaw/OpenAI.git", from: "0.3.0"),\n    .package(path: "../x"),\n  ]\n)\n',
  'Package.resolved': json({ pins: [{ identity: 'openai', location: 'https://github.com/MacPaw/OpenAI.git', state: { version: '0.3.0' } }], version: 2 }),
  Podfile: "platform :ios, '16.0'\ntarget 'Harbour' do\n  pod 'GoogleGenerativeAI', '~> 0.5'\nend\n",
  'Podfile.lock': 'PODS:\n  - GoogleGenerativeAI (0.5.6):\n    - X (= 1)\n\nDEPENDENCIES:\n  - GoogleGenerativeAI (~> 0.5)\n',
  'mix.exs':
    'defmodule Harbour.MixProject do\n  use Mix.Project\n  defp deps do\n    [{:openai, "~> 0.6"}, {:ex_llm, github: "x/y", only: [:test]}]\n  end\nend\n',
  'mix.lock': '%{\n  "openai": {:hex, :openai, "0.6.1", "hash", [:mix], [], "hexpm", "hash"},\n}\n',
  'pubspec.yaml': 'name: harbour\ndependencies:\n  dart_openai: ^5.1.0\n  google_generative_ai:\n    git: https://x.example\ndev_dependencies:\n  test: any\n',
  'pubspec.lock': 'packages:\n  dart_openai:\n    dependency: "direct main"\n    source: hosted\n    version: "5.1.0"\n',
  DESCRIPTION: 'Package: harbour\nImports:\n    ellmer (>= 0.1),\n    httr2\nSuggests: testthat\n',
  'renv.lock': json({ R: { Version: '4.4.0' }, Packages: { ellmer: { Package: 'ellmer', Version: '0.1.0', Source: 'Repository' } } }),
  'notes.ipynb': json({
    cells: [
      { cell_type: 'markdown', source: ['# Notes'] },
      {
        cell_type: 'code',
        source: ['%pip install openai\n', 'from openai import OpenAI\n', 'OpenAI().chat.completions.create(model="gpt-4o")\n'],
        outputs: [],
      },
    ],
    metadata: { kernelspec: { language: 'python' } },
    nbformat: 4,
  }),
};

/** The files, as seeds. */
export const MANIFESTS: readonly Seed[] = Object.entries(FILES).map(([path, text]) => ({ path, text }));
