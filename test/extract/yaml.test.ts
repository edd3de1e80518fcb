import { describe, expect, test } from 'vitest';
import { extractYaml } from '../../src/extract/yaml.ts';
import { fileOf, settings, shown } from './support.ts';

const extract = (text: string) => extractYaml(fileOf('yaml', text));
const read = (text: string) => settings(extract(text));

describe('texts and their key paths', () => {
  test('maps and lists', () => {
    expect(read('planner:\n  models:\n    - acme-large\n    - name: acme-small\n')).toEqual([
      'planner.models.0=acme-large',
      'planner.models.1.name=acme-small',
    ]);
  });

  test('numbers, booleans and nothing are no texts', () => {
    expect(read('a: 1\nb: true\nc: null\nd:\ne: "1"\nf: 1.10\n')).toEqual(['e=1']);
  });

  test('quoted, folded and literal texts', () => {
    expect(read("a: \"x y\"\nb: 'it''s'\nc: |\n  one\n  two\nd: >\n  one\n  two\n")).toEqual(['a=x y', "b=it's", 'c=one\ntwo\n', 'd=one two\n']);
  });

  test('flow collections', () => {
    expect(read('a: { b: x, c: [y, "z"] }\n')).toEqual(['a.b=x', 'a.c.0=y', 'a.c.1=z']);
  });

  test('all documents of a file', () => {
    expect(read('a: x\n---\nb: y\n')).toEqual(['a=x', 'b=y']);
  });

  test('a tag does not hide a text', () => {
    expect(read('url: !Sub "https://acme.test/v1"\n')).toEqual(['url=https://acme.test/v1']);
  });

  test('keys that are no texts', () => {
    expect(read('1: x\n? [a, b]\n: y\n')).toEqual(['1=x', '?=y']);
  });

  test('texts longer than any setting are left out', () => {
    expect(read(`a: ${'x'.repeat(2001)}\nb: y\n`)).toEqual(['b=y']);
  });

  test('an empty file holds nothing', () => {
    expect(extract('')).toEqual({ candidates: [], problems: [] });
  });

  test('the same key twice is read twice', () => {
    expect(read('a: x\na: y\n')).toEqual(['a=x', 'a=y']);
  });
});

