/**
 * Where a file leads in the languages whose files see each other without imports: to every file of the repository that may bind a name of it, and
 * on from there. A file the prefilter saw nothing in binds nothing that matters, and nobody leads through it.
 */
import type { Language } from '../../model/candidate.ts';
import type { Repository, Signs } from '../../model/file.ts';
import { memoized } from '../../util/memo.ts';
import { CODE, kindOfPath, lexFile } from './languages.ts';
import { filesMentioned, namesModule } from './mentions.ts';
import { type Speech, speechOf } from './speech.ts';
import { type LexedFile, streamsOf } from './streams.ts';
import type { Tokens } from './tokens.ts';

/** Reached from more files than this, something known is taken for granted. */
const MAX_REACHED = 500;

interface Node {
  /** It names a module the knowledge base knows. */
  readonly known: boolean;
  readonly files: Iterable<string>;
  /** What it says; heard when somebody asks. */
  speech: Speech | null;
}

const SILENT: Speech = { speaks: false, offers: false, expects: false };
const NOWHERE: Node = { known: false, files: [], speech: SILENT };
const KNOWN: Node = { known: true, files: [], speech: null };

/** What is known of the files of one repository. */
interface Neighbourhood {
  readonly nodes: Map<string, Node>;
  /** Whether a module is known, by language. */
  readonly modules: Map<Language, (module: string) => boolean>;
}

const NEIGHBOURHOODS = new WeakMap<Repository, Neighbourhood>();

function neighbourhoodOf(repository: Repository): Neighbourhood {
  const known = NEIGHBOURHOODS.get(repository);
  if (known) return known;
  const made: Neighbourhood = { nodes: new Map(), modules: new Map() };
  NEIGHBOURHOODS.set(repository, made);
  return made;
}

/** The paths of all files a file leads to, itself included; null when one of them names a module the knowledge base knows. */
export function leadsThrough(file: LexedFile, repository: Repository, signs: Signs): readonly string[] | null {
  const { nodes } = neighbourhoodOf(repository);
  const own = nodes.get(file.path) ?? nodeOf(file, repository, signs);
  nodes.set(file.path, own);
  const paths = new Set([file.path]);
  for (const path of paths) {
    // The answer hangs on every file on the way: whoever remembers it has to know them.
    if (path !== file.path) repository.used?.(path);
    const node = nodeAt(path, repository, signs);
    if (node.known || paths.size > MAX_REACHED) return null;
    for (const next of node.files) paths.add(next);
  }
  return [...paths];
}

/** What a file and those it leads to say, taken together; as far as to the first that speaks by itself. */
export function heardThrough(file: LexedFile, paths: readonly string[], repository: Repository, signs: Signs): Speech {
  let heard = SILENT;
  for (const path of paths) {
    const node = nodeAt(path, repository, signs);
    node.speech ??= path === file.path ? speechOf(file, signs) : speechAt(path, repository, signs);
    const { speaks, offers, expects } = node.speech;
    if (speaks) return node.speech;
    heard = { speaks, offers: heard.offers || offers, expects: heard.expects || expects };
  }
  return heard;
}

function nodeAt(path: string, repository: Repository, signs: Signs): Node {
  const { nodes } = neighbourhoodOf(repository);
  const known = nodes.get(path);
  if (known) return known;
  const file = lexedAt(path, repository);
  const node = file === null ? NOWHERE : nodeOf(file, repository, signs);
  nodes.set(path, node);
  return node;
}

function lexedAt(path: string, repository: Repository): LexedFile | null {
  const text = repository.read(path);
  const kind = kindOfPath(path);
  return text === null ? null : { kind, path, tokens: lexFile(kind, text, path) };
}

/** Tokens are too large to keep, and where files lead somewhere nobody asks what they say: they are made again. */
function speechAt(path: string, repository: Repository, signs: Signs): Speech {
  const file = lexedAt(path, repository);
  return file === null ? SILENT : speechOf(file, signs);
}

function nodeOf(file: LexedFile, repository: Repository, signs: Signs): Node {
  const { kind, path } = file;
  const known = knownModules(CODE[kind].language, repository, signs);
  const streams: Tokens[] = [];
  for (const stream of streamsOf(file)) {
    if (namesModule(kind, stream, known)) return KNOWN;
    streams.push(stream);
  }
  const mentioned = (): Set<string> => filesMentioned(kind, path, streams, repository);
  return { known: false, files: repository.trail ? repository.trail.lookUp(path, path, mentioned) : mentioned(), speech: null };
}

function knownModules(language: Language, repository: Repository, signs: Signs): (module: string) => boolean {
  const { modules } = neighbourhoodOf(repository);
  const made = modules.get(language);
  if (made) return made;
  // A method that a library adds to objects of others stands at the end of what reads like a module.
  const adds = (module: string): boolean => language === 'csharp' && signs.adds(module.slice(module.lastIndexOf('.') + 1));
  const known = memoized((module) => repository.known(language, module) || signs.module(module) || adds(module));
  modules.set(language, known);
  return known;
}
