/** Templates with the names of the entry they are written for in place of their examples, so that they stand beside others and pass by themselves. */
import { TEMPLATES, type TemplateKind } from './templates.ts';

/** The organization that templates name where nobody says whose a thing is. */
export const EXAMPLE_OWNER = 'example-ai';

/** What stands behind a field that names an organization. */
const OWNER = /(?<=\b(?:operator|publisher|vendor|developers?|cloud): \[?)example-ai\b/g;

/** Kinds whose template names an organization. */
export function namesOwner(kind: TemplateKind): boolean {
  return TEMPLATES[kind].search(OWNER) >= 0;
}

/** The template of a kind for one id. `owner`: the organization that it names. Comments stay in their column where there is room. */
export function filledTemplate(kind: TemplateKind, id: string, owner: string): string {
  const last = id.slice(id.lastIndexOf('/') + 1);
  const changes = [[OWNER, owner] as const, ...namesOf(kind, last, owner)];
  const filled = changes.reduce((text, [from, to]) => text.replaceAll(from, to), TEMPLATES[kind].replace(/^name: .*/, `name: ${inWords(last)}`));
  return aligned(TEMPLATES[kind].split('\n'), filled.split('\n')).join('\n');
}

/** What else in the template of a kind must be of this entry alone. */
function namesOf(kind: TemplateKind, id: string, owner: string): (readonly [string | RegExp, string])[] {
  const snake = id.replace(/[^a-z0-9]+/g, '_');
  const pascal = inWords(id).replaceAll(/[^A-Za-z0-9]/g, '');
  const written = [['EXAMPLE_AI', snake.toUpperCase()] as const, ['ExampleAI', /^\d/.test(pascal) ? `Ai${pascal}` : pascal] as const];
  switch (kind) {
    case 'services':
      return [...written, [/example-ai(?=\.test|\/)/g, id]];
    case 'packages':
      return [...written, [/(?<=[/@])example-ai/g, id], ['example_ai', /^\d/.test(snake) ? `ai_${snake}` : snake]];
    case 'models':
      return [
        ['"example-ai/Example-2-70B"', `"${owner}/${inWords(id).replaceAll(' ', '-')}-2-70B"`],
        [/\bexample-(?=2|")/g, `${id}-`],
        [/(?<=name: )Example(?= 2$)/gm, inWords(id)],
      ];
    case 'accelerators':
      return [
        ['example.test', `${id}.test`],
        ['example-x1', id],
        ['"x1.', `"${id}.`],
        ['[exa]', `[${id}]`],
      ];
    case 'resources':
      return [['example_ai', snake]];
    case 'configs':
      return [['example-gateway', id]];
    case 'licenses':
      return [['LicenseRef-example-community', `LicenseRef-${id}`]];
    default:
      return [];
  }
}

/** `acme-gateway` as a name: `Acme gateway`. Quoted where YAML would take it for something else. */
function inWords(id: string): string {
  const words = id.replaceAll('-', ' ').replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return /^[\d.]|^(?:y|n|yes|no|on|off|true|false|null)$/i.test(words) ? `Own ${words}` : words;
}

function aligned(before: readonly string[], after: readonly string[]): string[] {
  return after.map((line, at) => {
    const column = before[at]?.search(/(?<=\S) +#/) ?? -1;
    const [, text, comment] = /^(.*?\S) +(#.*)$/.exec(line) ?? [];
    if (column < 0 || text === undefined || line === before[at]) return line;
    return `${text.padEnd((before[at] ?? '').indexOf('#', column) - 1)} ${comment}`;
  });
}
