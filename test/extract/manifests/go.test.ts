import { expect, test } from 'vitest';
import { packagesIn } from './support.ts';

test('go.mod: single lines, blocks, indirect ones and what stands in for another', async () => {
  const text = `module acme.test/planner

go 1.24

require acme.test/ai/v3 v3.1.0

require (
	acme.test/voice v1.0.2
	acme.test/deep v0.4.0 // indirect
	// acme.test/old v0.1.0
)

exclude acme.test/voice v1.0.1

replace (
	acme.test/voice => acme.test/fork/voice v1.0.3
	acme.test/own => ../own
)
`;
  expect(await packagesIn('go-mod', text)).toEqual([
    '5:9 golang/acme.test/ai/v3 v3.1.0 production',
    '8:2 golang/acme.test/voice v1.0.2 production',
    '9:2 golang/acme.test/deep v0.4.0 production indirect',
    '16:21 golang/acme.test/fork/voice v1.0.3 production',
  ]);
});

test('go.work: only what stands in for another is a module', async () => {
  expect(await packagesIn('go-mod', 'go 1.24\n\nuse (\n\t./app\n)\n\nreplace acme.test/ai => acme.test/fork/ai v1.0.0\n')).toEqual([
    '7:25 golang/acme.test/fork/ai v1.0.0 production',
  ]);
});

test('go.sum: the last version of a module whose content was needed', async () => {
  const text = `acme.test/ai v1.0.0 h1:aaa=
acme.test/ai v1.0.0/go.mod h1:bbb=
acme.test/ai v1.2.0 h1:ccc=
acme.test/ai v1.2.0/go.mod h1:ddd=
acme.test/graph v0.1.0/go.mod h1:eee=
`;
  expect(await packagesIn('go-sum', text)).toEqual(['3:1 golang/acme.test/ai v1.2.0 production indirect']);
});
