import type { UsageReport } from '../../model/report.ts';
import type { Restriction } from '../../model/usage.ts';
import { compareText, firstOf } from '../select.ts';

/** A dated restriction as the usages of one report know it. */
export interface StackEvent {
  readonly id: string;
  readonly level: Restriction['level'];
  readonly reason: string;
  readonly flags: Restriction['flags'];
  readonly facts: Restriction['facts'];
  /** Day it began (the part of its life that holds at the date of the audit), and day it ends; null when that is not said. */
  readonly from: string | null;
  readonly to: string | null;
  /** `in force`, `lifted`; null when not said. */
  readonly status: string | null;
  readonly usages: readonly string[];
}

const ORDER: readonly Restriction['level'][] = ['none', 'watch', 'conditional', 'prohibited'];

/** The events that touch these usages, oldest first, undated ones last. A missing transfer basis is a gap and no event. */
export function eventsOf(usages: readonly UsageReport[]): StackEvent[] {
  const groups = new Map<string, { worst: Restriction; usages: string[] }>();
  for (const usage of usages) {
    for (const restriction of usage.restrictions) {
      if (restriction.by === 'transfer-basis') continue;
      const group = groups.get(restriction.by);
      if (group === undefined) {
        groups.set(restriction.by, { worst: restriction, usages: [usage.id] });
        continue;
      }
      if (ORDER.indexOf(restriction.level) > ORDER.indexOf(group.worst.level)) group.worst = restriction;
      if (!group.usages.includes(usage.id)) group.usages.push(usage.id);
    }
  }
  return [...groups]
    .map(([id, group]) => event(id, group.worst, group.usages))
    .sort((a, b) => firstOf(compareText(a.from ?? '9', b.from ?? '9'), compareText(a.id, b.id)));
}

function event(id: string, { level, reason, from, to, status, flags, facts }: Restriction, usages: readonly string[]): StackEvent {
  return { id, level, reason, flags, facts, usages, from, to, status: status?.replaceAll('_', ' ') ?? null };
}
