/** Settings a command writes into a file: `echo "NAME=value" >> .env`, `cat > .env <<EOF`, `cat > config.json <<EOF`. */
import type { Candidate, Value } from '../../model/candidate.ts';
import { readBody } from './json-body.ts';
import type { Command, Word } from './read.ts';
import { type Names, placed, plainText } from './values.ts';

const ENVIRONMENT_FILE = /(?:^|[./])env(?:rc)?(?:[./]|$)|\.(?:bash|zsh)(?:rc|_profile)$|\.profile$/;

/** What goes into a file whose name says that it holds settings; nothing for any other command. `words` are those after the name. */
export function writtenSettings(names: Names, command: Command, name: string, words: readonly Word[]): Candidate[] {
  const target = command.output ? plainText(command.output) : '';
  const bodies = name === 'cat' || name === 'tee' ? command.input : name === 'echo' || name === 'printf' ? words : [];
  if (ENVIRONMENT_FILE.test(target)) return bodies.flatMap((body) => linesOf(names, body));
  return /\.json$/.test(target) ? bodies.flatMap((body) => entriesOf(readBody(placed(names, body)), [])) : [];
}

function linesOf(names: Names, body: Word): Candidate[] {
  const { text, at } = placed(names, body);
  return [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=["']?([^"'\s\u0001]+)["']?[ \t]*$/gm)].map((match): Candidate => {
    const value = match[2] as string;
    const start = match.index + match[0].indexOf(value, match[0].indexOf('='));
    return { kind: 'setting', path: [match[1] as string], value, environment: true, location: at(start, start + value.length) };
  });
}

function entriesOf(value: Value | null, path: readonly string[]): Candidate[] {
  if (value?.kind === 'object') return value.entries.flatMap((entry) => entriesOf(entry.value, [...path, entry.name]));
  return value?.kind === 'text' && value.text !== '' ? [{ kind: 'setting', path, value: value.text, environment: false, location: value.location }] : [];
}
