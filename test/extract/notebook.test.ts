import { describe, expect, test } from 'vitest';
import { extractNotebook } from '../../src/extract/notebook.ts';
import type { Candidate, TextCandidate } from '../../src/model/candidate.ts';
import { fileOf, shown } from './support.ts';

const extract = (text: string) => extractNotebook(fileOf('notebook', text));
const code = (...source: readonly string[]) => ({ cell_type: 'code', outputs: [{ text: ['model="acme-output"'] }], source });
const notebook = (cells: readonly unknown[], language = 'python') => JSON.stringify({ cells, metadata: { language_info: { name: language } } }, null, 1);

const texts = (text: string) => extract(text).candidates.filter((candidate: Candidate): candidate is TextCandidate => candidate.kind === 'text');
const imports = (text: string) => extract(text).candidates.flatMap((candidate) => (candidate.kind === 'import' ? candidate.module : []));

describe('the code of a notebook', () => {
  test('is read, with escapes resolved', () => {
    expect(texts(notebook([code('model = "acme-large"\n', 'url = "https://acme.test"')])).map(({ value }) => value)).toEqual([
      'acme-large',
      'https://acme.test',
    ]);
  });

  test('may be one text instead of lines', () => {
    expect(imports(notebook([{ cell_type: 'code', source: 'import acme_ai\nimport acme_db' }]))).toEqual(['acme_ai', 'acme_db']);
  });

  test('joins its cells', () => {
    expect(imports(notebook([code('import acme_ai'), code('import acme_db')]))).toEqual(['acme_ai', 'acme_db']);
  });

  test('is not Markdown, raw text or output', () => {
    expect(texts(notebook([{ cell_type: 'markdown', source: ['model = "acme-large"'] }, code('1')]))).toEqual([]);
  });

  test('loses the lines meant for the shell', () => {
    expect(imports(notebook([code('!pip install "acme-ai"\n', '%cd work\n', 'import acme_ai')]))).toEqual(['acme_ai']);
  });

  test('loses a cell of another language', () => {
    expect(imports(notebook([code('%%bash\n', 'import acme_db'), code('%%time\n', 'import acme_ai')]))).toEqual(['acme_ai']);
  });

  test('is passed over in a language nobody reads', () => {
    expect(extract(notebook([code('model <- "acme-large"')], 'R'))).toEqual({ candidates: [], problems: [] });
  });
});

describe('locations', () => {
  test('are those in the file', () => {
    const text = notebook([code('import acme_ai\n', '\n', 'client = acme_ai.Client(model="acme-large")\n')]);
    const places = shown(text, extract(text));
    expect(places).toContain('acme_ai');
    expect(places).toContain('\\"acme-large\\"');
  });

  test('of the arguments of a call too', () => {
    const text = notebook([code('import acme_ai\n', 'acme_ai.Client(model="acme-large")')]);
    const call = extract(text).candidates.find((candidate) => candidate.kind === 'call');
    const value = call?.kind === 'call' ? call.args[0]?.value : undefined;
    expect(value && shown(text, { candidates: [value as unknown as Candidate], problems: [] })).toEqual(['\\"acme-large\\"']);
  });

  test('behind escaped units', () => {
    const text = notebook([code('a = "x"; "\u{1F680}"; b = "acme-large"')]).replace('\u{1F680}', '\\ud83d\\ude80');
    expect(shown(text, extract(text))).toContain('\\"acme-large\\"');
  });
});

test('a notebook that is no JSON is told', () => {
  expect(extract('{"cells": [').problems).toEqual([{ message: 'not valid JSON: close bracket expected', line: 1, column: 12 }]);
});

test('a notebook without cells holds nothing', () => {
  expect(extract('{}')).toEqual({ candidates: [], problems: [] });
});
