/** The ways one model id can be cut into an account and a name. */
import type { Index } from '../model/knowledge.ts';

/** One way to cut an id: a name, and the account or vendor before it. */
export interface Spelling {
  readonly text: string;
  readonly vendor: string | null;
  /** The last part alone: names inside it are looked for, too. */
  readonly last: boolean;
  /** An account that nobody knows stands before it. */
  readonly stranger: boolean;
}

const WEIGHTS = /\.(?:gguf|ggml|safetensors|bin|onnx|pt|pth|ckpt|llamafile|mlmodel|tflite|engine)$/i;

/** The ways one id can be cut, the most specific first: whole, ever shorter tails, a vendor and a dot, an account and an underscore. */
export function spellings(index: Index, path: string): Spelling[] {
  const clean = path
    .replace(/^[@~]/, '')
    .replace(WEIGHTS, '')
    .replace(/-\d{5}-of-\d{5}$/, '')
    .replace(/@[0-9a-f]{7,40}$/, '');
  const untagged = clean.replace(/:([a-z-]+)$/i, (tag, name: string) => (index.servicePrefixes.has(`${name.toLowerCase()}/`) ? '' : tag));
  const segments = untagged.split('/').filter((segment) => segment !== '');
  const result: Spelling[] = [];
  const account = segments.at(-2)?.toLowerCase();
  const stranger =
    account !== undefined && !index.modelVendors.has(account) && !/\b(?:uploader|leading)\b/.test(index.modelWords.get(account)?.join(' ') ?? '');
  const add = (text: string, vendor: string | undefined, last = true): void => addSpelling(result, text, vendor, last, stranger && vendor === undefined);
  for (let from = Math.max(0, segments.length - 5); from < segments.length; from++) {
    const vendor = segments.slice(0, Math.max(1, from)).findLast((segment) => segments.length > 1 && index.modelVendors.has(segment.toLowerCase()));
    add(segments.slice(from).join('/'), vendor, from === segments.length - 1);
    if (from < segments.length - 1) add(segments.slice(from).join('-'), from === 0 ? undefined : vendor, false);
  }
  const last = segments.at(-1) ?? '';
  const before = segments.slice(0, -1).findLast((segment) => index.modelVendors.has(segment.toLowerCase()));
  const dotted = /^([a-z0-9-]+)\.(?=[a-z])/i.exec(last)?.[1];
  if (dotted !== undefined) add(last.slice(dotted.length + 1), dotted);
  const version = /@(?=[a-z])(.+)$/i.exec(last)?.[1];
  if (version !== undefined) add(version, before);
  const owner = /^([a-z0-9-]+)_+(?=[a-z])/i.exec(last);
  if (owner && index.modelVendors.has((owner[1] as string).toLowerCase())) add(last.slice(owner[0].length), owner[1]);
  // Bedrock ends ids with a version of the deployment: `:0`, `-v1:0`.
  const plain = last.replace(/(?:-v1)?:\d+(?::\w+)?$/, '');
  if (plain !== last) {
    add(plain, before);
    if (dotted !== undefined) add(plain.slice(dotted.length + 1), dotted);
  }
  return result;
}

/** Fireworks writes v3p1 for 3.1, and v0p2 for v0.2: without the letter first. */
function addSpelling(into: Spelling[], text: string, vendor: string | undefined, last: boolean, stranger: boolean): void {
  const rest = { vendor: vendor?.toLowerCase() ?? null, last, stranger };
  const bare = text.replace(/(?<![a-z0-9])v(?=\d+p\d)/gi, '');
  if (bare !== text) into.push({ text: bare, ...rest });
  into.push({ text, ...rest });
}
