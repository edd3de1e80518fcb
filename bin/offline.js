// Loaded before a program (node --import): whatever reaches for the network stops the process with exit code 97 and says so.

import dgram from 'node:dgram';
import dns from 'node:dns';
import { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

function refuse(what) {
  writeSync(2, `network: ${what}\n`);
  process.exit(97);
}

net.Socket.prototype.connect = () => refuse('a socket was opened');
dgram.Socket.prototype.send = () => refuse('a datagram was sent');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  dns[name] = () => refuse(`dns.${name}`);
  dns.promises[name] = () => refuse(`dns.${name}`);
}
globalThis.fetch = () => refuse('fetch');
syncBuiltinESMExports();
