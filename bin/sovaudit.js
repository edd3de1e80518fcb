#!/usr/bin/env node
import { main } from '../dist/cli.js';

// A reader that closes the pipe early (head, less) is no error.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2), process, new Date());
