/** Facts of the knowledge base as statements in words. */
import type { Card, Statement } from '../../model/card.ts';
import type { Origin } from '../../model/entity.ts';
import type { Fact, Source } from '../../model/fact.ts';
import type { Index } from '../../model/knowledge.ts';
import { organizationRef } from '../usages.ts';

/** A statement of a fact; `words` says it, its value by default. */
export function statement<T>(label: string, fact: Fact<T>, words: (value: T) => string = (value) => String(value)): Statement {
  return { label, value: fact.value === null ? 'unknown' : words(fact.value), source: fact.value === null ? null : fact.source, note: fact.note ?? null };
}

/** A fact that is only worth a line when somebody wrote it down, be it as unknown. */
export function known<T>(label: string, fact: Fact<T>, words?: (value: T) => string): Statement[] {
  return fact.value === null && fact.source === null ? [] : [statement(label, fact, words)];
}

/** A statement that is no claim about the world: ids, patterns, what the rules themselves say. */
export function plain(label: string, value: string, source: Source | null = null): Statement {
  return { label, value, source, note: null };
}

/** The same, left out when there is nothing to say. */
export function listed(label: string, values: readonly string[]): Statement[] {
  return values.length === 0 ? [] : [plain(label, values.join(', '))];
}

/** `DeepSeek (deepseek), CN`, `Z.ai Singapore (zai-singapore), SG, controlled from CN`. */
export function organizationWords(index: Index, id: string | null): string {
  if (id === null) return 'unknown';
  const { name, country, controller } = organizationRef(index, id);
  const control = controller === null ? ', control unknown' : controller === country ? '' : `, controlled from ${countryWords(index, controller)}`;
  return `${name} (${id}), ${country === null ? 'seat unknown' : countryWords(index, country)}${control}`;
}

/** Who, with the source of where that body sits. */
export function organizationStatement(index: Index, label: string, id: string | null): Statement {
  const organization = id === null ? undefined : index.organizations.get(id);
  return {
    label,
    value: organizationWords(index, id),
    source: organization?.seat.source ?? null,
    note: organization?.seat.note ?? organization?.controller.note ?? null,
  };
}

/** `China (CN)`; blocs and the like stay as they are. */
export function countryWords(index: Index, code: string): string {
  const name = index.countries.get(code);
  return name === undefined ? code : `${name} (${code})`;
}

/** `MIT License (mit)`. */
export function licenseWords(index: Index, id: string): string {
  const license = index.licenses.get(id);
  return license === undefined ? id : `${license.name} (${id})`;
}

export function card(kind: string, entity: { readonly id: string; readonly name: string; readonly origin: Origin }, statements: readonly Statement[]): Card {
  return { kind, id: entity.id, name: entity.name, file: entity.origin.file, custom: entity.origin.custom, statements };
}
