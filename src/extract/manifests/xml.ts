import { bound, meet } from '../../model/bounds.ts';
import type { Span } from '../tree.ts';

/** A text and its offsets, blanks at the ends left out. */
export interface XmlText extends Span {
  readonly text: string;
}

/** An element of an XML file. Namespace prefixes stay in the name. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, XmlText>;
  readonly children: XmlNode[];
  /** The first text in it. */
  text: XmlText | null;
}

const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads an XML file as far as it goes; the returned node holds the root. Forgives what does not match. Elements nested too deep are left out. */
export function parseXml(text: string): XmlNode {
  const root: XmlNode = { name: '', attributes: new Map(), children: [], text: null };
  const open: XmlNode[] = [root];
  for (let at = text.indexOf('<'); at !== -1; ) {
    const skipped = skip(text, at);
    const end = skipped ?? tagEnd(text, at);
    if (end === -1) break;
    if (skipped === null) readTag(text, at, end, open);
    const following = text.indexOf('<', end);
    const top = open.at(-1);
    if (top && top !== root && top.text === null) top.text = trimmed(text, end, following === -1 ? text.length : following);
    at = following;
  }
  return root;
}

/** The first child of a name. */
export function childOf(node: XmlNode | null | undefined, name: string): XmlNode | null {
  return node?.children.find((child) => child.name === name) ?? null;
}

/** The elements under a path, all of them. */
export function elementsAt(node: XmlNode, ...path: readonly string[]): XmlNode[] {
  return path.reduce<XmlNode[]>((nodes, name) => nodes.flatMap(({ children }) => children.filter((child) => child.name === name)), [node]);
}

/** All elements of a name, at any depth, in the order of the file. */
export function elementsNamed(node: XmlNode, names: ReadonlySet<string>): XmlNode[] {
  return node.children.flatMap((child) => (names.has(child.name) ? [child] : elementsNamed(child, names)));
}

/** End of a comment, a declaration or a CDATA section; null for a tag, -1 when it does not end. */
function skip(text: string, at: number): number | null {
  const close = SKIPPED.find(([start]) => text.startsWith(start, at))?.[1];
  if (close === undefined) return null;
  const end = text.indexOf(close, at + 2);
  return end === -1 ? -1 : end + close.length;
}

/** Behind the `>` of a tag, which its attributes may hold too. */
function tagEnd(text: string, at: number): number {
  let quote = '';
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return i + 1;
  }
  return -1;
}

function readTag(text: string, at: number, end: number, open: XmlNode[]): void {
  const closing = text[at + 1] === '/';
  const name = /^[\w:.-]+/.exec(text.slice(at + (closing ? 2 : 1), end))?.[0];
  if (name === undefined) return;
  if (closing) {
    const depth = open.findLastIndex((node) => node.name === name);
    if (depth > 0) open.length = depth;
    return;
  }
  const node: XmlNode = { name, attributes: attributesOf(text, at, end), children: [], text: null };
  if (open.length > bound('nesting')) return meet('nesting');
  open.at(-1)?.children.push(node);
  if (text[end - 2] !== '/') open.push(node);
}

function attributesOf(text: string, at: number, end: number): Map<string, XmlText> {
  const attributes = new Map<string, XmlText>();
  for (const match of text.slice(at, end).matchAll(ATTRIBUTE)) {
    const value = match[2] ?? match[3] ?? '';
    const last = at + match.index + match[0].length - 1;
    attributes.set(match[1] ?? '', { text: value, start: last - value.length, end: last });
  }
  return attributes;
}

function trimmed(text: string, from: number, to: number): XmlText | null {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return start === end ? null : { text: text.slice(start, end), start, end };
}
