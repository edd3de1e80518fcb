/** Key paths of configuration formats: which settings of a file stand where. */
import type { SettingCandidate } from '../model/candidate.ts';
import type { ConfigFormat, ConfigPath } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import { createGlobMatcher, parseGlobs } from '../util/glob.ts';
import { word } from './arguments.ts';

/** A setting with its path in the form in which names are compared. */
export interface KeyedSetting {
  readonly setting: SettingCandidate;
  /** Keys as written; those of a dotted format taken apart. */
  readonly keys: readonly string[];
}

/** One place a pattern matches: the keys it took, and what its holes hold. */
export interface Place {
  readonly length: number;
  readonly holes: Readonly<Record<string, string>>;
}

interface Format {
  readonly format: ConfigFormat;
  readonly fits: (path: string) => boolean;
}

const FORMATS = new WeakMap<Index, readonly Format[]>();

function allFormats(index: Index): readonly Format[] {
  const known = FORMATS.get(index);
  if (known) return known;
  const made = [...index.configs.values()].map((format): Format => ({ format, fits: createGlobMatcher([{ base: '', globs: parseGlobs(format.files) }]) }));
  FORMATS.set(index, made);
  return made;
}

const NAMED = new WeakMap<Index, (path: string) => boolean>();

/** Whether a file is to be read whatever is in it: its name says that it sets up models or tools. Asked of every file: one matcher for all formats. */
export function isConfigFile(index: Index, path: string): boolean {
  const known = NAMED.get(index);
  if (known) return known(path);
  const lines = [...index.configs.values()].flatMap(({ always, files }) => (always ? files : []));
  const matches = createGlobMatcher([{ base: '', globs: parseGlobs(lines) }]);
  const hasFittingName = namesOf(lines);
  const made = (of: string): boolean => hasFittingName(of) && matches(of);
  NAMED.set(index, made);
  return made(path);
}

/** Whether a file's name ends, or begins, as one of the patterns does. Globs cost more than reading most files. */
function namesOf(patterns: readonly string[]): (path: string) => boolean {
  const endings = new Set<string>();
  const beginnings: string[] = [];
  for (const pattern of patterns) {
    const name = pattern.slice(pattern.lastIndexOf('/') + 1);
    const dot = name.lastIndexOf('.');
    const ending = name.slice(dot + 1);
    if (dot >= 0 && !WILD.test(ending)) endings.add(ending);
    else beginnings.push(name.split(WILD, 1)[0] ?? '');
  }
  return (path) => {
    if (endings.has(path.slice(path.lastIndexOf('.') + 1))) return true;
    const name = path.slice(path.lastIndexOf('/') + 1);
    return beginnings.some((beginning) => name.startsWith(beginning));
  };
}

const WILD = /[*?[\]{}!\\]/;

/** The formats a file is of: by its path, and by the keys it must have. */
export function formatsOf(index: Index, path: string, settings: readonly SettingCandidate[]): ConfigFormat[] {
  if (settings.length === 0) return [];
  return allFormats(index)
    .filter(({ format, fits }) => fits(path) && has(format, settings))
    .map(({ format }) => format);
}

function has(format: ConfigFormat, settings: readonly SettingCandidate[]): boolean {
  if (format.requires.length === 0) return true;
  const keyed = keyedSettings(format, settings);
  return format.requires.some((pattern) => keyed.some(({ keys }) => placesOf(pattern, keys).length > 0));
}

/** Settings with their keys as the format writes them. */
export function keyedSettings(format: ConfigFormat, settings: readonly SettingCandidate[]): KeyedSetting[] {
  return settings.map((setting) => ({ setting, keys: format.dotted ? setting.path.flatMap((key) => key.split('.')) : setting.path }));
}

/** Where a pattern matches the beginning of a key path. */
export function placesOf(pattern: string, keys: readonly string[]): Place[] {
  const parts = pattern.split('.');
  if (parts[0] !== '**') {
    const place = placeAt(parts, keys, 0);
    return place === null ? [] : [place];
  }
  const rest = parts.slice(1);
  const places: Place[] = [];
  for (let from = 0; from + rest.length <= keys.length; from++) {
    const place = placeAt(rest, keys, from);
    if (place !== null) places.push(place);
  }
  return places;
}

/** Whether a pattern is the whole of a path below a place; `.` is the place itself. */
export function isAt(pattern: string, below: readonly string[]): boolean {
  if (pattern === '.') return below.length === 0;
  return placesOf(pattern, below).some(({ length }) => length === below.length);
}

function placeAt(parts: readonly string[], keys: readonly string[], from: number): Place | null {
  if (from + parts.length > keys.length) return null;
  const holes: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    const key = keys[from + at] as string;
    const hole = /^\{(\w+)\}$/.exec(part)?.[1];
    if (hole !== undefined) holes[hole] = key;
    else if (!fitsKey(part, key)) return null;
  }
  return { length: from + parts.length, holes };
}

function fitsKey(part: string, key: string): boolean {
  if (part === '*') return true;
  if (part.endsWith('*')) return word(key).startsWith(word(part.slice(0, -1)));
  return word(part) === word(key);
}

/** One place of a file where a way to a model is set up. */
export interface Instance {
  readonly path: ConfigPath;
  readonly key: string;
  readonly provider: string | null;
  /** Settings below the place, with their keys from there. */
  readonly settings: KeyedSetting[];
}

/** The first pattern that is there decides; `all` takes every setting of any of them. */
export function find({ settings }: Instance, patterns: readonly string[], all = false): SettingCandidate[] {
  const found: SettingCandidate[] = [];
  for (const pattern of patterns) {
    const here = settings.filter(({ setting, keys }) => isAt(pattern, keys) && setting.value.trim() !== '').map(({ setting }) => setting);
    if (here.length > 0 && !all) return here;
    found.push(...here);
  }
  return found;
}