describe('environment variables', () => {
  test.each([
    ['a map', 'environment:\n  ACME_MODEL: large-2\n', '$environment.ACME_MODEL=large-2'],
    ['a list of assignments', 'environment:\n  - ACME_MODEL=large-2\n', '$environment.ACME_MODEL=large-2'],
    ['an assignment in quotes', 'environment:\n  - "ACME_MODEL=large-2"\n', '$environment.ACME_MODEL=large-2'],
    ['a name passed on in a list', 'environment:\n  - ACME_KEY\n', '$environment.ACME_KEY='],
    ['a name passed on in a map', 'environment:\n  ACME_KEY:\n', '$environment.ACME_KEY='],
    ['name and value', 'env:\n  - name: ACME_MODEL\n    value: large-2\n', '$env.ACME_MODEL=large-2'],
    ['value and name', 'env:\n  - value: large-2\n    name: ACME_MODEL\n', '$env.ACME_MODEL=large-2'],
    ['name and value with capitals', 'Environment:\n  - Name: ACME_MODEL\n    Value: large-2\n', '$Environment.ACME_MODEL=large-2'],
    ['variables below an environment', 'Environment:\n  Variables:\n    ACME_MODEL: large-2\n', '$Environment.Variables.ACME_MODEL=large-2'],
    ['a variable with a description', 'variables:\n  ACME_MODEL:\n    value: large-2\n', '$variables.ACME_MODEL=large-2'],
    ['the extra variables of a chart', 'extraEnvVars:\n  - name: ACME_MODEL\n    value: large-2\n', '$extraEnvVars.ACME_MODEL=large-2'],
    ['env in a flow map', 'env: { ACME_MODEL: large-2 }\n', '$env.ACME_MODEL=large-2'],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  test('a value from elsewhere is no value, but its key is read', () => {
    expect(read('env:\n  - name: ACME_KEY\n    valueFrom:\n      secretKeyRef:\n        name: acme\n')).toEqual([
      'env.0.name=ACME_KEY',
      'env.0.valueFrom.secretKeyRef.name=acme',
    ]);
  });

  test('an environment that is a name is a setting like others', () => {
    expect(read('environment: production\n')).toEqual(['environment=production']);
  });

  test('keys beside it are no variables', () => {
    expect(read('services:\n  planner:\n    image: acme/planner\n    environment:\n      ACME_MODEL: large-2\n')).toEqual([
      'services.planner.image=acme/planner',
      '$services.planner.environment.ACME_MODEL=large-2',
    ]);
  });
});

describe('anchors and aliases', () => {
  test('an alias of a text is that text, where the alias stands', () => {
    const text = 'default: &model acme-large\nplanner:\n  model: *model\n';
    expect([read(text), shown(text, extract(text))]).toEqual([
      ['default=acme-large', 'planner.model=acme-large'],
      ['acme-large', '*model'],
    ]);
  });

  test.each([
    ['by alias', 'environment: *shared'],
    ['by merge', 'environment:\n  <<: *shared'],
    ['by a merge of several', 'environment:\n  <<: [*shared]'],
  ])('variables kept elsewhere are variables: %s', (_, use) => {
    expect(read(`x-shared: &shared\n  ACME_MODEL: large-2\n${use}\n`)).toEqual(['x-shared.ACME_MODEL=large-2', '$environment.ACME_MODEL=large-2']);
  });

  test('other mappings are not repeated', () => {
    expect(read('base: &base\n  model: acme-large\nplanner:\n  <<: *base\n')).toEqual(['base.model=acme-large']);
  });

  test('a bomb of aliases stays small', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`);
    const text = `l0: &l0 { env: boom }\n${levels.join('\n')}\nenvironment: *l12\n`;
    expect(read(text).length).toBeLessThan(20_000);
  });

  test('a mapping that contains itself ends', () => {
    expect(read('a: &a\n  env: *a\n  model: acme-large\n')).toContain('a.model=acme-large');
  });
});

describe('locations', () => {
  test('span the value with its quotes', () => {
    const text = 'a: "x y"   # comment\nb:\n  - plain text\n';
    expect(shown(text, extract(text))).toEqual(['"x y"', 'plain text']);
  });

  test('of an assignment span what stands behind the sign', () => {
    const text = 'env:\n  - A=one\n  - "B=two"\n';
    expect(shown(text, extract(text))).toEqual(['one', 'two']);
  });

  test('count UTF-16 units', () => {
    const { candidates } = extract('🚀: {x: y}\n');
    expect(candidates[0]?.location).toMatchObject({ line: 1, column: 9, endColumn: 10 });
  });

  test('in a later document count from the top of the file', () => {
    expect(extract('a: x\n---\n\nb: y\n').candidates[1]?.location).toMatchObject({ line: 4, column: 4 });
  });
});

describe('what does not parse', () => {
  const template = `
apiVersion: apps/v1
{{- if .Values.enabled }}
spec:
  containers:
    - name: planner
      image: "acme/planner:{{ .Values.tag }}"
      env:
        - name: ACME_MODEL
          value: {{ .Values.model | default "large-2" | quote }}
        - name: ACME_URL
          value: https://api.acme.test/v1
        {{- range .Values.more }}
        - name: {{ .name }}
        {{- end }}
      resources:
        limits: { memory: "2Gi", gpu: 1 }
{{- end }}
`;

  test('is told with its place', () => {
    expect(extract('a: [x\nb: y\n').problems).toMatchObject([
      { line: expect.any(Number), column: expect.any(Number), message: expect.stringMatching(/^YAML not parsed, read line by line: /) },
    ]);
  });

  test('of a chart is read with its actions blanked out: defaults and key paths stay', () => {
    expect(read(template)).toEqual([
      'apiVersion=apps/v1',
      'spec.containers.0.name=planner',
      'spec.containers.0.image=acme/planner:{{ .Values.tag }}',
      '$spec.containers.0.env.ACME_MODEL=large-2',
      '$spec.containers.0.env.ACME_URL=https://api.acme.test/v1',
      'spec.containers.0.resources.limits.memory=2Gi',
    ]);
  });

  test('keeps exact places', () => {
    const places = shown(template, extract(template));
    expect(places).toContain('https://api.acme.test/v1');
    expect(places).toContain('"large-2"');
  });

  test('a merge conflict hides neither side', () => {
    expect(read('<<<<<<< ours\nmodel: acme-large\n=======\nmodel: acme-small\n>>>>>>> theirs\n')).toEqual(
      expect.arrayContaining(['model=acme-large', 'model=acme-small']),
    );
  });

  test.each([
    ['flow lists', '['],
    ['flow maps', '{a: '],
    ['block lists', '- '],
    ['keys', '? '],
  ])('%s nested without end neither fail nor end the process', (_, opening) => {
    expect(extract(`model: acme-large\n${opening.repeat(20_000)}`).problems[0]?.message).toContain('nested more than 100 levels deep');
  });

  test('a text too long for the parser is read line by line', () => {
    const text = `${'# padding\n'.repeat(60_000)}model: acme-large\n`;
    const extraction = extract(text);
    expect(settings(extraction)).toEqual(['model=acme-large']);
    expect(extraction.problems[0]?.message).toContain('longer than 524288 characters');
  });
});
