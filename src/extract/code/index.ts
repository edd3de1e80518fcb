import type { Argument, CallCandidate, Candidate, Extraction, Language, Value } from '../../model/candidate.ts';
import type { Repository, SourceFile } from '../../model/file.ts';
import type { Location } from '../../model/location.ts';
import { gist } from '../../util/addresses.ts';
import { type Callee, calleeOf, isLocal } from './callees.ts';
import { settingsPrefix } from './classes.ts';
import { environmentCall } from './environment.ts';
import { follow, requiredModule } from './follow.ts';
import { newMemo, newWalk } from './found.ts';
import { outlookOf } from './gate.ts';
import { type LooseText, parseUnits, type Unit } from './program.ts';
import type { Call, Expression } from './tree.ts';
import { callsOf, entriesOf, type Reader, readerBudget, valueOf } from './values.ts';

/** Ids of calls of other files begin here, above those of any one file. */
const FOREIGN = 1_000_000;

/**
 * Source code -> candidates: imports, calls with their arguments followed to their values, string literals, environment reads. Comments and
 * docstrings never reach this far. With a repository, names are followed through its files. Calls work their values out when first asked.
 */
export function extractCode(file: SourceFile, repository: Repository | null = null): Extraction {
  const candidates: Candidate[] = [];
  const foreign = new Map<number, CallCandidate>();
  const { leads, worthParsing, tokens } = outlookOf(file, repository);
  if (!worthParsing) return { candidates, problems: [] };
  let base = 0;
  const problems: { message: string; line: number; column: number }[] = [];
  for (const { unit, loose } of parseUnits(file, repository, tokens)) {
    if (unit.tree.steps.left < 0 && problems.length === 0)
      problems.push({ message: 'more brackets are open than can be followed, the rest is read as plain texts', line: 1, column: 1 });
    const { tooDeepAt } = unit.tree.steps;
    if (tooDeepAt !== null) {
      const { line, column } = unit.locate(tooDeepAt, tooDeepAt);
      problems.push({ message: 'nested too deep from here on: what is further in is read as plain texts', line, column });
    }
    collect(unit, loose, unit.language, base, candidates, foreign);
    base += unit.tree.calls.length;
  }
  return { candidates, problems, foreign: (id) => foreign.get(id), leads };
}

function collect(
  unit: Unit,
  loose: readonly LooseText[],
  language: Language,
  base: number,
  candidates: Candidate[],
  foreign: Map<number, CallCandidate>,
): void {
  const ids = new Map<Call, number>();
  const reader: Reader = {
    unit,
    budget: readerBudget(),
    memo: newMemo(),
    callId: (of, call) => {
      if (of === unit) return base + call.id;
      const known = ids.get(call);
      if (known !== undefined) return known;
      const id = FOREIGN + foreign.size;
      ids.set(call, id);
      foreign.set(id, callCandidate(reader, of, call, id, language, true));
      return id;
    },
  };
  for (const { module, names, typeOnly, start, end } of unit.tree.imports) {
    const local = unit.repository !== null && isLocal(unit, module);
    candidates.push({ kind: 'import', language, module, names, typeOnly, ...(local ? { local } : {}), location: unit.locate(start, end) });
  }
  const notCalls = collectCalls(unit, reader, language, base, candidates);
  collectTexts(unit, loose, base, notCalls, candidates);
  collectEnvironment(unit, reader, notCalls, candidates);
}

/** All calls. Returns those that are something else: environment reads and imports. */
function collectCalls(unit: Unit, reader: Reader, language: Language, base: number, candidates: Candidate[]): Set<Call> {
  const notCalls = new Set<Call>();
  for (const call of unit.tree.calls) {
    if (environmentCall(unit, call)) {
      notCalls.add(call);
      continue;
    }
    const required = requiredModule(unit, call);
    if (required !== null) {
      notCalls.add(call);
      const local = unit.repository !== null && isLocal(unit, required);
      candidates.push({
        kind: 'import',
        language,
        module: required,
        names: [],
        typeOnly: false,
        ...(local ? { local } : {}),
        location: unit.locate(call.start, call.end),
      });
      continue;
    }
    candidates.push(callCandidate(reader, unit, call, base + call.id, language, false));
  }
  return notCalls;
}

