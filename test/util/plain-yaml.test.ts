import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlainYaml } from '../../src/util/plain-yaml.ts';
import { readYaml } from '../../src/util/yaml-text.ts';
import { yamlTraps } from '../../src/util/yaml-traps.ts';

/** What the whole parser makes of a text; null when it has something to say about it. */
function whole(text: string): { value: unknown } | null {
  const { document, lines } = readYaml('a.yaml', text);
  return document === null || yamlTraps(document, lines).length > 0 || document.warnings.length > 0 ? null : { value: document.toJS({ maxAliasCount: 0 }) };
}

const SAMPLE = `# a comment
services:
  pier-gateway:
    name: Pier gateway # ours
    location: "NL"
    over: 700
    share: 0.25
    hosts:
      - host: llm.pier.example
        match: ["https://llm.pier.example/v1", 'it''s']
      - { host: "*.pier.example", shared: true, from: wiki }
    help: >-
      First line
      and a second: one.
    text: |
      one
      two # three
    list:
    - gpt-4o
    - 3.5-turbo
    - --model

checks:
  rule: { when: { model.requested: "gpt\\"4", not: { scope: [test, docs] } }, message: "{service} \\u00e9" }
`;

describe('plain YAML', () => {
  test('is read as the whole parser reads it', () => {
    expect(readPlainYaml(SAMPLE)).toEqual(whole(SAMPLE));
  });

  test('is most of what the rules are written in', () => {
    const files = readdirSync('rules', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    const plain = files.filter((name) => readPlainYaml(readFileSync(join('rules', name), 'utf8')) !== null);
    expect(plain.length).toBeGreaterThan(files.length * 0.9);
  });

  test.each([
    'a: NO\n',
    'a: 1.10\n',
    'a: 0613\n',
    'a: 4e5\n',
    'a: 2026-11-22\n',
    'a: 10:30\n',
    'a: &b c\n',
    'a: *b\n',
    'a: !!str c\n',
    'a: 1\na: 2\n',
    'yes: a\n',
    'a:\n\tb: c\n',
    'a: b: c\n',
    'a: "b\n  c"\n',
    'a: b\n  c\n',
    'a: [b,\n  c]\n',
    '? a\n: b\n',
    '--- a\n',
    'a: ~\n',
    'a:\n',
    'a: "\\q"\n',
    '<<: { a: b }\n',
    'a: |\n  b\n\n  c\n',
    'a: |\n  b\n\n  # c\n',
    'a: {b}\n',
    'a: [b: c]\n',
    '__proto__: { a: b }\n',
    '',
  ])('gives up at %j', (text) => {
    expect(readPlainYaml(text)).toBeNull();
  });

  const pieces = fc.constantFrom(
    ...': |>-"\'#[]{},&*!?%@`\n \t0123456789abeENOx~<.'.split(''),
    '  ',
    '- ',
    ': ',
    ' #',
    '\n  ',
    '|\n',
    '"',
    'true',
    'null',
    '""',
    '\\n',
    '-\n',
  );

  test('never reads a text otherwise than the whole parser, whatever is changed in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: SAMPLE.length }), fc.integer({ min: 0, max: 3 }), pieces), { minLength: 1, maxLength: 4 }),
        (edits) => {
          let text = SAMPLE;
          for (const [at, remove, piece] of edits) text = text.slice(0, at) + piece + text.slice(at + remove);
          const plain = readPlainYaml(text);
          if (plain !== null) expect(plain).toEqual(whole(text));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('never reads a short text otherwise than the whole parser', () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 12 }), (parts) => {
        const text = `a${parts.join('')}\n`;
        const plain = readPlainYaml(text);
        if (plain !== null) expect(plain).toEqual(whole(text));
      }),
      { numRuns: 5000 },
    );
  });
});
