/** What a user supposes, in the words of the command line -> predicates and a changed index. Wrong words are refused with the nearest right ones. */
import type { Model, Scenario } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Usage } from '../model/usage.ts';
import { didYouMean } from '../util/closest.ts';
import { UsageError } from '../util/errors.ts';
import { fitsName } from '../util/name-pattern.ts';
import { concerns } from './events.ts';
import { holdsAt, type Perspective } from './perspective.ts';
import type { WhatIf } from './simulate.ts';
import { REACHES_NOTHING, type Supposition } from './supposition.ts';

/** What may be supposed. `events` are ids of events that the second index has and the first has not. */
export interface Supposed {
  readonly deny: readonly string[];
  readonly weights: 'open' | 'closed' | 'all';
  readonly cut: readonly string[];
  /** `MODEL=LICENSE` */
  readonly relicense: readonly string[];
  readonly scenarios: readonly string[];
  readonly events: readonly string[];
}

/** Reads what is supposed against the usages and the index it is to hold in (supposed events included). Throws `UsageError`. */
export function whatIfOf(supposed: Supposed, usages: readonly Usage[], index: Index, view: Perspective): WhatIf {
  const notes: string[] = [];
  const scenarios = supposed.scenarios.flatMap((id) => scenarioOf(id, index, view, notes));
  const suppositions = [
    ...supposed.deny.map((text) => denial(text, supposed.weights, usages, index, notes)),
    ...supposed.cut.map((text) => cutOf(text, usages, index)),
    ...scenarios,
  ];
  const licensed = supposed.relicense.reduce<Licensed>((world, text) => relicense(text, world, notes), { index, usages, changes: [] });
  const events = supposed.events.flatMap((id) => {
    const event = index.events.get(id);
    if (!event) return [];
    if (!event.segments.some(({ from, to }) => holdsAt(from, to, view.asOf)))
      notes.push(`${event.name} is not in force on ${view.asOf}: use --as-of to move the day.`);
    return [{ text: `event: ${event.name}`, reaches: (usage: Usage) => concerns(event, usage) }];
  });
  return { ...licensed, suppositions, changes: [...events, ...licensed.changes], notes };
}

const DENIALS = ['model', 'developer', 'operator', 'service', 'country'] as const;

function denial(text: string, weights: Supposed['weights'], usages: readonly Usage[], index: Index, notes: string[]): Supposition {
  const cut = text.indexOf(':');
  const [kind, name] = [text.slice(0, Math.max(cut, 0)), text.slice(cut + 1)];
  if (cut < 0 || name === '' || !DENIALS.some((known) => known === kind)) {
    throw new UsageError(
      `--deny ${text}: expected ${DENIALS.join(':, ')}: and a name${cut < 0 ? '' : didYouMean(kind, DENIALS)}`,
      'for example --deny model:claude-*, --deny developer:openai, --deny country:US',
    );
  }
  const make = (reach: Partial<Supposition['reach']>, what: string): Supposition => ({
    id: `deny-${text}`,
    text: `denied: ${what}`,
    effect: 'stop',
    reason: `Supposed: ${what} can no longer be used.`,
    reach: { ...REACHES_NOTHING, weights, ...reach },
  });
  switch (kind) {
    case 'model':
      if (![...index.models.keys()].some((id) => namesModel(name, id)) && !usages.some(({ model }) => model !== null && namesModel(name, model.requested)))
        notes.push(`No model is known by "${name}".`);
      return make({ models: [name] }, `models named ${name}`);
    case 'developer':
      return make({ developers: [known(index.organizations, name, `--deny ${kind}`)] }, `${adjective(weights)}models of ${nameOf(index, name)}`);
    case 'operator':
      return make({ operators: [known(index.organizations, name, `--deny ${kind}`)] }, `services operated or controlled by ${nameOf(index, name)}`);
    case 'service':
      return make({ services: [known(index.services, name, `--deny ${kind}`)] }, `the service ${index.services.get(name)?.name ?? name}`);
    default: {
      country(name, index, '--deny country');
      const all = weights === 'all' ? { operatorCountries: [name] } : {};
      return make(
        { developerCountries: [name], ...all },
        weights === 'all' ? `models and services under the control of ${name}` : `${adjective(weights)}models of developers of ${name}`,
      );
    }
  }
}

