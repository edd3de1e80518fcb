import type { Report, UsageReport } from '../../model/report.ts';
import type { OrganizationRef } from '../../model/usage.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { compareText, firstOf, openFindings } from '../select.ts';
import type { CdxOrganization, CdxProperty } from './types.ts';

/** Our properties from names without the namespace; what is null or empty is left out, what repeats is written once. Sorted by value within a name. */
export function properties(entries: readonly (readonly [string, string | null])[]): CdxProperty[] {
  const order = [...new Set(entries.map(([name]) => name))];
  const written = new Map<string, CdxProperty>();
  for (const [name, value] of entries) {
    if (value !== null && value !== '') written.set(`${name}\n${value}`, { name: `sovaudit:${name}`, value: terminalText(value) });
  }
  const rank = ({ name }: CdxProperty): number => order.indexOf(name.slice('sovaudit:'.length));
  return [...written.values()].sort((a, b) => firstOf(rank(a) - rank(b), compareText(a.value, b.value)));
}

/** One property per value. */
export function each(name: string, values: Iterable<string | null>): [string, string | null][] {
  return [...values].map((value) => [name, value]);
}

/** `properties` as a field that is left out when there is nothing to say. */
export function propertyField(entries: readonly (readonly [string, string | null])[]): { properties?: CdxProperty[] } {
  const list = properties(entries);
  return list.length === 0 ? {} : { properties: list };
}

/** A legal body; its country only where it is known. */
export function cdxOrganization({ name, country }: OrganizationRef): CdxOrganization {
  return { name: terminalText(name), ...(country === null ? {} : { address: { country: terminalText(country) } }) };
}

/** Usage id -> fingerprints of the open findings about it. Made once per report. */
export function fingerprintsByUsage(report: Report): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { usages, fingerprint } of openFindings(report)) {
    for (const id of usages) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [fingerprint]);
      else list.push(fingerprint);
    }
  }
  return found;
}

/** Groups usages by a key; null keys are left out. Keys in code-unit order, usages by id. */
export function groupUsages(report: Report, key: (usage: UsageReport) => string | null): [string, UsageReport[]][] {
  const groups = new Map<string, UsageReport[]>();
  for (const usage of [...report.usages].sort((a, b) => compareText(a.id, b.id))) {
    const name = key(usage);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [usage]);
    else group.push(usage);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b));
}
