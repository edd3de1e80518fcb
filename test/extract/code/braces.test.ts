/** What the grammar of the languages with braces makes of the ways each language says the same thing. */
import { describe, expect, test } from 'vitest';
import { extractCode } from '../../../src/extract/code/index.ts';
import type { Argument, CallCandidate, Value } from '../../../src/model/candidate.ts';
import type { CodeKind } from '../../../src/model/file.ts';

function callsOf(kind: CodeKind, text: string): CallCandidate[] {
  return extractCode({ path: `app/file.${kind}`, kind, text }).candidates.filter((candidate) => candidate.kind === 'call');
}

function called(kind: CodeKind, text: string, path: string): CallCandidate {
  const call = callsOf(kind, text).find((candidate) => candidate.path.join('.') === path);
  if (!call)
    throw new Error(
      `no call of ${path}: ${callsOf(kind, text)
        .map((candidate) => candidate.path.join('.'))
        .join(', ')}`,
    );
  return call;
}

/** A value in short: texts as they are, other things by what they are. */
function short(value: Value): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'pattern':
      return `~${value.text}`;
    case 'env':
      return `$${value.name}${value.fallback ? `|${short(value.fallback)}` : ''}`;
    case 'choice':
      return value.options.map(short).join('|');
    case 'object':
      return `{${shortAll(value.entries)}}`;
    case 'list':
      return `[${value.items.map(short).join(' ')}]`;
    case 'imported':
      return `<${value.module} ${value.path.join('.')}>`;
    case 'call':
      return value.entries ? `(${shortAll(value.entries)})` : 'call';
    default:
      return '?';
  }
}

function shortAll(args: readonly Argument[]): string {
  return args.map(({ name, value }) => `${name}=${short(value)}`).join(' ');
}

function argumentsOf(kind: CodeKind, text: string, path: string): string {
  return shortAll(called(kind, text, path).args);
}

describe('a builder and what is told to it is one call', () => {
  test.each<[CodeKind, string, string, string]>([
    ['java', 'var m = Chat.builder().apiKey("k").modelName("m").build();', 'Chat.builder', 'apiKey=k modelName=m'],
    ['kotlin', 'val m = Chat.builder()\n    .modelName("m")\n    .build()', 'Chat.builder', 'modelName=m'],
    ['scala', 'val m = Chat.builder()\n  .modelName("m")\n  .build()', 'Chat.builder', 'modelName=m'],
    ['java', 'var c = new ClientBuilder().endpoint("e").credential(k).buildClient();', 'ClientBuilder', 'endpoint=e credential=?'],
    ['java', 'var r = new Request.Builder().url("u").post(body).build();', 'Request.Builder', 'url=u post=?'],
    ['rust', 'let r = RequestArgs::default().model("m").build()?;', 'RequestArgs.default', 'model=m'],
    ['rust', 'let c = Config::new().with_api_base("b").with_api_key(k);', 'Config.new', 'api_base=b api_key=?'],
    ['rust', 'let r = client.converse().model_id("m").send().await?;', 'client.converse', 'model_id=m'],
    ['rust', 'let r = http.post("u").bearer_auth(k).json(&b).send().await?;', 'http.post', '0=u bearer_auth=? json=?'],
  ])('%s: %s', (kind, text, path, expected) => {
    expect(argumentsOf(kind, text, path)).toBe(expected);
  });

  test('what is called on the built thing is a call of its own', () => {
    const text = 'class A { void f() { Chat m = Chat.builder().model("m").build(); m.ask("q"); } }';
    expect(called('java', text, 'ask').receivers).toEqual([called('java', text, 'Chat.builder').id]);
  });

  test('accessors without arguments are names on the way to a method', () => {
    expect(argumentsOf('java', 'class A { void f() { client.chat().completions().create("x"); } }', 'client.chat.completions.create')).toBe('0=x');
    expect(argumentsOf('rust', 'fn f() { client.chat().create(r); }', 'client.chat.create')).toBe('0=?');
  });
});

