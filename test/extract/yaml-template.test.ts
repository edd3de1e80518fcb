import { expect, test } from 'vitest';
import { hasHole, isHole, isYamlTemplate, withoutActions } from '../../src/extract/yaml-template.ts';

test.each([
  ['chart/templates/app.yaml', 'a: {{ .Values.a }}', true],
  ['chart/values.yaml', 'a: "{{ tpl }}"', false],
  ['deploy/app.yaml', '{{- if .Values.on }}\na: 1\n{{- end }}', true],
  ['playbook.yaml', '{% if on %}\na: 1\n{% endif %}', true],
  ['app.yaml', 'a: 1', false],
])('%s is a template: %s', (path, text, expected) => {
  expect(isYamlTemplate(path, text)).toBe(expected);
});

test('nothing moves', () => {
  const text = '{{- if .Values.on }}\na: {{ .Values.a | default "b" | quote }}\n{{- /* two\nlines */ -}}\nc: d\n{{- end }}\n';
  const left = withoutActions(text);
  expect(left).toHaveLength(text.length);
  expect(left.indexOf('"b"')).toBe(text.indexOf('"b"'));
  expect(left.split('\n')).toHaveLength(text.split('\n').length);
});

test('a line of nothing but actions becomes empty', () => {
  expect(withoutActions('  {{- with .Values.x }}\na: 1').split('\n')[0]?.trim()).toBe('');
});

test('what nobody gives a default for is a hole', () => {
  expect(isHole(withoutActions('{{ .Values.a }}x').slice(0, 15))).toBe(true);
  expect(hasHole(withoutActions('image: acme/app:{{ .Values.tag }}'))).toBe(true);
});

test.each(['{{ '.repeat(100_000), '{{ a }}'.repeat(50_000), '{{ a }} x'.repeat(50_000)])('a template that is a trap ends', (text) => {
  expect(withoutActions(text)).toHaveLength(text.length);
});
