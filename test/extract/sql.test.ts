import { describe, expect, it } from 'vitest';
import { extractSql } from '../../src/extract/sql.ts';
import { lexSql } from '../../src/extract/sql-lex.ts';
import type { CallCandidate, Value } from '../../src/model/candidate.ts';

const texts = (source: string): string[] => lexSql(source).map(({ kind, text }) => `${kind} ${text}`);

function calls(text: string): CallCandidate[] {
  return extractSql({ path: 'db/report.sql', kind: 'sql', text }).candidates.filter((one): one is CallCandidate => one.kind === 'call');
}

function written(value: Value): unknown {
  if (value.kind === 'object') return Object.fromEntries(value.entries.map((entry) => [entry.name, written(entry.value)]));
  return value.kind === 'text' || value.kind === 'pattern' ? value.text : value.kind;
}

const args = (call: CallCandidate | undefined): unknown => Object.fromEntries((call?.args ?? []).map(({ name, value }) => [name, written(value)]));

describe('tokens of SQL', () => {
  it('leave comments of every dialect out', () => {
    expect(texts("SELECT 1 -- 'a'\n/* 'b' */ # 'c'\n, 2")).toEqual(['name SELECT', 'number 1', 'sign ,', 'number 2']);
  });

  it('keep doubled quotes and dashes inside a text', () => {
    expect(texts("'it''s -- here'")).toEqual(["text it's -- here"]);
  });

  it('take a dotted and quoted name as one', () => {
    expect(texts('"My"."Model" `shop.texts` [dbo].[Embed]')).toEqual(['name My.Model', 'name shop.texts', 'name dbo.Embed']);
  });

  it('read the body of a function as SQL and other dollar texts as texts', () => {
    expect(texts('AS $$ f(x) $$ LANGUAGE sql; g($$a b$$)')).toEqual([
      'name AS',
      'name f',
      'sign (',
      'name x',
      'sign )',
      'name LANGUAGE',
      'name sql',
      'sign ;',
      'name g',
      'sign (',
      'text a b',
      'sign )',
    ]);
  });

  it('take a template for a name nobody knows', () => {
    expect(texts("{# 'note' #} {{ var('m') }} {% if x %}")).toEqual(["name {{ var('m') }}"]);
  });

  it.each(["'", '"', '`', '$$', '/*', '{{', '['])('end with the text when %j is never closed', (text) => {
    expect(() => lexSql(`SELECT ${text} x`)).not.toThrow();
  });
});

describe('calls of SQL', () => {
  it('have positional and named arguments', () => {
    expect(args(calls("SELECT f('a', note => 'b', n := 3)")[0])).toEqual({ 0: 'a', note: 'b', n: 'dynamic' });
  });

  it('are known by their whole name, whatever its case', () => {
    expect(calls("select Lake.Ai.Ask('a')")[0]).toMatchObject({ module: 'LAKE.AI.ASK', path: ['ASK'] });
  });

  it('read a JSON argument', () => {
    expect(args(calls(`SELECT f(x, JSON('{"model": "tiny"}'))`)[0])).toEqual({ 0: 'dynamic', 1: { model: 'tiny' } });
  });

  it('put a text together with holes', () => {
    expect(args(calls("SELECT f('https://a.example/' || id)")[0])).toEqual({ 0: 'https://a.example/{}' });
  });

  it('stand in comments only as comments', () => {
    expect(calls("-- SELECT f('a')\n/* f('b') */")).toEqual([]);
  });

  it('of EXEC have the named parameters', () => {
    expect(args(calls("EXEC ask @url = N'https://a.example', @n = 3")[0])).toEqual({ url: 'https://a.example' });
  });

  it('on a model made in the file lead to the statement that makes it', () => {
    const [made, asked] = calls("CREATE OR REPLACE MODEL `s.m` REMOTE OPTIONS (ENDPOINT = 'tiny-1');\nSELECT * FROM ML.ASK(MODEL `s.m`, TABLE t)");
    expect([made?.module, args(made), asked?.args[0]?.value.kind]).toEqual(['CREATE MODEL', { model: 'tiny-1' }, 'call']);
  });
});
