// What the bundle is made of, as CycloneDX 1.6: dist/sbom.cdx.json, which ships with the package. `npm run sbom` prints it.
// Not `npm sbom`: to that every package here is one for development, because users install none; it does not know which are bundled. It also names
// the present instant and the folder, and two builds must give the same bytes.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The bill of materials of the packages in a bundle (`bundled` of notices.js). Hashes are those of the lockfile. */
export function sbom(packages) {
  const own = JSON.parse(readFileSync('package.json', 'utf8'));
  const locked = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const root = { ...component('application', own), description: own.description };
  const components = packages.map(({ folder, name, version, license }) => {
    const { integrity } = locked[folder] ?? {};
    if (integrity === undefined) throw new Error(`${folder} is bundled and is not in package-lock.json: run npm ci`);
    const content = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
    return { ...component('library', { name, version, license }), scope: 'required', hashes: [{ alg: 'SHA-512', content }] };
  });
  const dependencies = [
    { ref: root['bom-ref'], dependsOn: components.map(({ 'bom-ref': ref }) => ref) },
    ...components.map(({ 'bom-ref': ref }) => ({ ref, dependsOn: [] })),
  ];
  const body = { version: 1, metadata: { lifecycles: [{ phase: 'build' }], component: root }, components, dependencies };
  return `${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serialOf(body), ...body }, null, 2)}\n`;
}

function component(type, { name, version, license }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type, 'bom-ref': purl, name, version, licenses: [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }], purl };
}

/** The same content, the same number. */
function serialOf(body) {
  const hex = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(readFileSync('dist/sbom.cdx.json'));
