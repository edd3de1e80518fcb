/** Shell text -> candidates: what it runs, sets, sends, installs. */

import type { Candidate, Extraction, Value } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import type { Location } from '../../model/location.ts';
import { gist } from '../../util/addresses.ts';
import { createPlacer } from '../place.ts';
import { imageOf, installedPackages } from './installs.ts';
import { HOLE } from './json-body.ts';
import { type Command, readCommands, type Word } from './read.ts';
import { requestOf, tail } from './requests.ts';
import { either, literal, type Names, placed, valueOfWord } from './values.ts';
import { commandName, firstText, unwrap } from './wrappers.ts';
import { writtenSettings } from './written.ts';

/** Where an offset of the text stands in the file it was found in. */
export type Locate = (start: number, end: number) => Location;

/** A shell script. */
export function extractShell(file: SourceFile): Extraction {
  const place = createPlacer(file);
  return { candidates: extractCommands(file.text, (start, end) => place({ start, end })), problems: [] };
}

/**
 * Candidates of shell text wherever it stands: a script, a `RUN` line, a step of a workflow. `locate` turns offsets of the text into places; one
 * that only knows the line gives every candidate that line.
 */
export function extractCommands(text: string, locate: Locate): Candidate[] {
  return candidatesOf(readCommands(text), locate, text);
}

/** Candidates of a command given word by word (`["vllm", "serve", "x"]`), with no shell between. */
export function extractArguments(words: readonly { readonly text: string; readonly location: Location }[]): Candidate[] {
  const made = words.map(({ text }, at): Word => ({ parts: [{ kind: 'text', text, start: at }], start: at, end: at + 1, quoted: true }));
  const first = words[0]?.location;
  if (!first) return [];
  // Offsets count words here.
  const locate: Locate = (start) => words[Math.min(start, words.length - 1)]?.location ?? first;
  const inner = scriptWord(made);
  const script = inner === null ? null : literal(inner);
  if (inner && script !== null) return extractCommands(script, () => locate(inner.start, inner.end));
  return candidatesOf([{ assignments: [], words: made, input: [], output: null, from: null, conditional: false }], locate);
}

interface Run {
  readonly text: string;
  readonly names: Names;
  readonly locate: Locate;
  readonly exported: Set<string>;
  readonly candidates: Candidate[];
}

function candidatesOf(commands: readonly Command[], locate: Locate, text = ''): Candidate[] {
  const names: Names = { values: new Map(), words: new Map(), locate, result: (inner) => resultOf(names, inner) };
  const run: Run = { text, names, locate, exported: exportedNames(commands), candidates: [] };
  for (const command of commands) runCommand(run, command);
  return run.candidates;
}

/** What a substitution gives, for the few commands that only pass something on. */
function resultOf(names: Names, commands: readonly Command[]): Value | null {
  const [command] = commands;
  if (!command || commands.length !== 1) return null;
  const name = literal(command.words[0]);
  const [input] = command.input;
  if (name === 'cat' && input) return valueOfWord(names, input);
  if ((name === 'echo' || name === 'printf') && command.words.length === 2) return valueOfWord(names, command.words[1] as Word);
  return null;
}

/** Names made known to other programs anywhere in the text. */
function exportedNames(commands: readonly Command[]): Set<string> {
  const exported = new Set<string>();
  for (const { words } of commands) {
    const name = literal(words[0]);
    if (name === 'set' && words.some((word) => literal(word) === '-a' || literal(word) === 'allexport')) exported.add('*');
    if (name === 'export' || (name === 'declare' && words.some((word) => literal(word)?.startsWith('-x')))) {
      for (const word of words.slice(1)) if (/^[A-Za-z_]\w*$/.test(literal(word) ?? '')) exported.add(literal(word) as string);
    }
  }
  return exported;
}

const DECLARES = new Set(['export', 'declare', 'local', 'readonly', 'typeset']);
/** Commands whose words are messages, patterns or files: what they name is not used. */
const SILENT = new Set(
  (
    'echo printf logger say notify-send wall log info warn warning error err die fail abort debug success print println usage help git grep egrep fgrep rg ag sed awk gawk ' +
    'test [ [[ : true false cd mkdir rmdir rm cp mv ln ls cat head tail less touch chmod chown find sort uniq wc tr cut tee diff read trap shift return exit kill pkill ' +
    'pgrep wait sleep source . unset alias unalias which type hash man open date expr let seq basename dirname'
  ).split(' '),
);

