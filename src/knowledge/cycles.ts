/** Chains that must end: an owner's owner, what replaced what, the base of a base. */
import { isWritten, type Path, type Problem, positionOf } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import type * as input from './schema.ts';
import { plainValue } from './select.ts';

interface Step {
  readonly to: string;
  readonly entry: RawEntry;
  readonly path: Path;
}

/** Circles in `parent`, `replaced_by`, `base` and `superseded_by`. Each is reported once, where its smallest id points on. */
export function checkCycles(entries: readonly RawEntry[]): Problem[] {
  const chains = new Map<string, Map<string, Step>>();
  const add = (chain: string, from: string, fact: unknown, entry: RawEntry, path: Path): void => {
    const to = plainValue(fact);
    if (typeof to !== 'string' || to === 'unknown') return;
    const steps = chains.get(chain) ?? new Map<string, Step>();
    steps.set(from, { to, entry, path });
    chains.set(chain, steps);
  };
  for (const entry of entries) {
    if (entry.kind === 'organizations') add('parent', entry.id, (entry.value as input.Organization).parent, entry, ['parent']);
    if (entry.kind === 'organizations' || entry.kind === 'services') {
      add(`replaced_by of ${entry.kind}`, entry.id, (entry.value as input.Service).replaced_by, entry, ['replaced_by']);
    }
    if (entry.kind !== 'models') continue;
    const { developer, versions } = entry.value as input.ModelFamily;
    for (const [key, version] of Object.entries(versions)) {
      for (const field of ['base', 'superseded_by'] as const) add(field, `${developer}/${key}`, version[field], entry, ['versions', key, field]);
    }
  }
  return [...chains].flatMap(([chain, steps]) => circles(chain.split(' ')[0] ?? chain, steps));
}

function circles(name: string, steps: ReadonlyMap<string, Step>): Problem[] {
  const problems: Problem[] = [];
  for (const [start, first] of steps) {
    const seen = [start];
    let at: string | undefined = first.to;
    while (at !== undefined && !seen.includes(at)) {
      seen.push(at);
      at = steps.get(at)?.to;
    }
    if (at !== start || [...seen].sort()[0] !== start || !isWritten(first.entry)) continue;
    problems.push({ file: first.entry.file, ...positionOf(first.entry, first.path), message: `${name} goes in a circle: ${[...seen, start].join(' -> ')}` });
  }
  return problems;
}
