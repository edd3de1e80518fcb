import type { FileKind, ManifestKind } from '../model/file.ts';

/** Why a file is not read, as shown in the coverage of a report. */
export type UnreadReason = 'archive' | 'binary' | 'data' | 'font' | 'image' | 'lockfile' | 'media' | 'minified' | 'source-map' | 'style' | 'weights';

/** What a path says about its file: a grammar to read it with, or a reason to leave it. */
export type Classification = { readonly kind: FileKind; readonly reason: null } | { readonly kind: null; readonly reason: UnreadReason };

// One object per answer: a tree has many files and few kinds.
const KINDS = new Map<FileKind, Classification>();

/** Manifests and lockfiles by the whole name of the file, in lower case. */
const MANIFEST_NAMES: Readonly<Record<Exclude<ManifestKind, 'gemspec'>, string>> = {
  'npm-lock': 'package-lock.json npm-shrinkwrap.json',
  'pnpm-lock': 'pnpm-lock.yaml',
  'yarn-lock': 'yarn.lock',
  'bun-lock': 'bun.lock',
  'deno-json': 'deno.json deno.jsonc jsr.json jsr.jsonc',
  'deno-lock': 'deno.lock',
  'poetry-lock': 'poetry.lock pdm.lock pylock.toml',
  'uv-lock': 'uv.lock',
  pipfile: 'pipfile',
  'pipfile-lock': 'pipfile.lock',
  'setup-cfg': 'setup.cfg',
  conda: 'environment.yml environment.yaml conda.yml conda.yaml',
  'conda-lock': 'conda-lock.yml pixi.lock',
  pixi: 'pixi.toml',
  'go-mod': 'go.mod go.work',
  'go-sum': 'go.sum go.work.sum',
  pom: 'pom.xml',
  gradle: '',
  'gradle-catalog': '',
  'gradle-lock': 'gradle.lockfile buildscript-gradle.lockfile',
  sbt: '',
  msbuild: '',
  'packages-config': 'packages.config',
  'nuget-lock': 'packages.lock.json',
  'cargo-toml': 'cargo.toml',
  'cargo-lock': 'cargo.lock',
  gemfile: 'gemfile gems.rb appraisals',
  'gemfile-lock': 'gemfile.lock gems.locked',
  'composer-json': 'composer.json',
  'composer-lock': 'composer.lock',
  'swift-package': 'package.swift',
  'swift-resolved': 'package.resolved',
  podfile: 'podfile',
  'podfile-lock': 'podfile.lock',
  'mix-exs': 'mix.exs',
  'mix-lock': 'mix.lock',
  pubspec: 'pubspec.yaml pubspec.yml',
  'pubspec-lock': 'pubspec.lock',
  'r-description': 'description',
  'renv-lock': 'renv.lock',
  dockerfile: 'dockerfile containerfile',
};

const KIND_EXTENSIONS: Partial<Readonly<Record<FileKind, string>>> = {
  python: 'py pyi pyw',
  javascript: 'js mjs cjs jsx ts mts cts tsx',
  vue: 'vue svelte astro',
  r: 'r',
  powershell: 'ps1 psm1',
  elixir: 'ex exs',
  ruby: 'rb rake ru jbuilder thor',
  php: 'php phtml php5 php7 inc',
  go: 'go',
  java: 'java',
  kotlin: 'kt kts',
  scala: 'scala sc',
  csharp: 'cs csx',
  fsharp: 'fs fsx fsi',
  rust: 'rs',
  c: 'c h cc cpp cxx c++ hh hpp hxx ipp inl',
  swift: 'swift',
  dart: 'dart',
  notebook: 'ipynb',
  dotenv: 'env',
  yaml: 'yaml yml',
  json: 'json jsonc json5 code-workspace webmanifest',
  toml: 'toml',
  sql: 'sql psql pgsql plsql ddl bq hql',
  shell: 'sh bash zsh fish ksh bats command',
  properties: 'properties',
  terraform: 'tf tofu',
  bicep: 'bicep',
  modelfile: 'modelfile',
  markdown: 'md mdx mdc rst markdown prompt prompty',
  msbuild: 'csproj fsproj vbproj props targets',
  gradle: 'gradle',
  sbt: 'sbt',
  gemspec: 'gemspec',
  dockerfile: 'dockerfile containerfile',
};

const UNREAD_EXTENSIONS: Readonly<Record<UnreadReason, string>> = {
  archive: '7z br bz2 crate deb dmg egg gem gz iso jar lz4 nupkg rar rpm tar tbz tgz txz vsix war whl xz zip zst',
  binary:
    'a class db dll dylib exe jks keystore ko lib mo node o obj p12 pdb pfx pyc pyd pyo rlib rmeta so sqlite sqlite3 wasm ' +
    'doc docx odp ods odt pdf ppt pptx xls xlsx',
  data: 'arrow avro csv feather geojson hdf5 jsonl log ndjson parquet patch diff po pot rdb tfrecord tsv xmp',
  font: 'eot otf ttf woff woff2',
  image: 'avif bmp drawio eps gif heic icns ico jfif jpeg jpg jxl png psd sketch svg tga tif tiff webp xcf',
  lockfile: 'lockb',
  media: '3gp aac aif aiff avi flac flv m4a m4v mid midi mkv mov mp3 mp4 mpeg mpg oga ogg ogv opus wav webm wma wmv glb gltf fbx stl',
  minified: '',
  'source-map': 'map',
  style: 'css less pcss sass scss styl',
  weights: 'bin caffemodel ckpt engine ggml gguf h5 joblib keras mlmodel msgpack npy npz onnx pb pickle pkl pt pth safetensors tflite',
};

