import type { Suppression } from '../model/suppression.ts';
import { maskKeys } from '../util/mask.ts';
import { positionOf, type YamlPart } from '../util/yaml-problems.ts';
import type { ProjectFile } from './schema.ts';

/** What a checked project file accepts, with its places. `path` is left open: it is relative to what is audited. */
export function suppressionsOf({ suppressions = [] }: ProjectFile, part: YamlPart): Suppression[] {
  return suppressions.map(({ rule, subject, fingerprint, paths, reason, approver, ticket, until }, index) => ({
    kind: 'config',
    path: null,
    ...positionOf(part, ['suppressions', index]),
    rules: typeof rule === 'string' ? [rule] : rule,
    until: until ?? null,
    reason: maskKeys(reason),
    approver: maskKeys(approver),
    ticket: ticket === undefined ? null : maskKeys(ticket),
    lines: [],
    subject: subject ?? null,
    fingerprint: fingerprint ?? null,
    paths: paths ?? [],
    malformed: null,
    trusted: true,
  }));
}
