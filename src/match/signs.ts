/** Cheap questions about single words of code: whether one can matter at all. A yes decides nothing; a no is final. */
import type { Signs } from '../model/file.ts';
import type { Index } from '../model/knowledge.ts';
import { decodedText } from '../util/encoded-text.ts';
import { memoized } from '../util/memo.ts';
import { constructRoots, rootOfModule } from './constructs.ts';
import { isDeviceName } from './devices.ts';
import { matchHost } from './hosts.ts';
import { API_PATH } from './http.ts';
import { constantModelId } from './model-constant.ts';
import { resolveModelId } from './model-id.ts';

const SIGNS = new WeakMap<Index, Signs>();

/** The signs of a knowledge base; made once. */
export function signsOf(index: Index): Signs {
  const known = SIGNS.get(index);
  if (known) return known;
  const paths = requestPaths(index);
  const made: Signs = {
    module: (module) => constructRoots(index).has(rootOfModule(module)),
    text: memoized((value) => signOf(index, value)),
    names: (names, expected, fewest) => {
      for (const name of names) if (isNameSign(index, name) || (expected && EXPECTS_MODEL.test(name))) return true;
      return paths.some((path) => path.length >= fewest && path.every((part) => names.has(part)));
    },
    constant: memoized((name) => constantModelId(index, name) !== null),
    adds: (name) => name.length >= 9 && /^[A-Z]/.test(name) && index.calls.has(name),
  };
  SIGNS.set(index, made);
  return made;
}

/** Names of variables and options that hold a model; `engine` alone is one of a database. */
const EXPECTS_MODEL = /model|deployment|llm/i;

/** A model, an address, a variable of the environment, a device. */
function signOf(index: Index, value: string): 'alone' | 'expected' | null {
  if (API_PATH.test(value)) return 'alone';
  if (/\s/.test(value)) return (value.match(/\bhttps?:\/\/[^\s"'`<>)]+/gi) ?? []).some((url) => matchHost(index, url)?.entry) ? 'alone' : null;
  if (index.env.has(value) || index.switches.has(value) || isDeviceName(index, value)) return 'alone';
  if (/[.{]/.test(value) && (matchHost(index, value)?.entry ?? null) !== null) return 'alone';
  const plain = decodedText(value);
  if (plain !== null && matchHost(index, plain)?.entry) return 'alone';
  if (resolveModelId(index, value, false)?.boundOnly === false) return 'alone';
  return resolveModelId(index, value, true) === null ? null : 'expected';
}

/** `process.env.OPENAI_API_KEY`, a field `openai_api_key` of a class of settings, and such a class itself. */
function isNameSign(index: Index, name: string): boolean {
  return name === 'BaseSettings' || index.env.has(name) || index.switches.has(name) || (name.includes('_') && index.env.has(name.toUpperCase()));
}

/** Paths of calls that are believed wherever the object comes from: `chat.completions.create`. */
function requestPaths(index: Index): (readonly string[])[] {
  const paths = new Map<string, readonly string[]>();
  for (const shapes of index.calls.values()) {
    for (const { shape } of shapes) {
      const parts = shape.name.split('.');
      if (shape.makes === 'call' && parts.length >= 2) paths.set(shape.name, parts);
    }
  }
  return [...paths.values()];
}