function runCommand(run: Run, command: Command): void {
  for (const { name, words, conditional } of command.assignments) {
    if (command.words.length === 0) assign(run, name, words, conditional || command.conditional, run.exported.has(name) || run.exported.has('*'));
    else for (const word of words) setting(run, name, word);
  }
  for (const word of [...command.words, ...command.input, ...command.assignments.flatMap(({ words }) => words)]) insideWord(run, word);
  if (command.words.length > 0) runWords(run, command, command.words);
}

/** Commands in substitutions run as well; `:=` sets a name. */
function insideWord(run: Run, word: Word): void {
  for (const part of word.parts) {
    if (part.kind === 'substitution') for (const command of part.commands) runCommand(run, command);
    if (part.kind === 'variable' && part.sets && part.fallback && !run.names.values.has(part.name)) {
      const location = run.locate(part.start, part.end);
      run.names.values.set(part.name, { kind: 'env', name: part.name, fallback: valueOfWord(run.names, part.fallback), location });
    }
    if (part.kind === 'variable' && !run.names.values.has(part.name) && /^[A-Z][A-Z0-9_]*$/.test(part.name)) {
      const fallback = part.fallback ? literal(part.fallback) : null;
      run.candidates.push({ kind: 'env', name: part.name, fallback, call: null, location: run.locate(part.start, part.end) });
    }
  }
}

/** A variable of the script; an exported one is part of the environment too. */
function assign(run: Run, name: string, words: readonly Word[], conditional: boolean, exported: boolean): void {
  const { names } = run;
  const [first] = words;
  if (!first) return;
  const location = run.locate(first.start, first.end);
  const own = words.map((word) => valueOfWord(names, word));
  const known = conditional ? names.values.get(name) : undefined;
  names.values.set(name, either(known ? [known, ...own] : own, location));
  if (words.length === 1) names.words.set(name, first);
  for (const word of words) {
    if (exported) setting(run, name, word);
    else textOf(run, name, word, words.length > 1);
  }
}

function setting(run: Run, name: string, word: Word): void {
  const value = valueOfWord(run.names, word);
  // `NAME=${NAME:-usual}` sets what is used when nothing is given.
  const usual = value.kind === 'env' && value.fallback ? value.fallback : value;
  for (const one of usual.kind === 'choice' ? usual.options : [usual])
    if (one.kind === 'text' && one.text !== '')
      run.candidates.push({ kind: 'setting', path: [name], value: one.text, environment: true, location: one.location });
}

function textOf(run: Run, key: string | null, word: Word, listed = false): void {
  const value = valueOfWord(run.names, word);
  const usual = value.kind === 'env' && value.fallback ? value.fallback : value;
  const text = usual.kind === 'text' || usual.kind === 'pattern' ? gist(usual.text) : '';
  if (text.length < 2) return;
  const location = usual.location;
  run.candidates.push({ kind: 'text', value: text, key, call: null, group: null, ...(listed && { listed }), location });
}

function runWords(run: Run, command: Command, all: readonly Word[]): void {
  const name = commandName(all[0]);
  if (name !== null && declares(run, command, name, all)) return;
  if (installs(run, all)) return;
  const { words, given } = unwrap(all);
  for (const word of given) assignmentWord(run, word);
  const [head, ...rest] = words;
  const inner = commandName(head);
  if (!head || inner === null) return;
  if (words !== all && (declares(run, command, inner, words) || installs(run, words))) return;
  const script = scriptWord(words);
  if (script) return runScript(run, script);
  const image = imageOf(words, run.locate);
  if (image) {
    run.candidates.push(image.image);
    for (const word of image.given) assignmentWord(run, word);
    const entry = image.entrypoint ? [image.entrypoint, ...image.words] : image.words;
    const nested = scriptWord(entry);
    if (nested) runScript(run, nested);
    else say(run, command, image.entrypoint ? (commandName(image.entrypoint) ?? '') : '', entry, entry, image.entrypoint ? null : image.image.name);
    return;
  }
  if (SILENT.has(inner)) return void run.candidates.push(...writtenSettings(run.names, command, inner, rest));
  say(run, command, inner, words, rest, null);
}

