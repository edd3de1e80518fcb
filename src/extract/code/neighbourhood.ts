/**
 * Where a file leads in the languages whose files see each other without imports: to every file of the repository that may bind a name of it, and
 * on from there. A file the prefilter saw nothing in binds nothing that matters, and nobody leads through it.
 */
import type { CodeKind, Repository, Signs } from '../../model/file.ts';
import { CODE, kindOfPath, lexFile } from './languages.ts';
import { filesMentioned, namesModule } from './mentions.ts';
import { type Speech, speechOf } from './speech.ts';
import type { Tokens } from './tokens.ts';

/** Reached from more files than this, something known is taken for granted. */
const MAX_REACHED = 500;

interface Node {
  /** It names a module the knowledge base knows. */
  readonly known: boolean;
  readonly files: Iterable<string>;
  readonly speech: Pick<Speech, 'speaks' | 'offers' | 'expects'>;
}

const SILENT = { speaks: false, offers: false, expects: false };
const NOWHERE: Node = { known: false, files: [], speech: SILENT };
const KNOWN: Node = { ...NOWHERE, known: true };

const NODES = new WeakMap<Repository, Map<string, Node>>();

interface LexedFile {
  readonly kind: CodeKind;
  readonly path: string;
  readonly tokens: readonly Tokens[];
}

/** All files a file leads to, itself included; null when one of them names a module the knowledge base knows. */
export function leadsThrough(file: LexedFile, repository: Repository, signs: Signs): readonly Node[] | null {
  let nodes = NODES.get(repository);
  if (!nodes) NODES.set(repository, (nodes = new Map()));
  const own = nodes.get(file.path) ?? nodeOf(file, repository, signs);
  nodes.set(file.path, own);
  const reached: Node[] = [];
  const paths = new Set([file.path]);
  for (const path of paths) {
    // The answer hangs on every file on the way: whoever remembers it has to know them.
    if (path !== file.path) repository.used?.(path);
    const node = path === file.path ? own : nodeAt(nodes, path, repository, signs);
    if (node.known || reached.length > MAX_REACHED) return null;
    reached.push(node);
    for (const next of node.files) paths.add(next);
  }
  return reached;
}

/** What is said in some files, taken together. */
export function heardThrough(nodes: readonly Node[]): Pick<Speech, 'speaks' | 'offers' | 'expects'> {
  const some = (of: 'speaks' | 'offers' | 'expects'): boolean => nodes.some(({ speech }) => speech[of]);
  return { speaks: some('speaks'), offers: some('offers'), expects: some('expects') };
}

function nodeAt(nodes: Map<string, Node>, path: string, repository: Repository, signs: Signs): Node {
  const known = nodes.get(path);
  if (known) return known;
  const text = repository.read(path);
  const kind = kindOfPath(path);
  const node = text === null ? NOWHERE : nodeOf({ kind, path, tokens: lexFile(kind, text, path) }, repository, signs);
  nodes.set(path, node);
  return node;
}

function nodeOf({ kind, path, tokens }: LexedFile, repository: Repository, signs: Signs): Node {
  const { language } = CODE[kind];
  const known = (module: string): boolean =>
    repository.known(language, module) || signs.module(module) || (language === 'csharp' && signs.adds(module.slice(module.lastIndexOf('.') + 1)));
  if (tokens.some((stream) => namesModule(kind, stream, known))) return KNOWN;
  const { names, streams, speaks, offers, expects } = speechOf(tokens, { kind, path, whole: true }, signs);
  // What stands in the holes of texts can name a module, too.
  if (streams.length > tokens.length && streams.some((stream) => namesModule(kind, stream, known))) return KNOWN;
  return { known: false, files: filesMentioned(kind, path, names, streams, repository), speech: { speaks, offers, expects } };
}
