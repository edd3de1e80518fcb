/** Calls of the languages with braces that hand on what they are given: wrappers of texts, packers of request bodies, look-ups of settings. */
import type { Call, Expression, NamedExpression } from '../tree.ts';
import type { BraceKind } from './traits.ts';

/** Functions whose result says what their argument says: a URL, a text in another type, a body packed for a request. */
const HANDS_ON = new Set(
  (
    'Uri URI URL Url HttpUrl parse ofString fromString of valueOf fromValue F String Opt NewOpt Ptr Raw Some Ok Secret SecretString string str Model ModelId ModelName ' +
    'ModelID Marshal MarshalIndent NewBuffer NewBufferString NewReader StringContent Serialize SerializeObject SerializeToUtf8Bytes JsonContent writeValueAsString ' +
    'writeValueAsBytes to_string to_vec to_value to_vec_pretty jsonEncode encode encodeToString toJson data fromJson TextContent ByteArrayContent remember mutableStateOf ' +
    'from from_static from_str ModelType modelId other custom init Create create new parseObject Str StringPtr ToPtr Pointer any Any'
  ).split(' '),
);
/** Names so common that only the type in front of them tells what they do. */
const NEEDS_TYPE = new Set(['create', 'Create', 'new', 'of', 'from', 'parse', 'init', 'data', 'encode', 'valueOf', 'any', 'toJson', 'fromJson']);
const TYPES =
  /^(?:U[rR][iIlL]|HttpUrl|RequestBody|String|Model\w*|\w*ModelId|\w*ModelName|\w*Model|BodyPublishers|BodyInserters|JsonContent|Arc|Box|Some|Secret\w*|Url|json|Json|JSONEncoder|JSONSerialization|Optional|Option|JSON|JsonSerializer|gson|mapper|objectMapper|Bytes|Cow|serde_json|)$/;

/** What a call hands on; null when it makes something of its own. Several arguments that could be it are alternatives. */
export function handedOn(kind: BraceKind, call: Call): Expression | null {
  const { callee, args, start, end } = call;
  if (callee.kind !== 'name' && callee.kind !== 'member') return null;
  const name = callee.path.at(-1) as string;
  if (args.length === 0 || args.length > 4) return null;
  if (name === 'Or' && callee.path[0] === 'cmp') return { kind: 'choice', options: args.map(({ value }) => value), start, end };
  const typed = (kind === 'go' || kind === 'rust') && /(?:Model|ModelId|ModelName|ModelID)$/.test(name) && args.length === 1;
  if (!typed && !HANDS_ON.has(name)) return null;
  if (!typed && NEEDS_TYPE.has(name)) {
    const type = callee.path.at(-2) ?? (callee.kind === 'member' ? typeMade(callee.object) : '');
    if (!TYPES.test(type) || (type === '' && callee.path.length > 1 && callee.path[0] !== '')) return null;
    if (type === 'RequestBody') return { kind: 'choice', options: args.map(({ value }) => value), start, end };
  }
  return firstValue(args);
}

/** `JSONEncoder().encode(x)`: the type of what the method is called on. */
function typeMade(object: Expression): string {
  if (object.kind !== 'call') return '-';
  const { callee } = object.call;
  return callee.kind === 'name' ? (callee.path.at(-1) as string) : '-';
}

function firstValue(args: readonly NamedExpression[]): Expression | null {
  return args.find(({ value }) => value.kind !== 'opaque' && value.kind !== 'nothing')?.value ?? null;
}

const LOOKS_UP = /^[gG]et(?:String|Value|Property|RequiredProperty|RequiredSection|OrThrow|Required|OrNull)?$|^(?:property|string|Property)$/;

/** `config.GetString("llm.model")`, `Configuration.GetValue<string>("OpenAI:Model", "x")`: the key it reads, and its default. */
export function settingRead(call: Call): { readonly path: readonly string[]; readonly fallback: Expression | null } | null {
  const { callee, args } = call;
  if (callee.kind !== 'name' && callee.kind !== 'member') return null;
  if (callee.path.length < 2 && callee.kind === 'name') return null;
  if (!LOOKS_UP.test(callee.path.at(-1) as string)) return null;
  const [key, fallback] = args;
  if (key?.value.kind !== 'text' || !/^[\w.:-]+$/.test(key.value.text) || !/[.:]/.test(key.value.text)) return null;
  return { path: key.value.text.split(/[.:]/).filter((part) => part !== ''), fallback: fallback?.value ?? null };
}

/** The section `Configuration.GetSection("OpenAI")` stands for. */
export function sectionOf(call: Call): readonly string[] | null {
  const { callee, args } = call;
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.path.at(-1) : undefined;
  const [key] = args;
  return name !== undefined && /^(?:GetSection|GetRequiredSection|getConfig|Sub)$/.test(name) && key?.value.kind === 'text'
    ? key.value.text.split(/[.:]/)
    : null;
}
