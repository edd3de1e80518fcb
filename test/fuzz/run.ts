// The seeds of every target, and one round with one of them. Used by the tests, with a fixed seed and for a moment, and by `bin/fuzz.js`, for as long as wanted.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { audit } from '../../src/audit/index.ts';
import { json } from '../../src/report/json.ts';
import { ordered } from '../../src/report/order.ts';
import { type Draw, drawFrom } from '../support/fake-secrets.ts';
import { gguf, safetensors } from '../support/weights-files.ts';
import { MANIFESTS } from './manifests.ts';
import { mutated, mutatedBytes } from './mutate.ts';
import { decoded, type Seed, TARGETS, type Target } from './targets.ts';

const PROJECT = `profile: eu
rules: [own.yaml]
exclude: ["vendor/**"]
scope: [production]
scope_paths: { test: ["spec/**"] }
fail_on: high
fail_on_layer: { cloud: critical }
fail_on_rule: { cloud/foreign-operator: low }
min_level: { model: 2 }
organization: { name: Harbour Bank, seat: DE, owners: [DE], sector: finance, monthly_users: 10 }
endpoints:
  - { host: "*.harbour.example", place: DE, operator: self, expires: "2027-01-01", note: own }
transfers: [{ country: US, basis: scc, expires: "2027-01-01" }]
exit_test: { date: "2026-05-05", reference: TEST-1 }
fallbacks: [{ name: chat, members: ["model:a/b", "service:c"] }]
suppressions:
  - { rule: [data/third-country], subject: openai, reason: "until the move", approver: Ada, until: "2026-12-31", paths: ["app/**"] }
profiles:
  harbour: { extends: eu, name: Harbour }
a: &a [1]
`;

const BASELINE = `{
  "version": 1,
  "profile": "eu",
  "findings": [
    {"rule":"cloud/foreign-operator","subject":"openai@US","severity":"high","fingerprint":"0123456789abcdef0123456789abcdef"}
  ]
}
`;

const PACK = `name: harbour-rules
version: 1.2.3
schema: 1
rules: rules
extends: ["@harbour/base"]
`;

const PACKAGE = `{ "name": "@harbour/rules", "version": "1.2.3", "sovaudit": { "schema": 1, "rules": "rules", "extends": ["../base"] } }
`;

const NAMES = `gpt-4o-mini-2024-07-18
openrouter/anthropic/claude-sonnet-4.5:beta
us.anthropic.claude-opus-4-1-20250805-v1:0
hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M
azure/eu/gpt-4o
accounts/fireworks/models/qwen3-235b-a22b
https://api.deepseek.com/v1
pkg:npm/%40anthropic-ai/sdk@1.0.0
OPENAI_BASE_URL
!**/src/[a-z]*.{ts,js}
mistral-large-latest
`;

const MOST = 20_000;
const CARRIERS =
  /\.(?:py|[cm]?[jt]sx?|go|java|kts?|scala|cs|fs|rs|swift|dart|h|hpp|cpp|c|rb|php|exs?|r|ps1|sql|sh|ya?ml|json|toml|tf|bicep|env|ipynb|md|xml|csproj|lock|txt|properties|vue|svelte|astro|gradle|mod|sum)$|Dockerfile|Modelfile|Pipfile|\.env/i;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path).replaceAll('\\', '/'))
    .filter((path) => statSync(path).isFile())
    .sort();
}

