/** The lexer of the languages with braces: what is a string, what is a comment, and what happens when the text is broken. */
import { describe, expect, test } from 'vitest';
import { lexBraces } from '../../../src/extract/code/braces/lex.ts';
import { type BraceKind, TRAITS } from '../../../src/extract/code/braces/traits.ts';
import { PATTERN, STRING } from '../../../src/extract/code/tokens.ts';

function strings(kind: BraceKind, source: string): string[] {
  const { kind: kinds, text } = lexBraces(source, TRAITS[kind]);
  return text.filter((_, at) => kinds[at] === STRING || kinds[at] === PATTERN);
}

function words(kind: BraceKind, source: string): string[] {
  return lexBraces(source, TRAITS[kind]).text.slice();
}

describe('strings', () => {
  test.each<[BraceKind, string, string[]]>([
    ['go', 'a("x\\n", `raw "q" \\n`, \'"\')', ['x\n', 'raw "q" \\n']],
    ['java', 'f("a\\"b", \'"\', "c")', ['a"b', 'c']],
    ['java', 'var s = """\n    {\n      "model": "m"\n    }\n    """;', ['{\n  "model": "m"\n}']],
    ['kotlin', 'val s = "https://$host/${path}/v1"', ['https://{}/{}/v1']],
    ['kotlin', 'val s = """{"model": "$model"}"""', ['{"model": "{}"}']],
    ['scala', 's"https://$host" + "plain $host"', ['https://{}', 'plain $host']],
    ['scala', 'raw"a\\nb" + f"$x%.2f"', ['a\nb', '{}%.2f']],
    ['csharp', 'f(@"a ""q"" \\n", $"x {y:F2} {{z}}", "e\\u0041")', ['a "q" \\n', 'x {} {{z}}', 'eA']],
    ['csharp', 'var j = $$"""{ "model": "{{name}}" }""";', ['{ "model": "{}" }']],
    ['csharp', 'var v = $@"{dir}\\file ""q""";', ['{}\\file "q"']],
    ['fsharp', 'let a = "x" in let b = $"{a}/v1" in @"c:\\d"', ['x', '{}/v1', 'c:\\d']],
    ['rust', 'f("a", r#"b "q" c"#, b"d", \'"\', "e\\u{41}")', ['a', 'b "q" c', 'd', 'eA']],
    ['c', 'f(L"a", R"x(b "q" )y)x", u8"c")', ['a', 'b "q" )y', 'c']],
    ['swift', 'f("a \\(b) c", #"d "q" \\(e)"#, #"f \\#(g)"#)', ['a {} c', 'd "q" \\(e)', 'f {}']],
    ['swift', 'let s = """\n  {"a": 1}\n  """', ['{"a": 1}']],
    ['dart', "f('a $b ${c.d}', r'e $f', \"g\", '''h 'q' ''')", ['a {} {}', 'e $f', 'g', "h 'q' "]],
  ])('%s: %s', (kind, source, expected) => {
    expect(strings(kind, source)).toEqual(expected);
  });

  test('the hole of an interpolated string may hold a string and brackets', () => {
    expect(strings('csharp', '$"a {f("}", new { x = 1 })} b"')).toEqual(['a {} b']);
    expect(strings('kotlin', '"a ${map["}"]} b"')).toEqual(['a {} b']);
  });
});

describe('comments', () => {
  test.each<[BraceKind, string]>([
    ['go', '// "a"\n/* "b" */'],
    ['java', '/** {@code "a"} */ // "b"'],
    ['kotlin', '/* "a" /* "b" */ "c" */'],
    ['scala', '/* "a" /* "b" */ "c" */'],
    ['csharp', '/// <c>"a"</c>\n#region "b"\n#if DEBUG // "c"\n#endif'],
    ['fsharp', '(* "a" (* "b" *) "c" *) // "d"'],
    ['rust', '//! "a"\n/* "b" /* "c" */ "d" */'],
    ['c', '#pragma message "a"\n#if 0 \\\n "b"\n#endif\n/* "c" */'],
    ['swift', '/* "a" /* "b" */ "c" */\n#if canImport(X)\n#endif'],
    ['dart', '/// `"a"`\n/* "b" /* "c" */ "d" */'],
  ])('nothing in a comment of %s is a string', (kind, source) => {
    expect(strings(kind, `${source}\nf("kept")`)).toEqual(['kept']);
  });

  test('a sign of a comment in a string begins none', () => {
    expect(strings('go', 'f("https://a.example/*", "b")')).toEqual(['https://a.example/*', 'b']);
  });

  test('a block comment of Go does not nest', () => {
    expect(strings('go', '/* a /* b */ f("kept")')).toEqual(['kept']);
  });
});

describe('names and signs', () => {
  test('a lifetime of Rust opens no character', () => {
    expect(strings('rust', "fn f<'a>(x: &'a str) -> &'a str { g(\"kept\") }")).toEqual(['kept']);
  });

  test('digit separators of C++ open no character', () => {
    expect(strings('c', 'long n = 1\'000\'000; f("kept");')).toEqual(['kept']);
  });

  test('a name in backticks is a name', () => {
    expect(words('kotlin', '`in`.x')).toEqual(['in', '.', 'x']);
  });

  test('the place of a tuple is no fraction, so that a method after it stays one', () => {
    expect(words('rust', 'a.0.send()')).toEqual(['a', '.', '0', '.', 'send', '(', ')']);
  });

  test('an included header keeps its name', () => {
    expect(words('c', '#include <curl/curl.h>\n#define MODEL "m"')).toEqual(['#include', 'curl/curl.h', '#define', 'MODEL', 'm']);
  });
});

describe('broken text', () => {
  test.each<[BraceKind, string]>([
    ['go', 'a := "never closed\nf("kept")'],
    ['java', 'String s = "never closed;\nf("kept");'],
    ['csharp', 'var s = $"never {closed;\nf("kept");'],
    ['dart', 'var s = \'never closed\nf("kept");'],
  ])('a string of %s that never ends costs its line only', (kind, source) => {
    expect(strings(kind, source)).toContain('kept');
  });

  test('a comment that never ends reaches to the end', () => {
    expect(words('rust', 'a /* b "c"')).toEqual(['a']);
  });

  test('brackets that do not fit leave those that do right', () => {
    const { match, text } = lexBraces('f(a[1), g(b)', TRAITS.go);
    expect(match[text.lastIndexOf('(')]).toBe(text.lastIndexOf(')'));
  });
});
