import { parseRequirement } from '../requirement.ts';
import type { Found, Section } from './found.ts';

/** A Python requirement between two offsets as a package asked for directly; nothing when it is none. */
export function requirementAt(text: string, from: number, to: number, section: Section): Found[] {
  const parsed = parseRequirement(text, from, to);
  if (parsed === null) return [];
  const { name, start, version } = parsed;
  return [{ name, version, section, direct: true, start, end: start + name.length }];
}
