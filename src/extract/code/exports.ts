import type { Unit } from './program.ts';
import type { Expression } from './tree.ts';

/** What a file binds under a name another file may import; null when it binds none. */
export function lookUpExport(unit: Unit, name: string): readonly Expression[] | null {
  const { names } = unit.tree.file;
  const direct = names.get(name) ?? names.get(`exports.${name}`) ?? names.get(`module.exports.${name}`);
  if (direct) return direct;
  if (unit.python) return null;
  const whole = names.get('module.exports');
  if (!whole) return null;
  if (name === 'default') return whole;
  const entry = whole
    .map((value) => (value.kind === 'object' ? value.entries.find((candidate) => candidate.name === name)?.value : undefined))
    .find((value) => value !== undefined);
  return entry ? [entry] : null;
}
