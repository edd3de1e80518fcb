import { SEVERITIES } from '../model/entity.ts';
import type { Finding } from '../model/finding.ts';
import type { LevelRange } from '../model/layer.ts';
import type { Location } from '../model/location.ts';
import type { Report, Verdict } from '../model/report.ts';
import type { FactRef, OrganizationRef, Restriction, Revocability, Usage } from '../model/usage.ts';
import { countryInText } from '../util/country-name.ts';
import { layerState } from './select.ts';

/** What a verdict means. The words are the thesis of the product; formats never invent others. */
export const VERDICT_MEANING: Readonly<Record<Verdict, string>> = {
  sovereign: 'No layer is below what this profile asks for. What code cannot show (contracts, consoles, people) is not judged.',
  dependency: 'One or two missing layers are a dependency: somebody else can take that part away.',
  access: 'Three missing layers or more are not sovereignty, they are access: others decide whether and on what terms this goes on.',
  none: 'Nothing was found that ties this repository to AI.',
};

/** What the worst restriction on record means for the profile at the date of the audit. */
export const RESTRICTION_MEANING: Readonly<Record<Restriction['level'], string>> = {
  none: 'nothing is on record against this use, for this profile at this date',
  watch: 'nothing stops this use now, but something to watch is on record',
  conditional: 'allowed only under conditions that the code cannot show',
  prohibited: 'prohibited for this profile at this date',
};

/** Who can switch the model off. */
export const REVOCABILITY_MEANING: Readonly<Record<Revocability, string>> = {
  R0: 'nobody can withdraw it, a copy of openly licensed weights is held',
  R1: 'replaceable, the weights are open but somebody else serves them',
  R2: 'revocable at home only, by the home government or a home vendor',
  R3: 'revocable from abroad, by a foreign government or vendor',
  R4: 'restricted now, a model cannot be reached at this date',
  unknown: 'who could switch a model off is not known',
};

/** What is special about a restriction, behind its reason. */
export const FLAG_WORDS: Readonly<Record<Restriction['flags'][number], string>> = {
  precedent: 'a precedent',
  scheduled: 'a change is scheduled',
  unverified: 'a change that was due has not been checked',
  stale: 'past the age limit for facts: check it again',
  undeclared: 'depends on facts that are not declared',
};

/** `REVOCABILITY_MEANING` where there is room for a few words only. */
export const REVOCABILITY_SHORT: Readonly<Record<Revocability, string>> = {
  R0: 'R0: cannot be withdrawn',
  R1: 'R1: replaceable',
  R2: 'R2: revocable at home',
  R3: 'R3: revocable abroad',
  R4: 'R4: restricted now',
  unknown: 'revocability unknown',
};

/** Whether a layer holds, for tables and cards. */
export const LAYER_STATE_WORDS = { missing: 'missing', unclear: 'may be missing', present: 'holds' } as const;

/** `read 2026-11-02`: how a statement is known, and the date of the copy that says so. */
export function basisWords({ basis, asOf }: { readonly basis: FactRef['basis']; readonly asOf: string | null }): string {
  const known = basis === 'inherited' ? 'read for its entry' : basis;
  return asOf === null ? known : `${known} ${asOf}`;
}

/** `2`, `0-2`. */
export function levelWords({ low, high }: LevelRange): string {
  return low === high ? String(low) : `${low}-${high}`;
}

/** The model of a usage as the code asks for it, or how it is chosen. */
export function modelTitle({ model, dynamicModel }: Usage): string {
  if (model !== null) return model.requested || model.name;
  return dynamicModel === null ? 'no model seen' : `chosen at run time: ${dynamicModel}`;
}

/** The profile in words, with its scope where it has one. */
export function profileWords(report: Report): string {
  const { profileName, profileScope } = report.audit;
  return profileScope === null ? profileName : `${profileName} (${profileScope})`;
}

/** `ACCESS: 6 of 6 layers are missing under the profile EU, regulated entity, as of 2026-11-22`. "Sovereign" always says within what. */
export function verdictSentence(report: Report): string {
  const { level } = report.verdict;
  if (level === 'none') return `NO AI FOUND as of ${report.audit.asOf}`;
  const word = level === 'sovereign' ? 'SOVEREIGN in what this repository shows' : level.toUpperCase();
  return `${word}: ${missingWords(report)} under the profile ${profileWords(report)}, as of ${report.audit.asOf}`;
}

/** How many layers are missing, for certain and at worst. */
function missingWords(report: Report): string {
  const states = report.layers.map(layerState);
  const total = states.length;
  const missing = states.filter((state) => state === 'missing').length;
  const unclear = states.filter((state) => state === 'unclear').length;
  if (unclear > 0) return `${missing} of ${total} layers ${be(missing)} missing for certain and ${unclear} more may be`;
  return missing === 0 ? 'no layer is missing' : `${missing} of ${total} layers ${be(missing)} missing`;
}

/** `dependency to access, because 2 facts are unknown`; null when the unknowns change nothing. */
export function rangeWords(report: Report): string | null {
  const { range, unknowns } = report.verdict;
  const best = range[0];
  const worst = range.at(-1);
  if (best === undefined || worst === undefined || best === worst) return null;
  const ends = `${best} at best, ${worst} at worst`;
  return unknowns === 0 ? ends : `${ends}: ${count(unknowns, 'fact')} ${be(unknowns)} unknown`;
}

/** `DeepSeek (CN)`; `Example Ltd (IE, controlled from the US)` where the two differ; "unknown" stays visible. */
export function organizationWords(organization: OrganizationRef): string {
  const { name, country, controller } = organization;
  if (country === null && controller === null) return `${name} (country unknown)`;
  if (country === controller) return `${name} (${country})`;
  const control = controller === null ? 'controller unknown' : `controlled from ${countryInText(controller)}`;
  return `${name} (${country ?? 'seat unknown'}, ${control})`;
}

/** Where a usage runs: on the user's machines, in a country, or anywhere. */
export function placeWords(usage: Usage): string {
  const place = usage.endpoint?.place ?? usage.endpoint?.country ?? null;
  if (usage.route === 'self-hosted') return place === null || place === 'premises' ? 'your own machines' : `${place}, your deployment`;
  const region = usage.endpoint?.region ?? null;
  if (place === 'premises') return 'your own machines';
  if (place === 'global') return 'anywhere (global endpoint)';
  if (place === null) return region === null ? 'unknown place' : `${region}, country unknown`;
  return region === null ? place : `${place} (${region})`;
}

/** `1 critical, 4 high`, worst first; `none`. */
export function severityCounts(findings: readonly Pick<Finding, 'severity'>[]): string {
  const counts = SEVERITIES.map((severity) => ({ severity, number: findings.filter((finding) => finding.severity === severity).length }));
  return (
    counts
      .filter(({ number }) => number > 0)
      .map(({ severity, number }) => `${number} ${severity}`)
      .join(', ') || 'none'
  );
}

/** `src/llm/client.py:12:14`. */
export function locationWords({ path, line, column }: Pick<Location, 'path' | 'line' | 'column'>): string {
  return `${path}:${line}:${column}`;
}

/** `1 file`, `3 files`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** `is` or `are`. */
export function be(number: number): string {
  return number === 1 ? 'is' : 'are';
}