/** What a call is worked out from, and what of it was. */
interface LazyCall extends CallCandidate {
  readonly reader: Reader;
  readonly unit: Unit;
  readonly call: Call;
  callee: Callee | null;
  made: readonly Argument[] | null;
  place: Location | null;
}

/** Shared by all calls: a file has thousands, and most of them nobody asks for anything. */
const CALL = {
  get module() {
    return calleeIn(this as unknown as LazyCall).module;
  },
  get others() {
    return calleeIn(this as unknown as LazyCall).others;
  },
  get path() {
    return calleeIn(this as unknown as LazyCall).path;
  },
  get receivers() {
    return calleeIn(this as unknown as LazyCall).receivers;
  },
  get receiversWhen() {
    return calleeIn(this as unknown as LazyCall).when;
  },
  get viaDefault() {
    return calleeIn(this as unknown as LazyCall).viaDefault;
  },
  get target() {
    return calleeIn(this as unknown as LazyCall).target;
  },
  get typed() {
    return calleeIn(this as unknown as LazyCall).typed;
  },
  get args() {
    const lazy = this as unknown as LazyCall;
    return (lazy.made ??= argumentsIn(lazy));
  },
  given(names: ReadonlySet<string>): readonly Argument[] {
    return someArguments(this as unknown as LazyCall, names);
  },
  get location() {
    const lazy = this as unknown as LazyCall;
    return (lazy.place ??= lazy.unit.locate(lazy.call.start, lazy.call.end));
  },
};

function calleeIn(lazy: LazyCall): Callee {
  return (lazy.callee ??= calleeOf(lazy.reader, lazy.unit, lazy.call));
}

/** Expressions that are never the result of a call. */
const PLAIN: ReadonlySet<Expression['kind']> = new Set(['text', 'pattern', 'object', 'list', 'function', 'class', 'nothing', 'opaque'] as const);

/** The arguments of some names that can be results of calls, without working out the others. */
function someArguments(lazy: LazyCall, names: ReadonlySet<string>): readonly Argument[] {
  const { reader, unit, call } = lazy;
  const callee = calleeIn(lazy);
  if (lazy.made !== null || callee.handed || call.args.some(({ name }) => name === '...')) return lazy.args.filter(({ name }) => names.has(name));
  const outer = reader.budget;
  reader.budget = readerBudget();
  const made: Argument[] = [];
  for (const { name, value } of call.args) {
    const given = names.has(name) && !PLAIN.has(value.kind) ? callsOf(reader, unit, value) : null;
    if (given) made.push({ name, value: given });
  }
  if (callee.module !== null) made.push(...moduleSettings(reader, unit, call, callee).filter(({ name }) => names.has(name)));
  reader.budget = outer;
  return made;
}

function argumentsIn(lazy: LazyCall): readonly Argument[] {
  const { reader, unit, call } = lazy;
  const outer = reader.budget;
  reader.budget = readerBudget();
  const callee = calleeIn(lazy);
  const made = [...entriesOf(reader, unit, call.args), ...handedOn(reader, callee), ...moduleSettings(reader, unit, call, callee)];
  reader.budget = outer;
  return made;
}

/** A call whose callee and arguments are followed only when somebody asks: most calls of a file are nobody's business. */
function callCandidate(reader: Reader, unit: Unit, call: Call, id: number, language: Language, foreign: boolean): CallCandidate {
  // Made so because it is several times faster than any other way to share getters.
  return { __proto__: CALL, kind: 'call', id, language, foreign, reader, unit, call, callee: null, made: null, place: null } as unknown as CallCandidate;
}

