// Precision, recall and F1 over fixtures/; exit 1 when a figure falls below fixtures/accuracy-floor.json. `--record` writes that file anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { audit } from '../dist/index.js';
import { fromSource } from './from-source.js';

const FLOOR = 'fixtures/accuracy-floor.json';
const { accuracyOf, accuracyText, belowFloor, floorsOf } = await fromSource('test/support/accuracy.ts');

const accuracy = await accuracyOf('fixtures', (path) => audit({ path, asOf: '2026-11-22', gitignore: false }));
console.log(accuracyText(accuracy));
if (process.argv.includes('--record')) {
  writeFileSync(FLOOR, `${JSON.stringify(floorsOf(accuracy), null, 2)}\n`);
  console.log(`recorded in ${FLOOR}`);
} else {
  const fallen = belowFloor(accuracy, JSON.parse(readFileSync(FLOOR, 'utf8')));
  for (const line of fallen) console.error(line);
  process.exitCode = fallen.length > 0 ? 1 : 0;
}
