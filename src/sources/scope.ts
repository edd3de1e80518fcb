import { SCOPES, type Scope } from '../model/layer.ts';
import { createGlobMatcher, parseGlobs } from '../util/glob.ts';

/** Folders that say what everything below them is for. Whole names only: `latest` and `contest` are not tests. */
const FOLDERS: ReadonlyMap<string, Scope> = new Map([
  ...list('test', 'test tests __test__ __tests__ testcases test_data testdata spec specs __spec__ e2e fixture fixtures __fixtures__ mock mocks __mocks__'),
  ...list('test', 'bench benches benchmark benchmarks __benchmarks__ cypress playwright __snapshots__ cassettes'),
  ...list('docs', 'doc docs documentation website docs_src'),
  ...list('example', 'example examples sample samples demo demos cookbook cookbooks notebook notebooks tutorial tutorials quickstart quickstarts'),
  ...list('vendored', 'third_party third-party thirdparty 3rdparty _vendor vendored node_modules bower_components'),
  ...list('generated', '__generated__ .generated'),
  ...list('dev-tool', '.github .gitlab .circleci .husky .vscode .idea .zed .devcontainer'),
  ...list('dev-tool', '.cursor .claude .codex .gemini .windsurf .continue .aider .cline .clinerules .roo .kilocode .amazonq .junie .opencode'),
]);

/** Files of coding agents and of continuous integration that lie at the top of a project. */
const FILES: ReadonlyMap<string, Scope> = new Map([
  ...list('test', 'conftest.py'),
  ...list('dev-tool', 'claude.md claude.local.md agents.md agent.md gemini.md .mcp.json .cursorrules .cursorignore .windsurfrules .clinerules .roomodes'),
  ...list('dev-tool', '.aider.conf.yml .aider.model.settings.yml .coderabbit.yaml .coderabbit.yml opencode.json .gitlab-ci.yml .travis.yml jenkinsfile'),
  ...list('dev-tool', 'azure-pipelines.yml .pre-commit-config.yaml copilot-instructions.md'),
]);

/** First or last word of a folder name of several words: `integration-tests`, `test_utils`. `spec` is left out: `openapi-spec` is no test. */
const FOLDER_WORDS: ReadonlyMap<string, Scope> = new Map([
  ...list('test', 'test tests e2e fixtures mocks benchmark benchmarks'),
  ...list('docs', 'docs documentation'),
  ...list('example', 'example examples samples demo demos cookbook notebooks tutorials'),
]);

// What wins where a path says two things: a README of the examples is documentation, a helper of the tests in docs/ is a test.
const RANK: Readonly<Record<Scope, number>> = { vendored: 6, 'dev-tool': 5, test: 4, docs: 3, example: 2, generated: 1, production: 0 };

/**
 * Which part of a project a file belongs to, by its path relative to the audited root. The root's own name never counts, so that auditing
 * `examples/chat` sees production code.
 */
export function scopeOf(path: string): Scope {
  const segments = path.toLowerCase().split('/');
  let best = scopeOfName(segments.pop() ?? '', path.slice(path.lastIndexOf('/') + 1));
  for (const [index, segment] of segments.entries()) {
    // Below src/main the Maven layout has package names: com/example/demo is somebody's production code.
    if (segment === 'main' && segments[index - 1] === 'src') break;
    const scope = scopeOfFolder(segment);
    if (RANK[scope] > RANK[best]) best = scope;
  }
  return best;
}

/** Patterns by the scope that what they match belongs to. */
export type ScopePaths = { readonly [scope in Scope]?: readonly string[] | undefined };

/** What a file is for, by its path and, where it is given, its text. */
export type ScopeReader = (path: string, text?: string) => Scope;

/** Patterns of one's own come before anything else: the first scope that has a match counts, in the order of `SCOPES`. */
export function scopeReader(own: ScopePaths = {}): ScopeReader {
  const matchers = SCOPES.flatMap((scope) => {
    const lines = own[scope];
    return lines ? [{ scope, matches: createGlobMatcher([{ base: '', globs: parseGlobs(lines) }]) }] : [];
  });
  return (path, text) =>
    matchers.find(({ matches }) => matches(path))?.scope ?? (text === undefined || DATA.test(path) ? scopeOf(path) : scopeByContent(scopeOf(path), text));
}

function scopeOfFolder(segment: string): Scope {
  const known = FOLDERS.get(segment);
  if (known !== undefined) return known;
  // An A/B test is a production feature.
  if (/^a-?b[-_]tests?$/.test(segment)) return 'production';
  const words = segment.split(/[-_.]/);
  if (words.length === 1) return 'production';
  return FOLDER_WORDS.get(words.at(-1) ?? '') ?? FOLDER_WORDS.get(words[0] ?? '') ?? 'production';
}

function scopeOfName(name: string, asWritten: string): Scope {
  const known = FILES.get(name);
  if (known !== undefined) return known;
  if (TEST_NAMES.some((pattern) => pattern.test(name)) && !/^a-?b[-_.]tests?\./.test(name)) return 'test';
  // FooTest.java; the capital letter tells it from `Contest.java`.
  if (/(?:Tests?|Specs?)\.(?:java|kt|scala|groovy|cs|swift|php)$/.test(asWritten)) return 'test';
  if (/\.(?:md|mdx|rst|markdown|adoc)$/.test(name)) return 'docs';
  if (name.endsWith('.ipynb')) return 'example';
  return 'production';
}

const TEST_NAMES = [
  /\.(?:test|e2e|bench|cy)\.[a-z]+$/,
  // `openapi.spec.json` and `api_spec.yaml` are specifications.
  /[._-]spec\.(?:[cm]?[jt]sx?|rb|py|lua|ex|exs|cr)$/,
  /[_-]tests?\.[a-z]+$/,
  /^test_.*\.pyi?$/,
  /^tests?\.[a-z]+$/,
  /^\.env\.test(?:ing)?(?:\.|$)/,
];

function list(scope: Scope, names: string): [string, Scope][] {
  return names.split(' ').map((name) => [name, scope]);
}

/** Pinned requirements and the like say that a tool wrote them, too; what they name is what runs. */
const DATA = /\.(?:txt|in|lock|toml|ya?ml|json|jsonc|cfg|ini|env|xml|sum|mod)$/i;

/** What tools write at the top of the files they make: Go's convention, Facebook's, .NET's, and the usual sentence. */
const GENERATED =
  /@generated\b|\bCode generated .{1,120}DO NOT EDIT|<auto-generated|\b(?:auto-?generated|automatically generated) (?:file|code|by)|\bgenerated by .{1,80}\bdo not (?:edit|modify)/is;
const HEADER = 1000;

/** Scope of a file by its path and its first lines: what a tool wrote is `generated`, unless its path says more. */
export function scopeByContent(byPath: Scope, text: string): Scope {
  return byPath === 'production' && GENERATED.test(text.slice(0, HEADER)) ? 'generated' : byPath;
}
