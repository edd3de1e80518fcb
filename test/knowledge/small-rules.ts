import { checkRules } from '../../src/knowledge/check-rules.ts';
import { checkForm } from '../../src/knowledge/form.ts';
import { parseRuleFiles, type RuleFile } from '../../src/knowledge/parse.ts';

/** Rule files by path, as little as stands by itself: countries, one maker, its terms, one profile. */
export const SMALL: Readonly<Record<string, string>> = {
  'vocab/countries.yaml': `countries: { "FR": France, "NO": Norway, "US": United States, "GB": United Kingdom }\nblocs: { EU: { name: Union, members: ["FR"], from: treaty } }\nsources: { treaty: { basis: background, title: Treaty } }\n`,
  'organizations/harbour.yaml': `name: Harbour AI\nseat: "FR"\ncontroller: "FR"\nfrom: docs\nsources: { docs: { basis: background, title: Company record } }\n`,
  'licenses/harbour-terms.yaml': `name: Harbour terms\nspdx: LicenseRef-harbour\nclass: closed-terms\ncommercial: "yes"\nmodification: "no"\nredistribution: "no"\nfrom: docs\nsources: { docs: { basis: background, title: Terms } }\n`,
  'licenses/mit.yaml': `name: MIT License\nspdx: MIT\nclass: open-source\ncommercial: "yes"\nmodification: "yes"\nredistribution: "yes"\nfrom: docs\nsources: { docs: { basis: background, title: License text } }\n`,
  'policies/eu.yaml': `name: European Union\nhome: ["EU"]\nscopes: [bank]\n`,
};

/** A model family with one version; `version` replaces lines of it. */
export function family(version: string, more = ''): string {
  return `name: Lighthouse
developer: harbour
origin: own-foundation
modality: text
${more}versions:
  lighthouse-2:
    name: Lighthouse 2
    ids: [lighthouse-2]
${version}from: docs
sources: { docs: { basis: background, title: Model card } }
`;
}

/** The usual lines of a version. */
export const OPEN = '    weights: open\n    license: mit\n';

/** A service of Harbour AI; `more` adds lines. */
export function service(more: string): string {
  return `name: Harbour API\ncategory: model-api\noperator: harbour\nlocation: "FR"\noffers: own\nsurface: portable\nterms: harbour-terms\n${more}from: docs\nsources: { docs: { basis: background, title: Harbour documentation } }\n`;
}

/** What the checks say of these files on top of the small ones, one line for each problem: `file:line:column message`. */
export function problemsOf(files: Readonly<Record<string, string>>, today = '2026-11-22'): string[] {
  const { problems } = checkRules(ruleFiles({ ...SMALL, ...files }), today);
  return problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

/** What the check of form says of these files by themselves. */
export function formProblemsOf(files: Readonly<Record<string, string>>): string[] {
  const rules = ruleFiles(files);
  return checkForm(rules, parseRuleFiles(rules).entries).map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

function ruleFiles(files: Readonly<Record<string, string>>): RuleFile[] {
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({ path, shown: path, text, custom: false }));
}
