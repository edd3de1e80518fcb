import { describe, expect, it } from 'vitest';
import { lexElixir } from '../../../src/extract/code/script/lex-elixir.ts';
import { lexPhp } from '../../../src/extract/code/script/lex-php.ts';
import { lexPowerShell } from '../../../src/extract/code/script/lex-powershell.ts';
import { lexR } from '../../../src/extract/code/script/lex-r.ts';
import { lexRuby } from '../../../src/extract/code/script/lex-ruby.ts';
import { PATTERN, STRING, type Tokens } from '../../../src/extract/code/tokens.ts';

/** Strings and patterns of a text, decoded. */
function strings({ kind, text }: Tokens): string[] {
  return text.filter((_, at) => kind[at] === STRING || kind[at] === PATTERN);
}

/** All tokens but line breaks. */
function all({ text }: Tokens): string[] {
  return text.filter((value) => value !== '');
}

/** The expressions in the holes of a text. */
function holes(tokens: Tokens): string[] {
  return [...tokens.holes.values()].flat().map(({ start, end }) => tokens.source.slice(start, end));
}

describe('tokens of PHP', () => {
  it('are only those between the tags', () => {
    expect(strings(lexPhp("'a' <?php f('b'); ?> 'c' <?= 'd' ?>"))).toEqual(['b', 'd']);
  });

  it('leave comments out, but not attributes', () => {
    expect(all(lexPhp("<?php // 'a'\n# 'b'\n/* 'c' */ #[Route('/x')]\nf();"))).toEqual(['[', 'Route', '(', '/x', ')', ']', 'f', '(', ')', ';']);
  });

  it('keep a comment that ends the code from hiding the closing tag', () => {
    expect(strings(lexPhp("<?php // note ?> text <?php 'a'"))).toEqual(['a']);
  });

  it('find what stands in a text', () => {
    const tokens = lexPhp('<?php "a $b {$c->d} ${e} $f[0] \\$g";');
    expect([strings(tokens), holes(tokens)]).toEqual([['a {} {} {} {} $g'], ['$b', '$c->d', '${e}', '$f[0]']]);
  });

  it('read heredocs with expansions and nowdocs without', () => {
    const tokens = lexPhp("<?php $a = <<<EOT\n  one $x\n  EOT;\n$b = <<<'RAW'\ntwo $y\nRAW;");
    expect([strings(tokens), holes(tokens)]).toEqual([['  one {}', 'two $y'], ['$x']]);
  });

  it('take a name with its namespace as one', () => {
    expect(all(lexPhp('<?php new \\Acme\\Llm\\Client; use A\\{B, C};'))).toEqual([
      'new',
      '\\Acme\\Llm\\Client',
      ';',
      'use',
      'A',
      '\\',
      '{',
      'B',
      ',',
      'C',
      '}',
      ';',
    ]);
  });
});

describe('tokens of Ruby', () => {
  it('leave comments, =begin blocks and what follows __END__ out', () => {
    expect(strings(lexRuby("x = 'a' # 'b'\n=begin\n'c'\n=end\ny = 'd'\n__END__\n'e'\n"))).toEqual(['a', 'd']);
  });

  it('read symbols as texts and labels as names', () => {
    expect(all(lexRuby('f(model: :fast, "k": 1, a::B)'))).toEqual(['f', '(', 'model', ':', 'fast', ',', 'k', ':', '1', ',', 'a', '::', 'B', ')']);
  });

  it('find what stands in a text, with quotes inside', () => {
    const tokens = lexRuby('"a #{b["c"]} d"');
    expect([strings(tokens), holes(tokens)]).toEqual([['a {} d'], ['b["c"]']]);
  });

  it('read a heredoc where it is named', () => {
    const tokens = lexRuby("f(<<~ONE, <<-'TWO')\n  a #{b}\nONE\n  c #{d}\n  TWO\nx = 'e'");
    expect(strings(tokens)).toEqual(['  a {}\n', '  c #{d}\n', 'e']);
  });

  it('tell a heredoc from an append', () => {
    expect(strings(lexRuby("list << ITEM\nlist << 'a'"))).toEqual(['a']);
  });

  it('tell a regular expression from a division', () => {
    expect(strings(lexRuby("a = x / 2 / 'b'.size\nc = d.split(/'/)\ne = 'f'"))).toEqual(['b', 'f']);
  });

  it('read word lists', () => {
    expect(strings(lexRuby('%w[one two]'))).toEqual(['one', 'two']);
  });

  it('break no line that goes on', () => {
    const { kind } = lexRuby('a = b ||\n  c\n  .d');
    expect(kind.filter((value) => value === 6)).toHaveLength(1);
  });
});

