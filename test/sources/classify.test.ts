import { describe, expect, test } from 'vitest';
import { classify } from '../../src/sources/classify.ts';

describe('the grammar of a file follows from its path', () => {
  test.each([
    ['app/client.py', 'python'],
    ['stubs/client.pyi', 'python'],
    ['src/chat.mts', 'javascript'],
    ['src/Chat.TSX', 'javascript'],
    ['ui/Prompt.vue', 'vue'],
    ['ui/Prompt.svelte', 'vue'],
    ['study/first.ipynb', 'notebook'],
    ['packages/web/package.json', 'package-json'],
    ['requirements.txt', 'requirements'],
    ['deploy/requirements-gpu.txt', 'requirements'],
    ['dev-requirements.in', 'requirements'],
    ['requirements/base.txt', 'requirements'],
    ['constraints.txt', 'requirements'],
    ['pyproject.toml', 'pyproject'],
    ['.env', 'dotenv'],
    ['deploy/.env.production', 'dotenv'],
    ['deploy/production.env', 'dotenv'],
    ['.envrc', 'dotenv'],
    ['env.example', 'dotenv'],
    ['compose.yml', 'yaml'],
    ['.vscode/settings.json', 'json'],
    ['tsconfig.jsonc', 'json'],
    ['fly.toml', 'toml'],
    ['docs/start.mdx', 'markdown'],
    ['web/package-lock.json', 'npm-lock'],
    ['npm-shrinkwrap.json', 'npm-lock'],
    ['pnpm-lock.yaml', 'pnpm-lock'],
    ['bun.lock', 'bun-lock'],
    ['deno.jsonc', 'deno-json'],
    ['pylock.toml', 'poetry-lock'],
    ['setup.py', 'setup-py'],
    ['Pipfile', 'pipfile'],
    ['environment.yml', 'conda'],
    ['go.work', 'go-mod'],
    ['app/build.gradle', 'gradle'],
    ['app/build.gradle.kts', 'gradle'],
    ['gradle/libs.versions.toml', 'gradle-catalog'],
    ['src/Planner.csproj', 'msbuild'],
    ['Directory.Packages.props', 'msbuild'],
    ['Cargo.toml', 'cargo-toml'],
    ['Cargo.lock', 'cargo-lock'],
    ['planner.gemspec', 'gemspec'],
    ['Gemfile', 'gemfile'],
    ['Package.swift', 'swift-package'],
    ['ios/Podfile.lock', 'podfile-lock'],
    ['pubspec.yaml', 'pubspec'],
    ['DESCRIPTION', 'r-description'],
    ['build.sbt', 'sbt'],
    ['Dockerfile', 'dockerfile'],
    ['deploy/Dockerfile.gpu', 'dockerfile'],
    ['deploy/gpu.Dockerfile', 'dockerfile'],
    ['tools/dockerfile.py', 'python'],
    ['cmd/server/main.go', 'text'],
    ['infra/main.tf', 'terraform'],
    ['notes/base.txt', 'text'],
    ['environment.txt', 'text'],
    ['sites/api.example.com', 'text'],
  ])('%s is %s', (path, kind) => {
    expect(classify(path).kind).toBe(kind);
  });

  test.each([
    ['public/logo.png', 'image'],
    ['public/logo.svg', 'image'],
    ['dump.tar.gz', 'archive'],
    ['public/inter.woff2', 'font'],
    ['intro.mp4', 'media'],
    ['vendor/jquery.min.js', 'minified'],
    ['assets/index.js.map', 'source-map'],
    ['infra/.terraform.lock.hcl', 'lockfile'],
    ['flake.lock', 'lockfile'],
    ['bun.lockb', 'lockfile'],
    ['weights/model.safetensors', 'weights'],
    ['data/rows.jsonl', 'data'],
    ['theme/site.scss', 'style'],
    ['lib/native.so', 'binary'],
  ])('%s is left unread: %s', (path, reason) => {
    expect(classify(path)).toEqual({ kind: null, reason });
  });

  test('code whose name starts like an environment file is code', () => {
    expect(classify('types/.env.d.ts').kind).toBe('javascript');
  });
});
