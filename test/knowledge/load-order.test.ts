/** A rule set is a set: how it is split into files, and in which order those are read, changes nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import type { RuleFile } from '../../src/knowledge/parse.ts';
import { repository } from '../support/repository.ts';

const SOURCE = 'from: wiki, sources: { wiki: { basis: background, title: platform wiki } }';
const check = (when: string): string => `{ name: Rule, layer: cloud, when: ${when}, message: "{service}", help: h, remediation: r }`;

/** Entries that lean on each other: owners, services that share a name, sets in sets, refinements of what is built in and of each other. */
const ENTRIES: readonly (readonly [kind: string, id: string, value: string])[] = [
  ['organizations', 'pier-holding', `{ name: Pier Holding, seat: "CH", controller: "CH", ${SOURCE} }`],
  ['organizations', 'pier', `{ name: Pier, seat: "NL", controller: "CH", parent: pier-holding, ${SOURCE} }`],
  [
    'services',
    'pier-gateway',
    `{ name: Pier gateway, category: gateway, operator: pier, location: "NL", offers: many, surface: portable, hosts: [{ host: llm.pier.example }], env: [{ name: PIER_KEY, role: key }], ${SOURCE} }`,
  ],
  [
    'services',
    'pier-gateway-test',
    '{ extends: pier-gateway, name: Pier gateway for tests, hosts: [{ host: test.llm.pier.example }], env: [{ name: PIER_KEY, role: key, shared: true }] }',
  ],
  [
    'services',
    'pier-gateway-lab',
    '{ extends: pier-gateway, name: Pier gateway of the lab, hosts: [{ host: lab.llm.pier.example }], env: [{ name: PIER_KEY, role: key, shared: true }] }',
  ],
  ['services', 'openai', `{ extends: openai, location: { value: "IE", from: contract }, sources: { contract: { basis: background, title: our contract } } }`],
  [
    'models',
    'pier/claims',
    `{ name: Claims, developer: pier, origin: adaptation, modality: text, prefixes: ["pier-claims-"], ${SOURCE}, versions: { claims-2: { name: Claims 2, ids: [pier-claims-2, pier/Claims-2-7B], weights: open, license: pier-license, base: mistral/mistral-7b-v0.1 } } }`,
  ],
  ['licenses', 'pier-license', '{ extends: apache-2.0, name: Pier license, commercial: gated }'],
  [
    'packages',
    'pier-llm',
    `{ name: Pier LLM, publisher: pier, role: client, purls: ["pkg:pypi/pier-llm"], imports: { python: [pier_llm] }, implies: pier-gateway, calls: [{ name: Client, makes: client }, { name: ask, makes: call, purpose: chat }], ${SOURCE} }`,
  ],
  [
    'events',
    'pier-letter',
    `{ name: Letter, authority: Counsel, subject: { operators: [openai] }, verified_at: "2026-11-19", ${SOURCE}, segments: [{ from: "2026-11-01", status: in_force, legal_scope: Pier., actual_effect: None., effects: [{ restriction: watch, reason: So. }] }] }`,
  ],
  ['sets', 'ours', '[EU, near]'],
  ['sets', 'near', '["CH", "NO"]'],
  ['policies', 'pier', '{ extends: eu, name: Pier, home: [EU, "CH"] }'],
  ['checks', 'ours-only', check('{ service.operator.controller: { not_in: ours } }')],
  ['checks', 'under-letter', check('{ events.active: pier-letter }')],
  ['checks', 'claims', check('{ model.family: pier/claims, model.license.commercial: gated }')],
];

const CODE = {
  'app.py': 'from pier_llm import Client\nClient().ask(model="pier-claims-2")\n',
  'other.py': 'from openai import OpenAI\nOpenAI().chat.completions.create(model="gpt-4o", messages=[])\n',
  'third.py': 'from openai import OpenAI\nOpenAI(base_url="https://test.llm.pier.example/v1").chat.completions.create(model="pier-claims-9", messages=[])\n',
  '.env': 'PIER_KEY=not-a-key\n',
};

type Entry = (typeof ENTRIES)[number];

/** Entries put into files by number, each kind once in a file, in the order given. */
function filesOf(entries: readonly Entry[], numbers: readonly number[]): RuleFile[] {
  const files = new Map<number, Map<string, string[]>>();
  entries.forEach(([kind, id, value], at) => {
    const file = files.get(numbers[at] ?? 0) ?? new Map<string, string[]>();
    file.set(kind, [...(file.get(kind) ?? []), `  ${id}: ${value}\n`]);
    files.set(numbers[at] ?? 0, file);
  });
  return [...files].map(([number, kinds]) => {
    const name = `rules-${number}.yaml`;
    return { path: name, shown: name, text: [...kinds].map(([kind, lines]) => `${kind}:\n${lines.join('')}`).join(''), custom: true };
  });
}

/** The whole report but for the names of the rule files, which are what was changed. */
async function reportWith(path: string, ruleFiles: readonly RuleFile[]): Promise<string> {
  const report = await audit({ path, asOf: '2026-11-20', profile: 'pier', ruleFiles });
  return JSON.stringify({ ...report, knowledge: { ...report.knowledge, customRules: report.knowledge.customRules.map((rule) => ({ ...rule, file: '' })) } });
}

test('the same rules in other files and in another order give the same report, to the byte', { timeout: 240_000 }, async () => {
  const path = repository(CODE);
  const expected = await reportWith(path, filesOf(ENTRIES, []));
  expect(expected).toContain('"rule":"ours-only"');
  expect(expected).toContain('"rule":"claims"');
  const split = fc.tuple(
    fc.shuffledSubarray([...ENTRIES], { minLength: ENTRIES.length, maxLength: ENTRIES.length }),
    fc.array(fc.integer({ min: 0, max: 4 }), { minLength: ENTRIES.length, maxLength: ENTRIES.length }),
  );
  await fc.assert(
    fc.asyncProperty(split, async ([entries, numbers]) => {
      expect(await reportWith(path, filesOf(entries, numbers))).toBe(expected);
    }),
    { numRuns: 12 },
  );
});
