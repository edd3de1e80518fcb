/** Named sets a condition may ask for: blocs of the vocabulary, sets of the rules, and what a profile calls home. */
import { type IdKind, PROFILE_SETS } from '../model/condition.ts';
import { didYouMean } from '../util/closest.ts';
import { isWritten, type Path, type Problem, positionOf } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import { ONE_OF } from './schema-name.ts';

/** What the members of a set are. `text`: hosts, regions, purls: anything that is compared as written. */
export type SetOf = 'countries' | 'text' | IdKind;

/** A set with everything it includes opened. Members may hold `*`. */
export interface NamedSet {
  readonly of: SetOf;
  readonly members: readonly string[];
}

/** What sets are checked against. */
export interface SetWorld {
  readonly countries: Readonly<Record<string, string>>;
  readonly blocs: Readonly<Record<string, readonly string[]>>;
  readonly ids: Readonly<Record<IdKind, ReadonlySet<string>>>;
}

interface Written {
  readonly of: SetOf;
  readonly members: readonly string[];
  readonly entry: RawEntry;
  readonly path: Path;
}

const RESERVED: ReadonlySet<string> = new Set([...PROFILE_SETS, 'unknown', 'global', 'premises']);

/** Opens all sets, and says what is wrong with them. Blocs are sets of countries. */
export function resolveSets(entries: readonly RawEntry[], world: SetWorld): { sets: Map<string, NamedSet>; problems: Problem[] } {
  const problems: Problem[] = [];
  const written = new Map<string, Written>();
  for (const entry of entries) if (entry.kind === 'sets') written.set(entry.id, asWritten(entry));
  const sets = new Map<string, NamedSet>(Object.entries(world.blocs).map(([name, members]) => [name, { of: 'countries', members }]));
  const names = [...sets.keys(), ...written.keys()];
  for (const [name, set] of written) {
    const report = (path: Path, message: string): void => {
      if (isWritten(set.entry)) problems.push({ file: set.entry.file, ...positionOf(set.entry, path), message });
    };
    const taken = nameTaken(name, set.of, world);
    if (taken !== null) report([], `set "${name}": ${taken}`);
    else sets.set(name, { of: set.of, members: open(name, written, { world, names, report }) });
  }
  return { sets, problems };
}

function asWritten(entry: RawEntry): Written {
  if (Array.isArray(entry.value)) return { of: 'countries', members: entry.value as string[], entry, path: [] };
  const { of = 'countries', members } = entry.value as { of?: SetOf; members: string[] };
  return { of, members, entry, path: ['members'] };
}

/** A name that is also a value could not be told from it. */
function nameTaken(name: string, of: SetOf, { countries, blocs, ids }: SetWorld): string | null {
  if (RESERVED.has(name)) return 'this name has a meaning of its own in conditions: choose another';
  if (Object.hasOwn(blocs, name)) return 'there is a bloc of this name already: choose another';
  if (of === 'countries') return Object.hasOwn(countries, name) ? `"${name}" is a country: choose another name` : null;
  return of !== 'text' && ids[of].has(name) ? `there is an entry ${of}/${name}: choose a name that is no id` : null;
}

interface Opening {
  readonly world: SetWorld;
  readonly names: readonly string[];
  readonly report: (path: Path, message: string) => void;
}

/** All members of a set, those of sets within it included; each once, in the order they are written. */
function open(name: string, written: ReadonlyMap<string, Written>, opening: Opening): string[] {
  const members = new Set<string>();
  const visit = (set: Written, trail: readonly string[], through: Path | null): void => {
    set.members.forEach((member, at) => {
      const path = through ?? [...set.path, at];
      // What is wrong in a set within is told where that set is.
      const tell = through === null || member === name ? opening.report : (): void => {};
      const inner = written.get(member);
      if (inner === undefined) addMember(member, set, opening, members, (message) => tell(path, message));
      else if (trail.includes(member)) tell(path, `set "${name}" includes itself: ${[...trail, member].join(' -> ')}`);
      else if (inner.of !== set.of) tell(path, `set "${member}" holds ${inner.of}, and this is a set of ${set.of}`);
      else visit(inner, [...trail, member], path);
    });
  };
  const start = written.get(name);
  if (start !== undefined) visit(start, [name], null);
  return [...members];
}

function addMember(member: string, set: Written, { world, names }: Opening, members: Set<string>, tell: (message: string) => void): void {
  if (set.of === 'countries') {
    const bloc = Object.hasOwn(world.blocs, member) ? world.blocs[member] : undefined;
    if (bloc !== undefined) for (const country of bloc) members.add(country);
    else if (Object.hasOwn(world.countries, member)) members.add(member);
    else if (Object.keys(world.countries).length > 0) tell(`unknown country "${member}"${countryHint(member, world.countries, names)}`);
    return;
  }
  if (set.of !== 'text' && !member.includes('*') && !world.ids[set.of].has(member)) {
    tell(`unknown ${ONE_OF[set.of]} "${member}"${didYouMean(member, world.ids[set.of])}`);
    return;
  }
  members.add(member);
}

/** What somebody meant who wrote `UK`, `de`, `Germany` or a set that is not there. */
export function countryHint(word: string, countries: Readonly<Record<string, string>>, sets: readonly string[]): string {
  if (word.toUpperCase() === 'UK') return ', did you mean "GB"?';
  if (Object.hasOwn(countries, word.toUpperCase()) || sets.includes(word.toUpperCase())) return `, did you mean "${word.toUpperCase()}"?`;
  const named = Object.entries(countries).find(([, name]) => name.toLowerCase() === word.toLowerCase());
  if (named) return `, did you mean "${named[0]}"?`;
  const close = word.length > 3 ? didYouMean(word, Object.values(countries)) : '';
  const code = Object.entries(countries).find(([, name]) => close.includes(`"${name}"`));
  if (code) return `, did you mean "${code[0]}" (${code[1]})?`;
  return didYouMean(word, sets) || ', expected an ISO 3166-1 alpha-2 code such as "DE", or a set such as EU';
}
