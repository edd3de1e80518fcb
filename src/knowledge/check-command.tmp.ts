import { loadRuleFiles } from './load.ts';
import { parseRuleFiles } from './parse.ts';
import { compile } from './compile.ts';
const { entries, problems } = parseRuleFiles(loadRuleFiles(process.argv[2] ?? 'rules', false));
const result = compile(entries, 'dev');
const all = [...problems, ...result.problems];
for (const p of all) console.error(`${p.file}:${p.line}:${p.column} ${p.message}`);
console.log(`${entries.length} entries, ${all.length} problems`, result.index ? `${result.index.literals.length} literals` : '');
process.exitCode = all.length ? 1 : 0;