const LOCKFILES = new Set(
  words(
    'package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock deno.lock poetry.lock pipfile.lock uv.lock pdm.lock pylock.toml ' +
      'pixi.lock conda-lock.yml cargo.lock gemfile.lock composer.lock go.sum go.work.sum mix.lock rebar.lock pubspec.lock packages.lock.json ' +
      'gradle.lockfile flake.lock podfile.lock package.resolved .terraform.lock.hcl chart.lock',
  ),
);

const BY_EXTENSION = new Map<string, Classification>();
for (const [reason, extensions] of Object.entries(UNREAD_EXTENSIONS)) {
  const unread: Classification = { kind: null, reason: reason as UnreadReason };
  for (const extension of words(extensions)) BY_EXTENSION.set(extension, unread);
}
for (const [kind, extensions] of Object.entries(KIND_EXTENSIONS)) {
  for (const extension of words(extensions)) BY_EXTENSION.set(extension, read(kind as FileKind));
}
const BY_NAME = new Map<string, Classification>([
  ['package.json', read('package-json')],
  ['pyproject.toml', read('pyproject')],
  ['setup.py', read('setup-py')],
]);
for (const name of words('.bashrc .bash_profile .bash_aliases .profile .zshrc .zprofile .zshenv .kshrc')) BY_NAME.set(name, read('shell'));
for (const [kind, names] of Object.entries(MANIFEST_NAMES)) {
  for (const name of words(names)) BY_NAME.set(name, read(kind as FileKind));
}

const LOCKFILE: Classification = { kind: null, reason: 'lockfile' };
const MINIFIED: Classification = { kind: null, reason: 'minified' };
const GRADLE = read('gradle');
const CATALOG = read('gradle-catalog');
const DOCKERFILE = read('dockerfile');
const DOTENV = read('dotenv');
const REQUIREMENTS = read('requirements');
const TEXT = read('text');

/**
 * What grammar a file is read with, by its path alone. Names nobody lists (`Modelfile`, `main.zig`) are text: only formats
 * known to hold no readable text are left unread.
 */
export function classify(path: string): Classification {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const named = BY_NAME.get(name);
  if (named !== undefined) return named;
  if (LOCKFILES.has(name)) return LOCKFILE;
  const dot = name.lastIndexOf('.');
  const extension = dot === -1 ? '' : name.slice(dot + 1);
  const known = BY_EXTENSION.get(extension);
  if (name.includes('env') && isDotenv(name, known)) return DOTENV;
  if (extension === 'txt' || extension === 'in') return isRequirements(path, name) ? REQUIREMENTS : TEXT;
  if (known?.kind === 'javascript' && /\.min\.[cm]?js$/.test(name)) return MINIFIED;
  if (name.endsWith('.gradle.kts')) return GRADLE;
  if (name.endsWith('.versions.toml')) return CATALOG;
  if (known === undefined && /^modelfile(?:[.-]|$)/.test(name)) return read('modelfile');
  // `Dockerfile.gpu`, but `Dockerfile.py` is code.
  if (known === undefined && /^(?:docker|container)file[.-]/.test(name)) return DOCKERFILE;
  return known ?? TEXT;
}

const INTERPRETERS: readonly (readonly [RegExp, FileKind])[] = [
  [/^(?:ba|z|k|da|a|fi)?sh$/, 'shell'],
  [/^(?:python|pypy)[\d.]*$/, 'python'],
  [/^(?:node|bun|deno)$/, 'javascript'],
  [/^ruby[\d.]*$/, 'ruby'],
  [/^php[\d.]*$/, 'php'],
  [/^(?:Rscript|r)$/, 'r'],
  [/^elixir$/, 'elixir'],
  [/^pwsh$/, 'powershell'],
];

/** The grammar of a file whose path says nothing, by the interpreter its first line names (`#!/usr/bin/env bash`); `text` where it names none. */
export function kindOfFirstLine(line: string): FileKind {
  const [, program = '', argument = ''] = /^#!\s*(\S+)(?:\s+(?:-\S+\s+)*(\S+))?/.exec(line) ?? [];
  const name = (/\/env$/.test(program) ? argument : program).replace(/^.*\//, '');
  return INTERPRETERS.find(([pattern]) => pattern.test(name))?.[1] ?? 'text';
}

function read(kind: FileKind): Classification {
  const known = KINDS.get(kind);
  if (known) return known;
  const made: Classification = { kind, reason: null };
  KINDS.set(kind, made);
  return made;
}

/** `.env`, `.env.local`, `.envrc`, `env.example`; but `.env.d.ts` is code. */
function isDotenv(name: string, known: Classification | undefined): boolean {
  if (name === '.env' || name === '.envrc') return true;
  if (known !== undefined && known.kind !== 'dotenv') return false;
  return /^\.env[._-]/.test(name) || /^(?:dot)?env[._-](?:example|sample|template|dist)$/.test(name);
}

/** `requirements.txt`, `dev-requirements.in`, `requirements/base.txt`, `constraints.txt`. */
function isRequirements(path: string, name: string): boolean {
  if (name.includes('requirements') || name.startsWith('constraints')) return true;
  return name.endsWith('.txt') && /(?:^|\/)requirements\/[^/]+$/.test(path);
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
