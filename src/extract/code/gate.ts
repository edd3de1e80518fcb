/**
 * Whether a file of code has anything to be parsed for. Its tokens are looked at, comments left out: a word the prefilter found in a comment or
 * within a longer text ends here, before the grammar, which gets the same tokens.
 */
import type { Repository, Signs, SourceFile } from '../../model/file.ts';
import { CODE, isCodeKind, lexFile } from './languages.ts';
import { importsSign, leadsSomewhere } from './leads.ts';
import { heardThrough, leadsThrough } from './neighbourhood.ts';
import { type Speech, speechOf } from './speech.ts';
import type { LexedFile } from './streams.ts';
import type { Tokens } from './tokens.ts';

/** What is known of a file before it is parsed. `leads`: its calls can be calls of a library the knowledge base knows. */
export interface Outlook {
  readonly leads: boolean;
  readonly worthParsing: boolean;
  /** The tokens of the file, where they were made. */
  readonly tokens: readonly Tokens[] | null;
}

const OPEN: Outlook = { leads: true, worthParsing: true, tokens: null };

/** The outlook of a file. Without a repository everything is possible; in PowerShell too, where every word can be another program. */
export function outlookOf(file: SourceFile, repository: Repository | null): Outlook {
  const { kind, path, text } = file;
  const signs = repository?.signs;
  if (signs === undefined || repository === null || !isCodeKind(kind) || kind === 'powershell') return OPEN;
  const { language } = CODE[kind];
  const importing = language === 'python' || language === 'javascript';
  if (importing && leadsSomewhere(repository, language, path, text)) return OPEN;
  const tokens = lexFile(kind, text, path);
  const lexed: LexedFile = { kind, path, tokens };
  if (!importing) return { ...throughNeighbours(lexed, repository, signs), tokens };
  return { leads: false, worthParsing: importsSign(repository, language, path) || hasSense(speechOf(lexed, signs)), tokens };
}

/** Whether what was heard makes sense by itself. */
function hasSense({ speaks, offers, expects }: Speech): boolean {
  return speaks || (offers && expects);
}

/** The same where files see each other without imports: what its neighbours say counts, and where they lead. */
function throughNeighbours(file: LexedFile, repository: Repository, signs: Signs): Pick<Outlook, 'leads' | 'worthParsing'> {
  const reached = leadsThrough(file, repository, signs);
  return reached === null ? OPEN : { leads: false, worthParsing: hasSense(heardThrough(file, reached, repository, signs)) };
}
