// Loaded before the program: whatever would open a connection or start a program is written down, and refused unless it is git.
const { appendFileSync } = require('node:fs');
const childProcess = require('node:child_process');
const note = (what) => appendFileSync(process.env.SPY_FILE, `${what}\n`);
const refuse = (what) => () => {
  note(what);
  throw new Error(`refused: ${what}`);
};
for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync']) {
  const real = childProcess[name];
  childProcess[name] = (file, ...rest) => {
    note(`start ${file}`);
    if (file !== 'git') throw new Error(`refused: ${file}`);
    return real(file, ...rest);
  };
}
for (const name of ['exec', 'execSync', 'fork']) childProcess[name] = refuse(name);
require('node:net').Socket.prototype.connect = refuse('connect');
require('node:net').Server.prototype.listen = refuse('listen');
require('node:dgram').createSocket = refuse('dgram');
for (const [of, names] of [['dns', ['lookup', 'resolve']], ['http', ['request', 'get']], ['https', ['request', 'get']]])
  for (const name of names) require(`node:${of}`)[name] = refuse(`${of}.${name}`);
globalThis.fetch = refuse('fetch');
require('node:module').syncBuiltinESMExports();
