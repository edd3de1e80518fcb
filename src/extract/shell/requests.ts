/** HTTP requests made by a command: `curl`, `wget`, `http`. Where they go, and what they send. */
import type { Value } from '../../model/candidate.ts';
import { readBody } from './json-body.ts';
import type { Command, Part, Word } from './read.ts';
import { literal, type Names, placed, plainText, valueOfWord } from './values.ts';
import { firstText } from './wrappers.ts';

/** Options of a client that take a value, by what the value is. */
interface Client {
  readonly url: string;
  readonly body: string;
  /** Options whose value is neither. */
  readonly other: string;
}

const CLIENTS: Readonly<Record<string, Client>> = {
  curl: {
    url: '--url',
    body: '-d --data --data-raw --data-binary --data-ascii --json --data-urlencode',
    other:
      '-H --header -X --request -o --output -u --user -A --user-agent -b --cookie -c --cookie-jar -e --referer -F --form -K --config -m --max-time ' +
      '--connect-timeout --retry --retry-delay --retry-max-time -w --write-out -x --proxy --cacert --cert --key --resolve -T --upload-file --oauth2-bearer -D --dump-header --limit-rate',
  },
  wget: {
    url: '',
    body: '--post-data --body-data',
    other: '--header --method -O --output-document -P --directory-prefix -o --output-file --user --password --timeout --tries -U --user-agent',
  },
};
/** HTTPie and its kin: `http POST url key=value`. */
const HTTPIE = new Set(['http', 'https', 'xh', 'xhs', 'httpie']);

/** Where a command sends a request, and its body. */
export interface CommandRequest {
  readonly url: Value;
  readonly body: Value | null;
}

/** The request of a command of this name; null for any other. */
export function requestOf(names: Names, name: string, words: readonly Word[], command: Command): CommandRequest | null {
  if (HTTPIE.has(name)) return httpieRequest(names, words, command);
  const client = Object.hasOwn(CLIENTS, name) ? CLIENTS[name] : undefined;
  if (!client) return null;
  const urls: Word[] = [];
  const bodies: Word[] = [];
  const is = (list: string, option: string): boolean => option !== '' && list.split(' ').includes(option);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const text = firstText(word);
    if (!text.startsWith('-')) {
      urls.push(word);
      continue;
    }
    const cut = text.startsWith('--') ? text.indexOf('=') : -1;
    const option = cut < 0 ? text : text.slice(0, cut);
    const joined = cut < 0 ? shortValue(word, text, client) : tail(word, cut + 1);
    const short = joined !== null && cut < 0 ? text.slice(0, 2) : option;
    if (joined !== null) (is(client.body, short) ? bodies : is(client.url, short) ? urls : []).push(joined);
    else {
      const value = words[at + 1];
      const takes = is(client.body, option) || is(client.url, option) || is(client.other, option) || bundled(text, client);
      if (!takes || !value) continue;
      at++;
      if (is(client.body, option) || (bundled(text, client) && text.endsWith('d'))) bodies.push(value);
      else if (is(client.url, option)) urls.push(value);
    }
  }
  const [url] = urls.filter((word) => looksLikeUrl(word));
  return url ? { url: valueOfWord(names, url), body: bodyOf(names, bodies, command) } : null;
}

/** `-sSd`, `-sX`: the last letter of a bundle can take a value. */
function bundled(text: string, client: Client): boolean {
  return (
    /^-[A-Za-z]{2,6}$/.test(text) && `${client.body} ${client.other}`.split(' ').includes(`-${text.at(-1)}`) && /^-[a-zA-Z]*[sSfLkNivg]/.test(text.slice(0, -1))
  );
}

/** `-d'{...}'`, `-XPOST`: the value stands in the same word. */
function shortValue(word: Word, text: string, client: Client): Word | null {
  const option = text.slice(0, 2);
  if (text.startsWith('--') || !`${client.body} ${client.other}`.split(' ').includes(option)) return null;
  if (text.length === 2 && word.parts.length === 1) return null;
  return tail(word, 2);
}