describe('tokens of Elixir', () => {
  it('leave comments out and read documents in three quotes', () => {
    expect(strings(lexElixir('# "a"\n@doc """\nb "c"\n"""\n'))).toEqual(['\nb "c"\n']);
  });

  it('read sigils: texts and words say something, patterns do not', () => {
    expect(strings(lexElixir('~s(a "b") ~r/"c"/ ~w[d e]'))).toEqual(['a "b"', 'd e']);
  });

  it('read atoms as texts, modules as one name and maps as braces', () => {
    expect(all(lexElixir('%{a: :b, C.D => :"e f"}'))).toEqual(['{', 'a', ':', 'b', ',', 'C.D', '=>', 'e f', '}']);
  });

  it('find what stands in a text', () => {
    expect(holes(lexElixir('"a #{b.(%{c: 1})} d"'))).toEqual(['b.(%{c: 1})']);
  });
});

describe('tokens of R', () => {
  it('leave comments out and dots in names', () => {
    expect(all(lexR('Sys.getenv("A") # "b"'))).toEqual(['Sys.getenv', '(', 'A', ')']);
  });

  it('read raw texts', () => {
    expect(strings(lexR('x <- r"(a "b" )" ; y <- R"--[c]"--d]--"'))).toEqual(['a "b" ', 'c]"--d']);
  });

  it('take a name in backticks as a name', () => {
    expect(all(lexR('`my var`$x %>% f()'))).toEqual(['my var', '$', 'x', '%>%', 'f', '(', ')']);
  });
});

describe('tokens of PowerShell', () => {
  it('leave line and block comments out', () => {
    expect(strings(lexPowerShell("# 'a'\n<# 'b'\n#>\n'c'"))).toEqual(['c']);
  });

  it('find what stands in a text', () => {
    const tokens = lexPowerShell('"a $b $(Get-It "x") ${c} $env:D `$e"');
    expect([strings(tokens), holes(tokens)]).toEqual([['a {} {} {} {} $e'], ['$b', 'Get-It "x"', '${c}', '$env:D']]);
  });

  it('read texts between @" and "@', () => {
    expect(strings(lexPowerShell('$x = @"\nsay "hi"\n"@\n$y = @\'\na $b\n\'@'))).toEqual(['say "hi"', 'a $b']);
  });

  it('join lines that end in a backtick', () => {
    const { kind } = lexPowerShell('f `\n  -A 1');
    expect(kind.filter((value) => value === 6)).toHaveLength(1);
  });
});

const BROKEN = [
  '"',
  "'",
  '`',
  '(',
  '[',
  '{',
  '"#{',
  '"${',
  '<<EOT',
  '<<~EOT\n',
  "<<<'A'\n",
  '/*',
  '<#',
  '@"\n',
  '=begin\n',
  '%w[',
  '~s(',
  'r"(',
  '$(',
  '#{',
  ':"',
  '\\',
];

describe.each([
  ['PHP', (text: string) => lexPhp(`<?php ${text}`)],
  ['Ruby', lexRuby],
  ['Elixir', lexElixir],
  ['R', lexR],
  ['PowerShell', lexPowerShell],
] as const)('broken %s', (_, lex) => {
  it.each(BROKEN)('ends with the text after %j', (text) => {
    const tokens = lex(`a ${text} b`);
    expect(tokens.end.every((end) => end <= tokens.source.length)).toBe(true);
  });
});
