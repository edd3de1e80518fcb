// A bundler that splits makes a chunk for every set of entry points that share something: an audit would load fifty small files. Here those that
// are always loaded together are made one.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';

/** `import { a, b as c } from "./x.js"` and `import "./x.js"`, as esbuild writes them at the beginning of a line. */
const IMPORT = /^import (?:\{([^}]*)\} from )?"(\.\/(?:chunks\/)?)([^"/]+\.js)";/gm;
const EXPORT = /^export \{([^}]*)\};/m;

/**
 * Merges the chunks that each entry of `parts` loads at once, in order; what an earlier part has is not in a later one. `parts`: name of the merged
 * file -> a file below `folder`, or null for none.
 */
export async function mergeChunks(folder, parts) {
  const chunks = join(folder, 'chunks');
  const taken = new Set();
  for (const [name, entries] of parts) {
    const members = new Set(entries.flatMap((entry) => [...loadedBy(folder, entry)]).filter((file) => !taken.has(file)));
    const lazy = dynamicallyLoaded(folder);
    for (const file of [...members]) if (lazy.has(file)) members.delete(file);
    if (members.size < 2) continue;
    taken.add(`${name}.js`);
    await merge(chunks, `${name}.js`, [...members].sort());
    for (const file of [join(folder, 'cli.js'), join(folder, 'index.js'), join(folder, 'scan-worker.js'), ...filesIn(chunks)])
      redirect(file, `${name}.js`, members);
  }
}

/** Chunks that a file loads before it runs, itself left out. */
function loadedBy(folder, entry) {
  const found = new Set();
  const open = [join(folder, entry)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const [, , , name] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      if (found.has(name)) continue;
      found.add(name);
      open.push(join(folder, 'chunks', name));
    }
  }
  return found;
}

/** Whoever loads one of these later asks for its names as they are. */
function dynamicallyLoaded(folder) {
  const texts = [...filesIn(join(folder, 'chunks')), join(folder, 'cli.js'), join(folder, 'index.js'), join(folder, 'scan-worker.js')].map((file) =>
    readFileSync(file, 'utf8'),
  );
  return new Set(texts.flatMap((text) => [...text.matchAll(/import\("\.\/(?:chunks\/)?([^"]+)"\)/g)].map(([, name]) => name)));
}

async function merge(chunks, name, members) {
  const entry = members.map((file) => {
    const names = namesOf(EXPORT.exec(readFileSync(join(chunks, file), 'utf8'))?.[1] ?? '');
    return `export { ${names.map(({ outer }) => `${outer} as ${prefixed(file, outer)}`).join(', ')} } from "./${file}";`;
  });
  const others = {
    name: 'others',
    setup: (plugin) => plugin.onResolve({ filter: /^\.\// }, ({ path }) => (members.includes(path.slice(2)) ? null : { path, external: true })),
  };
  const { outputFiles } = await build({
    stdin: { contents: entry.join('\n'), resolveDir: resolve(chunks) },
    // Comments name files from here, and the folder above has the number of this process in its name: two builds must give the same bytes.
    absWorkingDir: resolve(chunks),
    ...{ bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20', logLevel: 'warning', plugins: [others] },
  });
  for (const file of members) rmSync(join(chunks, file));
  writeFileSync(join(chunks, name), outputFiles[0].text);
}

/** Lets what loads a merged chunk load the whole. */
function redirect(file, whole, members) {
  if (basename(file) === whole) return;
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(IMPORT, (line, names, place, name) => {
    if (!members.has(name)) return line;
    if (names === undefined) return `import "${place}${whole}";`;
    return `import { ${namesOf(names)
      .map(({ inner, outer }) => `${prefixed(name, inner)} as ${outer}`)
      .join(', ')} } from "${place}${whole}";`;
  });
  if (changed !== text) writeFileSync(file, changed);
}

/** `a, b as c` -> what stands before and behind `as`. */
function namesOf(list) {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const [inner, outer = inner] = name.split(' as ');
      return { inner, outer };
    });
}

function prefixed(file, name) {
  return `${basename(file, '.js').replaceAll('-', '_')}_${name}`;
}

function filesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name));
}