/** A word without the characters it begins with. */
export function tail(word: Word, length: number): Word {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'text') return word;
  const text = first.text.slice(length);
  const kept: Part[] = text === '' ? rest : [{ kind: 'text', text, start: first.start + length }, ...rest];
  const start = kept[0]?.start ?? word.end;
  return { ...word, parts: kept, start };
}

function looksLikeUrl(word: Word): boolean {
  const text = plainText(word);
  return (
    /^(?:https?|wss?):\/\//i.test(text) ||
    text.startsWith('{}') ||
    /^[\w-]+(?:\.[\w-]+)+(?:[:/]|$)/.test(text) ||
    /^localhost\b/.test(text) ||
    /^:\d+/.test(text)
  );
}

/** The body as an object: written out, kept in a variable, read from a heredoc or from the command before. */
function bodyOf(names: Names, bodies: readonly Word[], command: Command): Value | null {
  for (const body of bodies) {
    const source = plainText(body) === '@-' ? inputOf(command) : body;
    const value = source ? bodyValue(names, source) : null;
    if (value) return value;
  }
  return null;
}

/** What a command reads: its own heredoc, or what the command before it prints. */
function inputOf(command: Command): Word | null {
  const [own] = command.input;
  if (own) return own;
  const { from } = command;
  if (!from) return null;
  const name = literal(from.words[0]);
  if (name === 'echo' || name === 'printf') return from.words.find((word, at) => at > 0 && /[{]|^\{\}$/.test(plainText(word))) ?? null;
  if (name === 'cat' && from.input[0]) return from.input[0];
  return name === 'jq'
    ? { parts: [{ kind: 'substitution', commands: [from], start: from.words[0]?.start ?? 0, end: from.words[0]?.end ?? 0 }], start: 0, end: 0, quoted: false }
    : null;
}

function bodyValue(names: Names, word: Word): Value | null {
  const made = jqObject(names, word);
  if (made) return made;
  const value = readBody(placed(names, word));
  if (value) return value;
  const given = valueOfWord(names, word);
  return given.kind === 'object' ? given : null;
}

/** `$(jq -n --arg model "$MODEL" '{model: $model}')`: the object the program makes. */
function jqObject(names: Names, word: Word): Value | null {
  const [part] = word.parts;
  if (word.parts.length !== 1 || !part) return null;
  if (part.kind === 'variable') {
    const kept = names.words.get(part.name);
    return kept && kept !== word && kept.parts[0]?.kind === 'substitution' ? jqObject(names, kept) : null;
  }
  const command = part.kind === 'substitution' ? part.commands.find((one) => literal(one.words[0]) === 'jq') : undefined;
  if (!command) return null;
  const variables = new Map<string, Value>();
  const { words } = command;
  for (let at = 1; at < words.length; at++) {
    const option = literal(words[at]);
    const name = literal(words[at + 1]);
    const given = words[at + 2];
    if ((option === '--arg' || option === '--argjson') && name !== null && given) variables.set(name, valueOfWord(names, given));
  }
  const program = words.find((candidate, at) => at > 0 && /^\s*\{/.test(firstText(candidate)));
  return program ? readBody(placed(names, program), variables) : null;
}

/** `http POST host/path model=x temperature:=0`. */
function httpieRequest(names: Names, words: readonly Word[], command: Command): CommandRequest | null {
  const given = words.filter((word) => !firstText(word).startsWith('-') && !/^[A-Z]{3,7}$/.test(plainText(word)));
  const at = given.findIndex(looksLikeUrl);
  const url = given[at];
  if (!url) return null;
  const entries = given.slice(at + 1).flatMap((word) => {
    const [, name, sign = ''] = /^([\w[\]-]+)(:?=)/.exec(firstText(word)) ?? [];
    return name === undefined ? [] : [{ name, value: valueOfWord(names, tail(word, name.length + sign.length)) }];
  });
  const piped = inputOf(command);
  const location = names.locate(url.start, url.end);
  const body: Value | null = entries.length > 0 ? { kind: 'object', entries, location } : piped ? bodyValue(names, piped) : null;
  return { url: valueOfWord(names, url), body };
}