/** One command as a candidate, and the options it names as texts. `words` has the command itself unless an image speaks for it. */
function say(run: Run, command: Command, name: string, words: readonly Word[], rest: readonly Word[], image: string | null): void {
  const { names, locate } = run;
  const first = words[0];
  const last = words.at(-1);
  const args = image === null ? rest : words;
  if (!first || !last) return;
  const request = image === null ? requestOf(names, name, rest, command) : null;
  run.candidates.push({
    kind: 'command',
    name,
    image,
    words: args.map((word) => valueOfWord(names, word)),
    request,
    location: locate(first.start, last.end),
  });
  for (const [at, word] of args.entries()) {
    const text = firstText(word);
    if (text.startsWith('--') && text.includes('=')) {
      textOf(run, text.slice(2, text.indexOf('=')), tail(word, text.indexOf('=') + 1));
      continue;
    }
    if (text.startsWith('-')) continue;
    const option = firstText(args[at - 1] ?? word);
    const key = at > 0 && option.startsWith('-') ? option.replace(/^-+/, '') : null;
    if (request === null || key !== null) textOf(run, key, word, key === null);
  }
}

/** `export NAME=value`, `local NAME=value`, `set -gx NAME value` (fish), `setenv NAME value`; false for any other command. */
function declares(run: Run, command: Command, name: string, words: readonly Word[]): boolean {
  if (DECLARES.has(name)) {
    const exported = name === 'export' || words.some((word) => /^-[a-z]*x/.test(firstText(word)));
    for (const word of words.slice(1)) {
      const [head, variable] = /^([A-Za-z_]\w*)\+?=/.exec(firstText(word)) ?? [];
      if (head !== undefined && variable !== undefined)
        assign(run, variable, [tail(word, head.length)], command.conditional, exported || run.exported.has(variable));
    }
    return true;
  }
  if (name === 'setenv' && words.length === 3) {
    assign(run, literal(words[1]) ?? '', [words[2] as Word], command.conditional, true);
    return true;
  }
  if (name !== 'set') return false;
  const options = words.slice(1).filter((word) => firstText(word).startsWith('-'));
  const [variable, ...values] = words.slice(1 + options.length);
  const named = literal(variable);
  if (named === null || !/^[A-Za-z_]\w*$/.test(named)) return true;
  assign(
    run,
    named,
    values,
    command.conditional,
    options.some((word) => /^-\w*x|^--export$/.test(firstText(word))),
  );
  return true;
}

function installs(run: Run, words: readonly Word[]): boolean {
  const packages = installedPackages(words, run.locate);
  run.candidates.push(...packages);
  return packages.length > 0;
}

/** `NAME=value` as a word: of `env`, of `docker run -e`. */
function assignmentWord(run: Run, word: Word): void {
  const [head, name] = /^([A-Za-z_]\w*)=/.exec(firstText(word)) ?? [];
  if (head !== undefined && name !== undefined) setting(run, name, tail(word, head.length));
}

const SHELLS = new Set(['sh', 'bash', 'zsh', 'fish', 'dash', 'ash', 'ksh', 'eval']);

/** The script of `bash -lc "..."`. */
function scriptWord(words: readonly Word[]): Word | null {
  const name = commandName(words[0]);
  if (name === null || !SHELLS.has(name)) return null;
  if (name === 'eval') return words[1] ?? null;
  const at = words.findIndex((word, position) => position > 0 && /^-\w*c$/.test(literal(word) ?? ''));
  return at < 0 ? null : (words[at + 1] ?? null);
}

/** A script given as one word: read with the names known here, at the places it really has. */
function runScript(run: Run, word: Word): void {
  const { text, at } = placed(run.names, word);
  if (!text.includes(HOLE)) {
    run.candidates.push(...candidatesOf(readCommands(text), (start, end) => at(start, Math.max(end, start + 1)), text));
    return;
  }
  // With expansions in it, it is read as it is written: they mean the same inside.
  const quoted = run.text[word.start] === '"' && run.text[word.end - 1] === '"' ? 1 : 0;
  for (const command of readCommands(run.text, word.start + quoted, word.end - quoted)) runCommand(run, command);
}