/** What every target begins with: files of the fixtures and of the rules, and a report of one of them. */
export async function seeds(): Promise<Readonly<Record<string, readonly Seed[]>>> {
  const inputs = filesBelow('fixtures')
    .filter((path) => path.includes('/input/') && CARRIERS.test(path) && statSync(path).size <= MOST)
    .map((path): Seed => ({ path: path.slice(path.indexOf('/input/') + 7), text: readFileSync(path, 'utf8') }));
  const entries = filesBelow('rules')
    .filter((path) => extname(path) === '.yaml' && statSync(path).size <= MOST)
    .filter((_, at) => at % 12 === 0)
    .map((path): Seed => ({ path, text: readFileSync(path, 'utf8') }));
  const small = ordered(await audit({ path: 'fixtures/sample', asOf: '2026-11-22', gitignore: false }));
  const commented = inputs.map(
    ({ path, text }): Seed => ({ path, text: text.replace(/\n/g, '\n# sovaudit-ignore[a/b] until=2027-01-01: why\n// sovaudit-ignore[c]: d\n') }),
  );
  const bytes = (name: string, content: Buffer): Seed => ({ path: name, text: content.toString('latin1') });
  return {
    extract: [...inputs, ...MANIFESTS, ...MANIFESTS],
    suppressions: commented,
    weights: [
      bytes('model.gguf', gguf({ 'general.architecture': 'llama', 'general.name': 'Harbour 7B' }, 2)),
      bytes('model.safetensors', safetensors({ format: 'pt' })),
      { path: 'model.gguf', text: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n' },
    ],
    rules: entries,
    project: [{ path: 'sovaudit.yaml', text: PROJECT }],
    baseline: [{ path: 'baseline.json', text: BASELINE }],
    pack: [
      { path: 'sovaudit-pack.yaml', text: PACK },
      { path: 'package.json', text: PACKAGE },
    ],
    report: [{ path: 'report.json', text: json(small) }],
    fleet: [{ path: 'report.json', text: json(small) }],
    names: [{ path: 'names.txt', text: NAMES }],
    texts: [{ path: 'texts.txt', text: `${NAMES}${PROJECT}` }, ...inputs.slice(0, 40)],
  };
}

/** A text that a target did not stand. */
export interface Crash {
  readonly target: string;
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/** Targets that are given whole reports: long, and mostly changed within their form. */
function isReport({ name }: Target): boolean {
  return name === 'report' || name === 'fleet';
}

/** One wrong text for one target. Null when all holds. */
export async function round(
  target: Target,
  own: readonly Seed[],
  draw: Draw,
  trying?: FuzzOptions['trying'],
): Promise<{ readonly seed: Seed; readonly crash: Crash | null }> {
  const start = own[draw.number(own.length)] as Seed;
  const other = own[draw.number(own.length)] as Seed;
  const limit = isReport(target) ? 400_000 : MOST * 2;
  let text = isReport(target) && draw.number(3) > 0 ? mutatedJson(start.text, draw) : mutated(start.text, other.text, draw, limit);
  if (target.name === 'extract' && draw.number(6) === 0) text = decoded(mutatedBytes(Buffer.from(text), draw));
  const seed = { path: start.path, text };
  trying?.(target.name, seed);
  return { seed, crash: await attempt(target, seed) };
}

/** What a target says of a text. */
export async function attempt(target: Target, { path, text }: Seed): Promise<Crash | null> {
  try {
    await target.run(path, text);
    return null;
  } catch (error) {
    return { target: target.name, path, text, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** A report that keeps its form: some of its texts and numbers are others. */
function mutatedJson(text: string, draw: Draw): string {
  const often = 1 + draw.number(60);
  return JSON.stringify(
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'string' && draw.number(often) === 0) return mutated(value, value, draw, 2000);
      return typeof value === 'number' && draw.number(often * 4) === 0 ? draw.number(100_000) : value;
    }),
  );
}

/** What a run of the fuzzer may do. */
export interface FuzzOptions {
  /** Asked before every round; false ends the run. */
  readonly more: (rounds: number) => boolean;
  readonly found: (crash: Crash) => void;
  /** Told every text before it is tried: the last one is what a run hangs on. */
  readonly trying?: ((target: string, seed: Seed) => void) | undefined;
  /** This target only. */
  readonly only?: string | undefined;
  /** CPU time in milliseconds so far, where slow texts are to be told as well; a text is slow beyond `limit`. */
  readonly clock?: { readonly now: () => number; readonly limit: number };
}

/** Rounds of all targets in turn, from a seed. Gives the number of rounds of each. */
export async function fuzz(seed: number, { more, found, trying, only, clock }: FuzzOptions): Promise<Readonly<Record<string, number>>> {
  const all = await seeds();
  const draw = drawFrom(seed);
  const counts: Record<string, number> = {};
  const targets = TARGETS.filter(({ name }) => only === undefined || name === only);
  // Extractors have the most code: they get half of the rounds.
  const turns = targets.flatMap((one) => (one.name === 'extract' ? targets.map(() => one) : [one]));
  for (let rounds = 0; more(rounds); rounds++) {
    const target = turns[rounds % turns.length] as Target;
    counts[target.name] = (counts[target.name] ?? 0) + 1;
    const started = clock?.now() ?? 0;
    const { seed: tried, crash } = await round(target, all[target.name] ?? [], draw, trying);
    const took = (clock?.now() ?? 0) - started;
    if (crash !== null) found(crash);
    else if (clock && took > clock.limit)
      found({ target: target.name, ...tried, message: `took ${Math.round(took)} ms of CPU for ${tried.text.length} characters` });
  }
  return counts;
}
