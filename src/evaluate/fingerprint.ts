import type { Usage } from '../model/usage.ts';
import { digest } from '../util/digest.ts';

/**
 * Identity of a finding: rule and subject, nothing else. No path, line, message or severity, so that moved lines, reformatting, renamed files
 * and other wording leave it alone, and a finding that gets worse keeps it. 32 hex digits of SHA-256 over `v1`, the rule and the subject.
 */
export function fingerprintOf(rule: string, subject: string): string {
  return digest(['v1', rule, subject]).slice(0, 32);
}

/** What a finding about data, machines, operator or exit is about: the service and where it runs. */
export function serviceSubject(usage: Usage): string {
  const { service, endpoint } = usage;
  const name = service?.id ?? endpoint?.host;
  // Two calls that go nobody knows where are two causes, told apart by what is asked for.
  return `${name ?? `unknown(${modelName(usage) ?? usage.sdk?.id ?? ''})`}@${endpoint?.place ?? ''}`;
}

/** What a finding about the model or its license is about. */
export function modelSubject(usage: Usage): string {
  return modelName(usage) ?? usage.service?.id ?? (usage.sdk === null ? 'unknown' : `unknown(${usage.sdk.id})`);
}

/** What a rule of the user's own is about: the whole call path, without its place in the code. */
export function usageSubject(usage: Usage): string {
  return [serviceSubject(usage), modelName(usage), usage.sdk?.id, usage.purpose].filter((part) => part !== undefined && part !== null).join(' ');
}

function modelName({ model }: Usage): string | null {
  return model?.id ?? model?.requested ?? null;
}