function adjective(weights: Supposed['weights']): string {
  return weights === 'all' ? '' : `${weights} `;
}

function namesModel(pattern: string, id: string): boolean {
  return fitsName(id, pattern) || fitsName(id.slice(id.lastIndexOf('/') + 1), pattern);
}

function nameOf(index: Index, id: string): string {
  return index.organizations.get(id)?.name ?? id;
}

function known(entries: ReadonlyMap<string, unknown>, id: string, flag: string): string {
  if (entries.has(id)) return id;
  throw new UsageError(`${flag}: unknown id "${id}"${didYouMean(id, entries.keys())}`, 'ids are those of the knowledge base');
}

function country(name: string, index: Index, flag: string): string {
  if (index.countries.has(name) || index.blocs.has(name)) return name;
  throw new UsageError(
    `${flag}: unknown country "${name}"${didYouMean(name, index.countries.keys())}`,
    'expected an ISO 3166-1 alpha-2 code or a bloc such as EU',
  );
}

/** `region:eu-west-1`, `place:DE`, or either name alone. */
function cutOf(text: string, usages: readonly Usage[], index: Index): Supposition {
  const [kind, name] = /^(region|place):/.test(text) ? [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)] : [null, text];
  const regions = new Set([...[...index.regions.values()].flatMap((table) => [...table.keys()]), ...usages.flatMap(({ endpoint }) => endpoint?.region ?? [])]);
  const isRegion = kind !== 'place' && regions.has(name);
  const isPlace = kind !== 'region' && (index.countries.has(name) || index.blocs.has(name));
  if (!isRegion && !isPlace)
    throw new UsageError(`--cut ${text}: unknown region or place "${name}"${didYouMean(name, regions)}`, 'for example --cut region:eu-west-1 or --cut DE');
  return {
    id: `cut-${text}`,
    text: `cut off: ${name}`,
    effect: 'stop',
    reason: `Supposed: nothing in ${name} can be reached.`,
    reach: { ...REACHES_NOTHING, places: [name] },
  };
}

interface Licensed extends Pick<WhatIf, 'index' | 'usages' | 'changes'> {}

function relicense(text: string, { index, usages, changes }: Licensed, notes: string[]): Licensed {
  const [pattern = '', id = ''] = text.split('=');
  if (pattern === '' || id === '') throw new UsageError(`--relicense ${text}: expected MODEL=LICENSE`, 'for example --relicense qwen3-32b=llama-3.1');
  const license = index.licenses.get(known(index.licenses, id, '--relicense'));
  if (!license) return { index, usages, changes };
  const models = new Map<string, Model>(index.models);
  for (const [key, model] of models) if (namesModel(pattern, key)) models.set(key, { ...model, license: { value: id, source: null, note: 'supposed' } });
  const reaches = (usage: Usage): boolean => usage.model !== null && [usage.model.id ?? '', usage.model.requested].some((name) => namesModel(pattern, name));
  if (!usages.some(reaches)) notes.push(`No usage here is of a model named ${pattern}.`);
  return {
    index: { ...index, models },
    usages: usages.map((usage) => (reaches(usage) && usage.model ? { ...usage, model: { ...usage.model, license: { id, name: license.name } } } : usage)),
    changes: [...changes, { text: `license: ${pattern} under ${license.name}`, reaches }],
  };
}

function scenarioOf(id: string, index: Index, view: Perspective, notes: string[]): Supposition[] {
  const scenario: Scenario | undefined = index.scenarios.get(id);
  if (!scenario)
    throw new UsageError(
      `--scenario: unknown scenario "${id}"${didYouMean(id, index.scenarios.keys())}`,
      `scenarios: ${[...index.scenarios.keys()].sort().join(', ')}`,
    );
  const { name, effect, reason, reach } = scenario;
  const countries = [...reach.developerCountries, ...reach.operatorCountries];
  if (scenario.abroad && countries.length > 0 && countries.every((place) => view.isHome(place))) {
    notes.push(`${name}: profile ${view.policy.id} is at home there and is spared.`);
    return [];
  }
  return [{ id: `scenario-${id}`, text: `scenario ${id}: ${name}`, effect, reason, reach }];
}
