import { describe, expect, test } from 'vitest';
import { suppressionsIn } from '../../src/extract/suppressions.ts';

const MARK = 'sovaudit-ignore[cloud/foreign-operator] until=2027-03-31: moves in spring';
const lines = (path: string, text: string) => suppressionsIn(path, text).map((entry) => entry.lines);

describe('a suppression in a comment', () => {
  test.each([
    ['app.py', `# ${MARK}\ncall()\n`],
    ['app.ts', `// ${MARK}\ncall();\n`],
    ['app.ts', `/* ${MARK} */\ncall();\n`],
    ['Main.java', `// ${MARK}\ncall();\n`],
    ['main.go', `// ${MARK}\ncall()\n`],
    ['lib.rs', `// ${MARK}\ncall();\n`],
    ['a.rb', `# ${MARK}\ncall\n`],
    ['a.php', `<?php\n# ${MARK}\ncall();\n`],
    ['main.tf', `# ${MARK}\nx = 1\n`],
    ['llm.yaml', `# ${MARK}\nmodel: x\n`],
    ['pyproject.toml', `# ${MARK}\nx = 1\n`],
    ['.env', `# ${MARK}\nX=1\n`],
    ['Dockerfile', `# ${MARK}\nFROM x\n`],
    ['requirements.txt', `# ${MARK}\nopenai\n`],
    ['q.sql', `-- ${MARK}\nselect 1\n`],
    ['init.lua', `-- ${MARK}\ncall()\n`],
    ['core.clj', `; ${MARK}\n(call)\n`],
    ['settings.ini', `; ${MARK}\nx = 1\n`],
    ['page.html', `<!-- ${MARK} -->\n<p>x</p>\n`],
    ['pom.xml', `<!-- ${MARK} -->\n<a/>\n`],
    ['tsconfig.jsonc', `// ${MARK}\n{}\n`],
    ['run.ps1', `# ${MARK}\ncall\n`],
    ['a.erl', `% ${MARK}\ncall().\n`],
    ['strange.xyz', `# ${MARK}\ncall\n`],
  ])('is read in %s', (path, text) => {
    const [found, ...others] = suppressionsIn(path, text);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ rules: ['cloud/foreign-operator'], until: '2027-03-31', reason: 'moves in spring', malformed: null });
  });

  test('alone on its line it stands at the next line with code, behind code at its own', () => {
    expect(lines('a.py', `# ${MARK}\ncall()\n`)).toEqual([[2]]);
    expect(lines('a.py', `call()  # ${MARK}\nother()\n`)).toEqual([[1]]);
  });

  test('comments stack above one line, a blank line parts them from it', () => {
    expect(lines('a.ts', `// ${MARK}\n// another word\ncall();\n`)).toEqual([[3]]);
    expect(lines('a.ts', `// ${MARK}\n\ncall();\n`)).toEqual([[1]]);
  });

  test('names several rules', () => {
    expect(suppressionsIn('a.py', '# sovaudit-ignore[cloud/router, data/outside-home]: agreed\n')[0]?.rules).toEqual(['cloud/router', 'data/outside-home']);
  });

  test('keeps no key that somebody pasted into the reason', () => {
    const [found] = suppressionsIn('a.py', '# sovaudit-ignore[cloud/router]: uses sk-notarealkey-000000000000000000\n');
    expect(found?.reason).toBe('uses ***');
  });

  test('without a rule, or until a day that does not exist, is malformed', () => {
    expect(suppressionsIn('a.py', '# sovaudit-ignore: please\n')[0]?.malformed).toContain('names no rule');
    expect(suppressionsIn('a.py', '# sovaudit-ignore[cloud/router] until=2026-02-30: x\n')[0]?.malformed).toContain('no date');
  });

  test('without a reason has none', () => {
    expect(suppressionsIn('a.py', '# sovaudit-ignore[cloud/router]\n')[0]?.reason).toBeNull();
  });

  test('is a word in a sentence when it names nothing', () => {
    expect(suppressionsIn('a.py', '# see sovaudit-ignore in the manual\n')).toEqual([]);
  });
});

describe('text that is no comment', () => {
  test.each([
    ['a Python string', 'a.py', `x = "# ${MARK}"\n`],
    ['a Python docstring', 'a.py', `"""\n# ${MARK}\n"""\n`],
    ['a JavaScript string', 'a.ts', `const x = '// ${MARK}';\n`],
    ['a template string', 'a.ts', `const x = \`\n// ${MARK}\n\`;\n`],
    ['the text behind a hole of a template', 'a.ts', `const x = \`\${a ? \`b\` : {}}\n// ${MARK}\n\`;\n`],
    ['a Go raw string', 'a.go', `x := \`\n// ${MARK}\n\`\n`],
    ['a Java text block', 'A.java', `String x = """\n// ${MARK}\n""";\n`],
    ['a Rust raw string', 'a.rs', `let x = r#"\n" // ${MARK}\n"#;\n`],
    ['a shell argument', 'a.sh', `echo "# ${MARK}"\n`],
    ['a fragment of a URL', 'a.sh', `curl http://host/#${MARK}\n`],
    ['YAML text in quotes', 'a.yaml', `x: "# ${MARK}"\n`],
    ['JSON', 'a.json', `{ "x": "// ${MARK}" }\n`],
    ['Markdown prose', 'README.md', `Write # ${MARK}\n`],
  ])('%s suppresses nothing', (_name, path, text) => {
    expect(suppressionsIn(path, text)).toEqual([]);
  });

  test.each([
    ['a regular expression with a quote', 'a.ts', `const x = /["'\`]/;\n// ${MARK}\n`],
    ['a regular expression after return', 'a.ts', `return /\`/.test(x);\n// ${MARK}\n`],
    ['a division', 'a.ts', `const x = a / b; // ${MARK}\n`],
    ['a hole of a template', 'a.ts', `const x = \`\${{ a: '}' }.a}\`; // ${MARK}\n`],
    ['a lifetime', 'a.rs', `fn f<'a>(x: &'a str) {} // ${MARK}\n`],
    ['an apostrophe in YAML', 'a.yaml', `x: don't\n# ${MARK}\n`],
    ['an unclosed quote', 'a.js', `const x = "abc\n// ${MARK}\n`],
  ])('%s before a comment does not hide it', (_name, path, text) => {
    expect(suppressionsIn(path, text)).toHaveLength(1);
  });
});

test('a comment in a cell of a notebook counts at the next line of the file', () => {
  const cell = JSON.stringify({ cells: [{ source: [`# ${MARK}\n`, 'call()\n', 'x = "# sovaudit-ignore[a]: no"\n'] }] }, null, 1);
  const at = cell.split('\n').findIndex((line) => line.includes('moves')) + 1;
  expect(suppressionsIn('a.ipynb', cell).map(({ line, lines: stands }) => [line, stands])).toEqual([[at, [at + 1]]]);
});

test('a long file of quotes is read in linear time', () => {
  expect(suppressionsIn('a.ts', `${'`${"'.repeat(20_000)}// ${MARK}`).length).toBeLessThan(2);
});
