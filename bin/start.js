// `npm start -- PATH`: audits PATH, or the sample application when no path is given. Other commands pass through.
import { existsSync } from 'node:fs';
import { main } from '../dist/cli.js';

const given = process.argv.slice(2);
const flagsOnly = given.every((argument, at) => argument.startsWith('-') || (at > 0 && !existsSync(argument)));
const sample = flagsOnly && (given[0] ?? '-').startsWith('-') ? ['fixtures/sample/app'] : [];
process.exitCode = await main([...given, ...sample], process, new Date());
