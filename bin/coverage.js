// Writes rules/COVERAGE.md: what the knowledge base covers, generated from it.
import { writeFileSync } from 'node:fs';
import { fromSource } from './from-source.js';

const { coverageText } = await fromSource('src/cli/commands/rules-coverage.ts');
writeFileSync('rules/COVERAGE.md', coverageText('rules'));
console.error('wrote rules/COVERAGE.md');
