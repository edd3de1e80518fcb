const VARIABLE = /^[A-Z][A-Z0-9_]*$/;
const HOLDERS = new Set([
  'process.env',
  'import.meta.env',
  'Bun.env',
  'globalThis.process.env',
  'Deno.env',
  'self.env',
  'c.env',
  'ctx.env',
  'context.env',
  '$_ENV',
  '$_SERVER',
  'ENV',
]);

/** Whether a dotted path reads an environment variable: `process.env.X`, `import.meta.env.X`, `os.environ["X"]`. */
export function isEnvironmentPath(python: boolean, path: readonly string[]): boolean {
  const name = path[path.length - 1] as string;
  if (!VARIABLE.test(name)) return false;
  if (python) return (path.length === 3 && path[0] === 'os' && path[1] === 'environ') || (path.length === 2 && path[0] === 'environ');
  return HOLDERS.has(path.slice(0, -1).join('.'));
}

/** Whether a word can be the name of an environment variable. */
export function isVariableName(word: string): boolean {
  return VARIABLE.test(word);
}
