/** What a policy refuses by its own choice: origins it excludes, things it denies or does not allow. No law is involved, and no level changes. */
import type { Choice } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { FactRef, OrganizationRef, Restriction, Usage } from '../model/usage.ts';
import { countryInText } from '../util/country-name.ts';
import { fitsName } from '../util/name-pattern.ts';
import { lineage, owners } from './chain.ts';
import { factRef } from './facts.ts';
import type { Perspective } from './perspective.ts';

/** Prefix of `by` in restrictions that come from the policy itself. */
export const BY_POLICY = 'policy:';

/** Restrictions a policy sets by itself. A deny beats an allow, an allow beats an exclusion. */
export function policyRestrictions(usage: Usage, index: Index, view: Perspective): Restriction[] {
  const { deny, allow, exclude } = view.policy;
  if (!deny && !allow && !exclude) return [];
  const named = subjectsOf(usage, index);
  const restrictions: Restriction[] = [];
  for (const subject of named) {
    const list = subject.names;
    if (deny && list.some((name) => isNamed(name, deny[subject.kind]))) {
      restrictions.push(refusal(subject, view, `denies ${subject.text}`));
      continue;
    }
    const allowed = allow?.[subject.kind] ?? [];
    if (list.some((name) => isNamed(name, allowed))) continue;
    if (allowed.length > 0 && origins(subject.kind, exclude).length === 0) restrictions.push(notAllowed(subject, view));
    restrictions.push(...excluded(subject, named, allow, exclude, view));
  }
  return restrictions;
}

/** Origins the policy excludes on this side of a usage. Where there are any, what it allows by name is an exception to them. */
function origins(kind: keyof Choice, exclude: Perspective['policy']['exclude']): readonly string[] {
  return (kind === 'models' || kind === 'developers' ? exclude?.developers : exclude?.operators) ?? [];
}

/** One side of a usage a policy can name. */
interface Subject {
  readonly kind: keyof Choice;
  readonly names: readonly string[];
  readonly text: string;
  /** Bodies whose country counts for `exclude`. */
  readonly bodies: readonly { readonly body: OrganizationRef; readonly text: string }[];
  readonly known: boolean;
  readonly facts: readonly FactRef[];
}

function subjectsOf(usage: Usage, index: Index): Subject[] {
  const { model, service } = usage;
  const subjects: Subject[] = [];
  if (model) {
    const chain = lineage(index, model.id);
    const ids = [model.requested, ...(model.id === null ? [] : [model.id]), ...chain.map(({ id }) => id)];
    const names = [...new Set(ids.flatMap((id) => [id, id.slice(id.lastIndexOf('/') + 1)]))];
    subjects.push({ kind: 'models', names, text: `the model ${model.name}`, bodies: [], known: model.id !== null, facts: [] });
    const bases = chain.slice(1).map((base) => ({ body: bodyOf(index, base.developer), text: `${model.name} was adapted from ${base.name}` }));
    const bodies = [{ body: model.developer, text: `${model.name} is made by ${model.developer.name}` }, ...bases];
    subjects.push({
      kind: 'developers',
      names: bodies.flatMap(({ body }) => (body.id === null ? [] : owners(index, body.id))),
      bodies,
      known: model.developer.id !== null,
      text: `the developer ${model.developer.name} (${model.name})`,
      facts: bodies.flatMap(({ body }) => controlFacts(index, body)),
    });
  }
  if (service && service.operator.id !== 'self') {
    const { operator } = service;
    subjects.push({
      kind: 'operators',
      names: operator.id === null ? [] : owners(index, operator.id),
      text: `the operator ${operator.name} (${service.name})`,
      bodies: [{ body: operator, text: `${service.name} is operated by ${operator.name}` }],
      known: operator.id !== null,
      facts: controlFacts(index, operator),
    });
    subjects.push({ kind: 'services', names: [service.id], text: `the service ${service.name}`, bodies: [], known: true, facts: [] });
  }
  return subjects;
}

function bodyOf(index: Index, id: string): OrganizationRef {
  const body = index.organizations.get(id);
  return { id, name: body?.name ?? id, country: body?.seat.value ?? null, controller: body?.controller.value ?? null };
}

function controlFacts(index: Index, { id }: OrganizationRef): FactRef[] {
  const body = id === null ? undefined : index.organizations.get(id);
  return body
    ? [
        factRef(
          `${body.name} is controlled from ${body.controller.value === null ? 'a country that is not known' : countryInText(body.controller.value)}`,
          body.controller,
          'controller',
        ),
      ]
    : [];
}

function isNamed(name: string, list: readonly string[]): boolean {
  return list.some((pattern) => fitsName(name, pattern));
}

const KIND_WORDS: Readonly<Record<keyof Choice, string>> = { models: 'model', developers: 'developer', operators: 'operator', services: 'service' };

function refusal(subject: Subject, view: Perspective, what: string): Restriction {
  return {
    level: 'prohibited',
    by: `${BY_POLICY}${KIND_WORDS[subject.kind]}`,
    reason: `Your policy ${view.policy.id} ${what}.`,
    from: null,
    to: null,
    status: null,
    flags: [],
    facts: subject.facts,
  };
}

/** An allow list that does not name it; where nobody knows what it is, that is a condition and no judgement. */
function notAllowed(subject: Subject, view: Perspective): Restriction {
  const word = KIND_WORDS[subject.kind];
  if (subject.known) return refusal(subject, view, `allows only the ${subject.kind} it names, and ${subject.text} is none of them`);
  return unsure(subject, view, `allows only the ${subject.kind} it names; if the ${word} here, which is not known, is none of them, this use is refused`);
}

function unsure(subject: Subject, view: Perspective, what: string): Restriction {
  return { ...refusal(subject, view, what), level: 'conditional', flags: ['undeclared'] };
}

function excluded(
  subject: Subject,
  all: readonly Subject[],
  allow: Choice | undefined,
  exclude: Perspective['policy']['exclude'],
  view: Perspective,
): Restriction[] {
  const countries = origins(subject.kind, exclude);
  if (countries.length === 0 || subject.bodies.length === 0) return [];
  // A model that is allowed by name is spared with its origin, a service with its operator.
  const sibling = all.find(({ kind }) => kind === (subject.kind === 'developers' ? 'models' : 'services'));
  if (sibling && allow && sibling.names.some((name) => isNamed(name, allow[sibling.kind]))) return [];
  const list = countries.map(countryInText).join(', ');
  for (const { body, text } of subject.bodies) {
    const hit = view.among(countries, body.controller)
      ? `controlled from ${countryInText(body.controller ?? 'unknown')}`
      : view.among(countries, body.country)
        ? `seated in ${countryInText(body.country ?? 'unknown')}`
        : null;
    if (hit !== null) return [refusal(subject, view, `excludes ${subject.kind} from ${list}: ${text}, which is ${hit}`)];
  }
  if (subject.bodies.every(({ body }) => body.controller !== null || body.country !== null)) return [];
  return [unsure(subject, view, `excludes ${subject.kind} from ${list}; if ${subject.text}, whose country is not known, is one of them, this use is refused`)];
}