describe('arguments by name', () => {
  test.each<[CodeKind, string, string, string]>([
    ['go', 'func f() { c := New(WithBaseURL("u")) }', 'New', '0=call baseURL=u'],
    ['go', 'func f() { c.Ask(ctx, pkg.Request{Model: "m", Tags: []string{"t"}}) }', 'c.Ask', 'ctx=? 0={Model=m Tags=[t]}'],
    ['go', 'func f() { Post(map[string]any{"model": "m"}) }', 'Post', '0={model=m}'],
    ['csharp', 'var c = new Client(model: "m", key) { Endpoint = new Uri("u") };', 'Client', 'model=m 0=? Endpoint=u'],
    ['csharp', 'services.Add(o => { o.Endpoint = "u"; o.Model = "m"; });', 'services.Add', '0=? Endpoint=u Model=m'],
    ['csharp', 'http.Post("u", new { model = "m", list = new[] { 1 } });', 'http.Post', '0=u 1={model=m list=[?]}'],
    ['csharp', 'f(new Dictionary<string, string> { ["model"] = "m", ["b"] = "c" });', 'f', '0=(model=m b=c)'],
    ['kotlin', 'val c = Client(token = "t", host = Host(baseUrl = "u"))', 'Client', 'token=t host=(baseUrl=u)'],
    ['kotlin', 'client.post("u") { setBody(mapOf("model" to "m")) }', 'client.post', '0=u 1=? Body={model=m}'],
    ['kotlin', 'val c = BedrockClient { region = "r" }', 'BedrockClient', '0=? region=r'],
    ['swift', 'let q = Query(messages: [], model: .gpt4_o)', 'Query', 'messages=[] model=?'],
    ['swift', 'let d = f(["model": "m", "n": 1])', 'f', '0={model=m n=?}'],
    ['dart', "f(model: 'm', body: {'a': 'b', ...rest});", 'f', 'model=m body={a=b ...=?}'],
    ['java', 'class A { void f() { b.converse(r -> r.modelId("m").body(x)); } }', 'b.converse', '0=? modelId=m body=?'],
    ['c', 'void f() { Post(Url{"u"}, Body{R"({"model": "m"})"}); }', 'Post', '0=u 1={"model": "m"}'],
    ['fsharp', 'let c = Client(model = "m", key = k)', 'Client', 'model=m key=?'],
  ])('%s: %s', (kind, text, path, expected) => {
    expect(argumentsOf(kind, text, path)).toBe(expected);
  });

  test('what is set on an options object before it is passed is part of it', () => {
    expect(argumentsOf('go', 'func f() {\n c := Default()\n c.BaseURL = "u"\n New(c)\n}', 'New')).toBe('0=(BaseURL=u)');
  });
});

describe('environment reads', () => {
  test.each<[CodeKind, string, string]>([
    ['go', 'func f() { ask(os.Getenv("MODEL")) }', '0=$MODEL'],
    ['go', 'func f() { ask(getEnv("MODEL", "m")) }', '0=$MODEL|m'],
    ['java', 'class A { void f() { ask(System.getenv("MODEL")); } }', '0=$MODEL'],
    ['kotlin', 'fun f() { ask(System.getenv("MODEL") ?: "m") }', '0=$MODEL|m'],
    ['csharp', 'ask(Environment.GetEnvironmentVariable("MODEL") ?? "m");', '0=$MODEL|m'],
    ['rust', 'fn f() { ask(std::env::var("MODEL").unwrap_or_else(|_| "m".to_string())) }', '0=$MODEL|m'],
    ['rust', 'fn f() { ask(env!("MODEL")) }', '0=$MODEL'],
    ['c', 'void f() { ask(getenv("MODEL")); }', '0=$MODEL'],
    ['swift', 'ask(ProcessInfo.processInfo.environment["MODEL"] ?? "m")', '0=$MODEL|m'],
    ['dart', "ask(Platform.environment['MODEL'] ?? 'm');", '0=$MODEL|m'],
    ['fsharp', 'ask(Environment.GetEnvironmentVariable "MODEL")', '0=$MODEL'],
  ])('%s: %s', (kind, text, expected) => {
    expect(argumentsOf(kind, text, 'ask')).toBe(expected);
  });
});

