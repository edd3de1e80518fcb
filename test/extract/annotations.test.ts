import { describe, expect, test } from 'vitest';
import { annotationsIn } from '../../src/extract/annotations.ts';

const brief = (path: string, text: string) => annotationsIn(path, text).map(({ kind, rules, lines }) => [kind, rules.join(' '), lines]);

describe('annotations of rule tests', () => {
  test('behind code one is about its own line', () => {
    expect(brief('desk.py', 'a = 1\nask("x")  # sovaudit: expect[own-gateway]\n')).toEqual([['expect', 'own-gateway', [2]]]);
  });

  test('alone on its line one is about the next line with code, other comments aside', () => {
    expect(brief('desk.ts', 'let a;\n// sovaudit: expect[own-gateway, cloud/router]\n// a word on it\nask();\n')).toEqual([
      ['expect', 'own-gateway cloud/router', [4]],
    ]);
  });

  test.each([
    ['main.go', '// sovaudit: clean\nx()\n'],
    ['query.sql', '-- sovaudit: clean\nselect 1;\n'],
    ['values.yaml', '# sovaudit: clean\na: 1\n'],
    ['page.html', '<!-- sovaudit: clean -->\n<p>\n'],
    ['desk.py', '#!/usr/bin/env python\n# Our desk\n\n# sovaudit: clean\n\nimport os\n'],
  ])('clean before all code is about the whole file: %s', (path, text) => {
    expect(brief(path, text)).toEqual([['clean', '', null]]);
  });

  test('clean further down is about a line', () => {
    expect(brief('desk.py', 'import os\n# sovaudit: clean[own-gateway]\nask()\n')).toEqual([['clean', 'own-gateway', [3]]]);
  });

  test('text in strings is none', () => {
    expect(brief('desk.py', 'a = "# sovaudit: clean"\n')).toEqual([]);
  });

  test('a notebook is annotated in its cells', () => {
    const cell = '{\n "cells": [{"cell_type": "code", "source": [\n  "# sovaudit: expect[own-gateway]\\n",\n  "ask()\\n"\n ]}]\n}\n';
    expect(brief('desk.ipynb', cell)).toEqual([['expect', 'own-gateway', [4]]]);
  });

  test('a file that can hold no comment is annotated beside it', () => {
    const [first, second] = annotationsIn('web/package.json.sovaudit', 'sovaudit: expect[pinned] line 7\nsovaudit: clean[own-gateway]\n');
    expect([first?.path, first?.lines, first?.writtenIn, second?.lines]).toEqual(['web/package.json', [7], 'web/package.json.sovaudit', null]);
  });

  test('a slip in the word is told, a sentence is left alone', () => {
    const [slip] = annotationsIn('desk.py', '# sovaudit: expct[own-gateway]\nask()\n');
    expect(slip?.malformed).toBe('"sovaudit: expct" is no annotation, expected expect[RULE] or clean');
    expect(annotationsIn('desk.py', '# Checked with sovaudit: see the handbook.\nask()\n')).toEqual([]);
  });

  test('expect without a rule is told', () => {
    expect(annotationsIn('desk.py', 'ask()  # sovaudit: expect\n')[0]?.malformed).toBe('expect names no rule: sovaudit: expect[RULE]');
  });
});
