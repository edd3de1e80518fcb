// `npm start -- PATH`: audits PATH, or the sample application when none is given.
import { main } from '../dist/cli.js';

const given = process.argv.slice(2);
process.exitCode = await main(given.length > 0 ? given : ['fixtures/sample/app'], process, new Date());
