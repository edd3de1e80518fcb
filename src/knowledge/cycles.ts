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

/** The next step of a chain from something that is not among the entries looked at. */
export type OutsideStep = (chain: Chain, from: string) => string | undefined;

/** Chains that must end: what they lead along, and of what. Models are followed by their ids. */
export type Chain = 'parent' | 'replaced_by organizations' | 'replaced_by services' | 'base' | 'superseded_by';

/** Circles in `parent`, `replaced_by`, `base` and `superseded_by`. Each is reported once, where its smallest id that was just written points on. */
export function checkCycles(entries: readonly RawEntry[], outside: OutsideStep = () => undefined): Problem[] {
  const chains = new Map<Chain, Map<string, Step>>();
  const add = (chain: Chain, from: string, fact: unknown, entry: RawEntry, path: Path): void => {
    const to = target(fact);
    if (to === undefined) return;
    const steps = chains.get(chain) ?? new Map<string, Step>();
    steps.set(from, { to, entry, path });
    chains.set(chain, steps);
  };
  for (const entry of entries) {
    if (entry.kind === 'organizations') add('parent', entry.id, (entry.value as input.Organization).parent, entry, ['parent']);
    if (entry.kind === 'organizations' || entry.kind === 'services')
      add(`replaced_by ${entry.kind}`, entry.id, (entry.value as input.Service).replaced_by, entry, ['replaced_by']);
    if (entry.kind !== 'models') continue;
    const { developer, versions } = entry.value as input.ModelFamily;
    for (const [key, version] of Object.entries(versions)) {
      for (const field of ['base', 'superseded_by'] as const) add(field, `${developer}/${key}`, version[field], entry, ['versions', key, field]);
    }
  }
  return [...chains].flatMap(([chain, steps]) => circles(chain, steps, outside));
}

/** Where a fact that names another entry leads. */
export function target(fact: unknown): string | undefined {
  const to = plainValue(fact);
  return typeof to === 'string' && to !== 'unknown' ? to : undefined;
}

function circles(chain: Chain, steps: ReadonlyMap<string, Step>, outside: OutsideStep): Problem[] {
  const problems: Problem[] = [];
  const name = chain.split(' ')[0] ?? chain;
  for (const [start, { to, entry, path }] of steps) {
    if (!isWritten(entry)) continue;
    const seen = [start];
    let at: string | undefined = to;
    while (at !== undefined && !seen.includes(at)) {
      seen.push(at);
      at = steps.get(at)?.to ?? outside(chain, at);
    }
    const written = seen.filter((id) => isWritten(steps.get(id)?.entry ?? UNSEEN)).sort();
    if (at !== start || written[0] !== start) continue;
    problems.push({ file: entry.file, ...positionOf(entry, path), message: `${name} goes in a circle: ${[...seen, start].join(' -> ')}` });
  }
  return problems;
}

const UNSEEN = { document: null };
