// The licenses of what is bundled into dist/: their texts must come along. Throws when a bundled package has none.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The packages among the inputs of an esbuild metafile, sorted by name and version, each with its folder below the top. */
export function bundled(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/')) ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  const packages = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    packages.set(`${name} ${version}`, { folder: folder.slice(folder.indexOf('node_modules/')), name, version, license });
  }
  return [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** Text of dist/THIRD-PARTY.txt. */
export function notices(packages) {
  const parts = packages.map(({ folder, name, version, license }) => `## ${name} ${version} (${license})\n\n${licenseText(folder, license)}\n`);
  return `sovaudit is bundled with the following packages, each under its own license.\n\n${parts.join('\n')}`;
}

function licenseText(folder, license) {
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (name !== undefined) return readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim();
  const readme = readdirSync(folder).find((file) => /^readme/i.test(file));
  const said = readme === undefined ? null : /^#+ licen[cs]e\s*\n([\s\S]*)/im.exec(readFileSync(join(folder, readme), 'utf8'));
  if (said) return said[1].trim();
  throw new Error(`${folder} (${license}) is bundled and has no license text${existsSync(folder) ? '' : ': run npm ci'}`);
}
