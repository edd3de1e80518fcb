import { describe, expect, test } from 'vitest';
import { scopeOf, scopeReader } from '../../src/sources/scope.ts';

describe('the scope of a file follows from its path', () => {
  test.each([
    ['tests/chat.py', 'test'],
    ['src/__tests__/chat.ts', 'test'],
    ['src/chat.test.ts', 'test'],
    ['src/chat.spec.tsx', 'test'],
    ['app/test_chat.py', 'test'],
    ['app/chat_test.go', 'test'],
    ['app/conftest.py', 'test'],
    ['app/tests.py', 'test'],
    ['src/test/java/org/acme/Chat.java', 'test'],
    ['app/ChatTest.java', 'test'],
    ['integration-tests/run.ts', 'test'],
    ['e2e/login.ts', 'test'],
    ['src/mocks/handlers.ts', 'test'],
    ['benchmarks/latency.py', 'test'],
    ['.env.test', 'test'],
    ['docs/guide.py', 'docs'],
    ['README.md', 'docs'],
    ['website/index.tsx', 'docs'],
    ['examples/chat.py', 'example'],
    ['packages/core/demo/index.ts', 'example'],
    ['notebooks/study.py', 'example'],
    ['study.ipynb', 'example'],
    ['cookbooks/rag/main.py', 'example'],
    ['.github/workflows/release.yml', 'dev-tool'],
    ['.cursor/rules/style.md', 'dev-tool'],
    ['.claude/settings.json', 'dev-tool'],
    ['.devcontainer/devcontainer.json', 'dev-tool'],
    ['.mcp.json', 'dev-tool'],
    ['CLAUDE.md', 'dev-tool'],
  ] as const)('%s is %s', (path, scope) => {
    expect(scopeOf(path)).toBe(scope);
  });

  test.each([
    ['latest/client.py', 'a folder that merely contains the word'],
    ['app/contest.py', 'a file that merely contains the word'],
    ['app/Contest.java', 'a class that merely contains the word'],
    ['features/ab-test/banner.ts', 'an A/B test'],
    ['scripts/load.py', 'scripts'],
    ['tools/convert.py', 'tools'],
    ['templates/chat/main.py', 'templates'],
    ['src/main/java/com/example/demo/Chat.java', 'a Java package name'],
    ['openapi-spec/chat.yaml', 'a specification folder'],
    ['api/openapi.spec.json', 'a specification file'],
    ['.env.example', 'the sample of an environment'],
  ])('%s is production: %s', (path) => {
    expect(scopeOf(path)).toBe('production');
  });

  test('the name of the audited root does not count, because paths start below it', () => {
    expect(scopeOf('main.py')).toBe('production');
  });

  test.each([
    ['examples/tests/chat.py', 'test'],
    ['examples/README.md', 'docs'],
    ['docs/examples/chat.py', 'docs'],
    ['.github/tests/run.py', 'dev-tool'],
  ] as const)('where a path says two things, %s is %s', (path, scope) => {
    expect(scopeOf(path)).toBe(scope);
  });
});

test('a project file can say what files are for, and the rest stays as it is', () => {
  const scope = scopeReader({ production: ['examples/live/**'], test: ['tools/evals/'] });
  expect(['examples/live/app.py', 'examples/demo.py', 'tools/evals/run.py', 'tools/build.py'].map(scope)).toEqual([
    'production',
    'example',
    'test',
    'production',
  ]);
});
