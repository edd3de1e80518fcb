import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractCode } from '../../../src/extract/code/index.ts';
import type { CallCandidate, Value } from '../../../src/model/candidate.ts';
import type { CodeKind } from '../../../src/model/file.ts';

function calls(kind: CodeKind, text: string): CallCandidate[] {
  return extractCode({ path: `main.${kind}`, kind, text }).candidates.filter((one): one is CallCandidate => one.kind === 'call');
}

function written(value: Value): unknown {
  if (value.kind === 'text' || value.kind === 'pattern') return value.text;
  if (value.kind === 'object') return Object.fromEntries(value.entries.map((entry) => [entry.name, written(entry.value)]));
  if (value.kind === 'list') return value.items.map(written);
  if (value.kind === 'choice') return { oneOf: value.options.map(written) };
  if (value.kind === 'env') return value.fallback ? { env: value.name, or: written(value.fallback) } : { env: value.name };
  return value.kind;
}

/** Arguments of the first call whose path ends so. */
function args(kind: CodeKind, text: string, path: string): unknown {
  const call = calls(kind, text).find((one) => one.path.join('.').endsWith(path));
  return call && Object.fromEntries(call.args.map(({ name, value }) => [name, written(value)]));
}

describe('PHP', () => {
  it('knows a class by its use line', () => {
    expect(calls('php', '<?php use Acme\\Ai\\Client as C; new C(1);')[0]).toMatchObject({ module: 'Acme\\Ai\\Client', path: ['Acme', 'Ai', 'Client'] });
  });

  it('follows constants and promoted fields of a class', () => {
    const text = "<?php class A { const M = 'x'; function __construct(private string $n = 'y') {} function f() { ask(['m' => self::M, 'n' => $this->n]); } }";
    expect(args('php', text, 'ask')).toEqual({ 0: { m: 'x', n: { oneOf: ['y', 'dynamic'] } } });
  });

  it('gives named arguments, spread options and one of a match', () => {
    expect(args('php', "<?php $o = ['a' => 1, 'b' => 'c']; ask(model: match(true) { $x => 'p', default => 'q' }, ...$o);", 'ask')).toMatchObject({
      model: { oneOf: ['p', 'q'] },
      b: 'c',
    });
  });

  it('hands steps of a chain to the call that begins it', () => {
    expect(args('php', "<?php Ai::factory()->withBaseUri('https://a.example')->withKey('k')->make();", 'factory')).toEqual({
      withBaseUri: 'https://a.example',
      withKey: 'k',
    });
  });

  it('puts texts together', () => {
    expect(args('php', "<?php $h = 'https://a.example'; ask($h . '/v1', \"$h/v2\");", 'ask')).toEqual({ 0: 'https://a.example/v1', 1: 'https://a.example/v2' });
  });
});

describe('Ruby', () => {
  it('reads arguments without brackets, with labels and rockets', () => {
    expect(args('ruby', "ask 'a', model: 'b', :c => 'd', 'e' => 'f'", 'ask')).toEqual({ 0: 'a', model: 'b', c: 'd', e: 'f' });
  });

  it('knows a variable from a method', () => {
    const text = 'class A\n  def model = "x"\n  def f(n: "y")\n    ask(m: model, n: n)\n  end\nend';
    expect(args('ruby', text, 'ask')).toEqual({ m: 'x', n: { oneOf: ['y', 'dynamic'] } });
  });

  it('gives what a block sets to the call it configures', () => {
    expect(args('ruby', 'Ai.configure do |c|\n  c.base = "https://a.example"\nend', 'configure')).toMatchObject({ base: 'https://a.example' });
  });

  it('reads the default of ENV.fetch in either form', () => {
    expect(args('ruby', 'ask(ENV.fetch("ONE", "x"), ENV.fetch("TWO") { "y" }, ENV["THREE"] || "z")', 'ask')).toEqual({
      0: { env: 'ONE', or: 'x' },
      1: { env: 'TWO', or: 'y' },
      2: { env: 'THREE', or: 'z' },
    });
  });

  it('takes one value of an if or case', () => {
    expect(args('ruby', 'm = if fast then "a" else "b" end\nn = case x\n  when 1 then "c"\n  else "d"\nend\nask(m, n)', 'ask')).toEqual({
      0: { oneOf: ['a', 'b'] },
      1: { oneOf: ['c', 'd'] },
    });
  });
});

describe('Elixir', () => {
  it('puts what a pipe carries first', () => {
    expect(args('elixir', '"a" |> Ai.ask(model: "b")', 'ask')).toEqual({ 0: 'a', model: 'b' });
  });

  it('knows a module by its alias', () => {
    expect(calls('elixir', 'alias Acme.Ai.{Chat, Embed}\nChat.ask(1)')[0]).toMatchObject({ module: 'Acme.Ai.Chat', path: ['Acme', 'Ai', 'Chat', 'ask'] });
  });

  it('follows attributes of the module', () => {
    expect(args('elixir', 'defmodule A do\n  @m "x"\n  def f, do: Ai.ask(%{"m" => @m})\nend', 'ask')).toEqual({ 0: { m: 'x' } });
  });
});

describe('R', () => {
  it('gives the pipes of a request to the request', () => {
    expect(args('r', 'request("https://a.example") |> req_body_json(list(model = "x"))', 'request')).toEqual({ 0: 'https://a.example', body: { model: 'x' } });
  });

  it('joins texts and follows both arrows', () => {
    expect(args('r', '"https://a.example" -> h\nask(paste0(h, "/v1"))', 'ask')).toEqual({ 0: 'https://a.example/v1' });
  });
});

describe('PowerShell', () => {
  it('gives options, splatted hashtables and what is turned into JSON', () => {
    const text = "$b = @{ model = 'x' } | ConvertTo-Json\n$p = @{ Uri = 'https://a.example' }\nInvoke-It @p -Body $b -Fast";
    expect(args('powershell', text, 'Invoke-It')).toEqual({ Uri: 'https://a.example', body: { model: 'x' } });
  });

  it('reads the environment', () => {
    expect(args('powershell', 'Invoke-It -Model $env:LLM', 'Invoke-It')).toEqual({ Model: { env: 'LLM' } });
  });
});

describe('files that break off anywhere', () => {
  const cases = [
    ['php', 'php/factory-other-host/input/src/Summary.php'],
    ['ruby', 'ruby/net-http-body/input/lib/groq.rb'],
    ['elixir', 'elixir/langchain-module-attribute/input/lib/desk/assistant.ex'],
    ['r', 'r/httr2-pipe/input/R/classify.R'],
    ['powershell', 'powershell/invoke-restmethod/input/Ask.ps1'],
  ] as const;
  it.each(cases)('are read to their end: %s', (kind, path) => {
    const text = readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8');
    for (let end = 0; end < text.length; end += 3) {
      for (const { args: given } of calls(kind, text.slice(0, end))) expect(Array.isArray(given)).toBe(true);
    }
  });
});
