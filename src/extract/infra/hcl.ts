/** HCL: blocks and attributes, as Terraform, OpenTofu, Packer and Nomad write them. */
import { bound, meet } from '../../model/bounds.ts';
import type { SourceFile } from '../../model/file.ts';
import type { Expression } from './expression.ts';
import { createReader, lineEnd, placeOf, type Reader, readExpression, readName, skip, take } from './parse-expression.ts';

/** `type "label" "label" { ... }`. The body of a file is a block without type. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: readonly { readonly name: string; readonly value: Expression }[];
  readonly blocks: readonly HclBlock[];
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** Reads a file. What is no HCL is stepped over line by line. */
export function parseHcl(file: SourceFile): HclBlock {
  return readBody(createReader(file, 'hcl'), { type: '', labels: [], start: 0 }, 0);
}

/** How deep blocks in blocks are read; what is further in is stepped over. */
function isWithin(reader: Reader, depth: number): boolean {
  if (depth < bound('nesting')) return true;
  if (reader.text[reader.at] === '{') meet('nesting', placeOf(reader));
  return false;
}

type Head = Pick<HclBlock, 'type' | 'labels' | 'start'>;

function readBody(reader: Reader, head: Head, depth: number): HclBlock {
  const attributes: HclBlock['attributes'][number][] = [];
  const blocks: HclBlock[] = [];
  while (reader.at < reader.end) {
    skip(reader, true);
    if (reader.at >= reader.end || (depth > 0 && take(reader, '}'))) break;
    const start = reader.at;
    const name = readName(reader);
    if (name === null) {
      // A stray bracket ends nothing at the top.
      reader.at = reader.text[reader.at] === '}' ? reader.at + 1 : lineEnd(reader);
      continue;
    }
    skip(reader, false);
    if (reader.text[reader.at] === '=' && reader.text[reader.at + 1] !== '=') {
      reader.at++;
      skip(reader, false);
      attributes.push({ name, value: readExpression(reader, false) });
      continue;
    }
    const labels = readLabels(reader);
    if (isWithin(reader, depth) && take(reader, '{')) blocks.push(readBody(reader, { type: name, labels, start }, depth + 1));
    else reader.at = Math.max(reader.at + 1, lineEnd(reader));
  }
  return { ...head, attributes, blocks, file: reader.file, end: reader.at };
}

function readLabels(reader: Reader): string[] {
  const labels: string[] = [];
  for (;;) {
    skip(reader, false);
    const quoted = /^"([^"\n]*)"/.exec(reader.text.slice(reader.at, reader.at + 300));
    if (quoted !== null) {
      labels.push(quoted[1] ?? '');
      reader.at += quoted[0].length;
      continue;
    }
    const name = readName(reader);
    if (name === null) return labels;
    labels.push(name);
  }
}
