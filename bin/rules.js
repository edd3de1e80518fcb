// `node bin/rules.js check rules`: a `rules` command of the product, from the sources.
import { fromSource } from './from-source.js';

const { main } = await fromSource('src/cli/main.ts');
process.exitCode = await main(['rules', ...process.argv.slice(2)], process, new Date());
