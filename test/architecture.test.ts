import { createRequire } from 'node:module';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { expect, test } from 'vitest';

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: object[]; options: object };

test('imports go down only, and the check really saw the modules', async () => {
  const { output } = await cruise(['src'], { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true } as never);
  const { summary, modules } = output as ICruiseResult;
  // Without a TypeScript compiler the tool sees nothing and is content: that must not pass.
  expect(modules.filter(({ source }) => source.startsWith('src/')).length).toBeGreaterThan(60);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
}, 60_000);