/** Named arguments a call gets from elsewhere. */
function handedOn(reader: Reader, { handed }: Callee): { name: string; value: Value }[] {
  return handed ? entriesOf(reader, handed.unit, handed.args).filter(({ name }) => !/^\d+$/.test(name)) : [];
}

/** `openai.api_base = "..."` holds for every call on the module. */
function moduleSettings(reader: Reader, unit: Unit, call: Call, callee: Callee): { name: string; value: Value }[] {
  if (callee.module === null || callee.receivers.length > 0 || call.callee.kind !== 'name') return [];
  const [head = ''] = call.callee.path;
  const { file } = unit.tree;
  return (file.members.get(head) ?? []).flatMap((name) =>
    (file.names.get(`${head}.${name}`) ?? []).map((value) => ({ name, value: valueOf(reader, unit, value) })),
  );
}

function collectTexts(unit: Unit, loose: readonly LooseText[], base: number, notCalls: ReadonlySet<Call>, candidates: Candidate[]): void {
  const silent = new Set([...notCalls].map(({ id }) => id));
  // The name of a variable or module is not a text of its own; the default beside it is, under the name it is assigned to.
  const named = new Set([...notCalls].map((call) => call.args[0]?.value.start));
  for (const { text, key, call, group, listed, start, end } of unit.tree.texts) {
    const value = gist(text);
    if (named.has(start) || value.length < 2) continue;
    candidates.push({
      kind: 'text',
      value,
      key,
      call: call === null || silent.has(call) ? null : base + call,
      group: group === null ? null : `${base}${group}`,
      ...(listed ? { listed } : {}),
      location: unit.locate(start, end),
    });
  }
  for (const { text, start, end } of loose) {
    const value = gist(text);
    if (value.length < 2) continue;
    candidates.push({ kind: 'text', value, key: null, call: null, group: null, listed: true, location: unit.locate(start, end) });
  }
}

/** Environment reads wherever they stand: by call, by member, by import, by a field of a settings class; and what the program sets itself. */
function collectEnvironment(unit: Unit, reader: Reader, notCalls: ReadonlySet<Call>, candidates: Candidate[]): void {
  reader.budget = readerBudget() * 10;
  const add = (name: string, fallback: Value | null, start: number, end: number): void => {
    candidates.push({ kind: 'env', name, fallback: fallback?.kind === 'text' ? fallback.text : null, call: null, location: unit.locate(start, end) });
  };
  for (const call of notCalls) {
    const env = environmentCall(unit, call);
    if (env) add(env.name, env.fallback ? valueOf(reader, unit, env.fallback) : null, call.start, call.end);
  }
  for (const { name, start, end } of unit.tree.reads) add(name, null, start, end);
  for (const { module, names, start, end } of unit.tree.imports) {
    if (module.startsWith('$env/')) for (const name of names) if (/^[A-Z][A-Z0-9_]+$/.test(name)) add(name, null, start, end);
  }
  collectSettings(unit, reader, add);
  for (const { name, value } of unit.tree.assigned) {
    const given = valueOf(reader, unit, value);
    if (given.kind === 'text') candidates.push({ kind: 'setting', path: [name], value: given.text, environment: true, location: given.location });
  }
}

function collectSettings(unit: Unit, reader: Reader, add: (name: string, fallback: Value | null, start: number, end: number) => void): void {
  for (const of of unit.tree.classes) {
    if (of.bases.length === 0 || of.parameters.length === 0 || settingsPrefix(newWalk(), unit, of, follow) === null) continue;
    for (const { name } of of.parameters) {
      const field: Expression | undefined = of.scope.names.get(name)?.[0];
      const value = field ? valueOf(reader, unit, field) : null;
      if (field && value?.kind === 'env') add(value.name, value.fallback, field.start, field.end);
    }
  }
}
