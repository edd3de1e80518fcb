/** Which package address a library goes by: the one this repository really names. */
import { expect, test } from 'vitest';
import type { Evidence } from '../../src/model/evidence.ts';
import { packageUrl } from '../../src/resolve/package-url.ts';
import { evidenceOf, pkg } from '../support/small-world.ts';

const KIT = pkg('kit', {
  purls: ['pkg:npm/kit', 'pkg:npm/%40harbour/kit-core', 'pkg:pypi/harbour-kit', 'pkg:maven/com.harbour/kit', 'pkg:golang/harbour.example/kit', 'pkg:cran/kit'],
});
const sight = (over: Partial<Evidence> = {}): Evidence => evidenceOf('e', { subject: { kind: 'package', id: 'kit' }, kind: 'import', path: 'x', ...over });
const manifest = (ecosystem: string, value: string): Evidence => sight({ kind: 'dependency', ecosystem, value });

test('the name in a manifest is the one, in its own spelling', () => {
  expect(packageUrl(KIT, [manifest('npm', '@harbour/kit-core')])).toBe('pkg:npm/%40harbour/kit-core');
  expect(packageUrl(KIT, [manifest('pypi', 'Harbour_Kit')])).toBe('pkg:pypi/harbour-kit');
  expect(packageUrl(KIT, [manifest('pypi', 'harbour.-kit')])).toBe('pkg:pypi/harbour-kit');
  expect(packageUrl(KIT, [manifest('maven', 'com.harbour:kit')])).toBe('pkg:maven/com.harbour/kit');
});

test('a name is the same in any case and with any marks between its words', () => {
  const two = pkg('kit', { purls: ['pkg:pypi/first', 'pkg:pypi/harbour-kit'] });
  for (const name of ['Harbour_Kit', 'harbour.-kit', 'harbour--kit', 'HARBOUR:KIT', 'harbour/kit'])
    expect(packageUrl(two, [manifest('pypi', name)]), name).toBe('pkg:pypi/harbour-kit');
  for (const name of ['harbourkit', 'harbour-kits', 'kit']) expect(packageUrl(two, [manifest('pypi', name)]), name).toBe('pkg:pypi/first');
});

test('a name that is not among its own leaves the ecosystem', () => {
  expect(packageUrl(KIT, [manifest('pypi', 'harbourkit')])).toBe('pkg:pypi/harbour-kit');
  expect(packageUrl(KIT, [manifest('npm', 'other')])).toBe('pkg:npm/kit');
});

test('without a manifest the ending of the file says the ecosystem, in whatever case', () => {
  const of = (path: string): string | null => packageUrl(KIT, [sight({ path })]);
  expect(of('app/chat.py')).toBe('pkg:pypi/harbour-kit');
  expect(of('Main.JAVA')).toBe('pkg:maven/com.harbour/kit');
  expect(of('analysis.R')).toBe('pkg:cran/kit');
  expect(of('cmd/main.go')).toBe('pkg:golang/harbour.example/kit');
  expect(of('a.test.ts')).toBe('pkg:npm/kit');
});

test.each([
  ['pypi', 'py pyi ipynb'],
  ['npm', 'js mjs cjs jsx ts mts cts tsx vue svelte astro'],
  ['golang', 'go'],
  ['maven', 'java kt kts scala'],
  ['nuget', 'cs fs vb'],
  ['cargo', 'rs'],
  ['gem', 'rb'],
  ['composer', 'php'],
  ['swift', 'swift'],
  ['pub', 'dart'],
  ['hex', 'ex exs'],
  ['cran', 'r'],
])('packages of %s are used in files that end in %s', (type, endings) => {
  const both = pkg('kit', { purls: ['pkg:other/kit', `pkg:${type}/kit`] });
  for (const ending of endings.split(' ')) expect(packageUrl(both, [sight({ path: `a.${ending}` })]), ending).toBe(`pkg:${type}/kit`);
});

test('a file that says nothing, or an ecosystem it is not in, leaves the first address', () => {
  expect(packageUrl(KIT, [sight({ path: 'Dockerfile' })])).toBe('pkg:npm/kit');
  expect(packageUrl(KIT, [sight({ path: 'lib.rs' })])).toBe('pkg:npm/kit');
  expect(packageUrl(KIT, [])).toBe('pkg:npm/kit');
});

test('the first sight that says something counts, and a manifest before all', () => {
  expect(packageUrl(KIT, [sight({ path: 'lib.rs' }), sight({ path: 'a.py' }), sight({ path: 'a.go' })])).toBe('pkg:pypi/harbour-kit');
  expect(packageUrl(KIT, [sight({ path: 'a.go' }), manifest('pypi', 'harbour-kit')])).toBe('pkg:pypi/harbour-kit');
  expect(packageUrl(KIT, [sight({ path: 'a.py', ecosystem: 'npm', value: 'something' })])).toBe('pkg:npm/kit');
});

test('sights of other things say nothing', () => {
  const others = [sight({ path: 'a.py', subject: { kind: 'package', id: 'other' } }), sight({ path: 'a.py', subject: { kind: 'service', id: 'kit' } })];
  expect(packageUrl(KIT, others)).toBe('pkg:npm/kit');
});

test('a package without addresses has none', () => {
  expect(packageUrl(pkg('kit', { purls: [] }), [sight({ path: 'a.py' })])).toBeNull();
});