describe('names lead back to what they were bound to', () => {
  test('a field set in the constructor is the client of a method', () => {
    const text = 'class A {\n private readonly Client _c;\n public A() { _c = new Client("k"); }\n void F() { _c.Ask("m"); }\n}';
    expect(called('csharp', text, 'Ask').receivers).toEqual([called('csharp', text, 'Client').id]);
  });

  test('a field of a struct of Go is what its literal says', () => {
    const text = 'type S struct { c *pkg.C; m string }\nfunc New() *S { return &S{c: pkg.Open(), m: "x"} }\nfunc (s *S) F() { s.c.Ask(s.m) }';
    expect(argumentsOf('go', text, 'Ask')).toBe('0=x');
  });

  test('a field of Rust is what `Self` is made with', () => {
    const text = 'struct S { m: String }\nimpl S {\n fn new() -> Self { Self { m: "x".to_string() } }\n fn f(&self) { ask(&self.m); }\n}';
    expect(argumentsOf('rust', text, 'ask')).toBe('0=x');
  });

  test('a field of a struct of Rust has the class its type names', () => {
    const text = 'use lib::Client;\nstruct S { client: Client<Config>, m: String }\nimpl S { async fn f(&self) { self.client.chat().create(r).await; } }';
    expect(called('rust', text, 'Client.chat.create').module).toBe('lib');
  });

  test('a field of a base class needs no owner', () => {
    const text = 'class Base { static String NAME = "m"; }\nclass A extends Base { void f() { ask(NAME); } }';
    expect(argumentsOf('java', text, 'ask')).toBe('0=m');
  });

  test('constants, enum members and interpolation are put together', () => {
    expect(argumentsOf('swift', 'enum M: String { case fast = "m" }\nlet base = "https://a"\nask("\\(base)/v1", M.fast)', 'ask')).toBe('0=https://a/v1 1=m');
    expect(argumentsOf('java', 'enum M { FAST("m"); }\nclass A { static final String B = "b"; void f() { ask(A.B + "/v1", M.FAST); } }', 'ask')).toBe(
      '0=b/v1 1=m',
    );
  });

  test('an injected value has its default, and can be set otherwise', () => {
    const text = 'class A { @Value("${app.model:m}") String model; void f() { ask(model); } }';
    expect(argumentsOf('java', text, 'ask')).toBe('0=?|m');
  });

  test('a parameter has the class its type names', () => {
    const text = 'import com.x.Client;\nclass A { void f(Client c) { c.ask("m"); } }';
    expect(called('java', text, 'Client.ask').module).toBe('com.x');
  });
});

describe('imports', () => {
  test.each<[CodeKind, string, string[]]>([
    ['go', 'import (\n "fmt"\n oai "github.com/openai/openai-go/v3"\n)', ['fmt', 'github.com/openai/openai-go/v3']],
    ['java', 'import com.openai.client.OpenAIClient;\nimport static a.b.C.d;\nimport x.y.*;', ['com.openai.client', 'a.b', 'x.y']],
    ['kotlin', 'import com.aallam.openai.client.OpenAI as Client', ['com.aallam.openai.client']],
    ['scala', 'import a.b.{C, D => E}\nimport x.y._', ['a.b', 'a.b', 'x.y']],
    ['csharp', 'global using OpenAI.Chat;\nusing Alias = A.B.C;\nusing var s = Open();', ['OpenAI.Chat', 'A.B.C']],
    ['fsharp', 'open OpenAI.Chat', ['OpenAI.Chat']],
    ['rust', 'use async_openai::{types::A, Client};\npub use crate::x::Y;', ['async_openai', 'crate::x']],
    ['c', '#include <curl/curl.h>\n#include "own.h"', ['curl/curl.h', 'own.h']],
    ['swift', '@testable import OpenAI\nimport struct Foundation.URL', ['OpenAI', 'Foundation']],
    ['dart', "import 'package:openai_dart/openai_dart.dart' as oai show A;", ['openai_dart']],
  ])('%s: %s', (kind, text, expected) => {
    const imports = extractCode({ path: `app/file.${kind}`, kind, text }).candidates.filter((candidate) => candidate.kind === 'import');
    expect(imports.map(({ module }) => module)).toEqual(expected);
  });
});

describe('broken and odd text', () => {
  const kinds: CodeKind[] = ['go', 'java', 'kotlin', 'scala', 'csharp', 'fsharp', 'rust', 'c', 'swift', 'dart'];

  test.each(kinds)('%s: a file that ends in the middle still gives the calls before', (kind) => {
    expect(callsOf(kind, 'ask("m")\n{ class A { if (x {').some(({ path }) => path.at(-1) === 'ask')).toBe(true);
  });

  test.each(kinds)('%s: deep nesting ends', (kind) => {
    const deep = `${'f('.repeat(5000)}"m"${')'.repeat(5000)}`;
    expect(() => callsOf(kind, deep)).not.toThrow();
    expect(() => callsOf(kind, '{ if (x) '.repeat(3000))).not.toThrow();
  });

  test.each(kinds)('%s: noise of every kind ends', (kind) => {
    const noise = [
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      '<',
      '>',
      '"',
      "'",
      '`',
      '@',
      '#',
      '$',
      '=',
      ':',
      ';',
      ',',
      '.',
      '->',
      '=>',
      'if',
      'class',
      'fn',
      'let',
      'new',
      'x',
      '1',
      '\n',
    ];
    let seed = 7;
    const next = (): number => (seed = (seed * 48271) % 2147483647);
    for (let round = 0; round < 60; round++) {
      const text = Array.from({ length: 120 }, () => noise[next() % noise.length]).join(' ');
      expect(() => callsOf(kind, text).map((call) => [call.path, call.args])).not.toThrow();
    }
  });
});
