import { markupText } from '../../util/markup-text.ts';

/** Only `html` and `trusted` can set this key: no data, read back or not, can pass itself off as markup. */
const MARKUP = Symbol('markup');

/** A piece of the page that is safe to put into another. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What may stand in a template: text is escaped, nothing comes of null and false, lists are joined. */
export type Content = string | number | Markup | null | false | readonly Content[];

/** Template for HTML. Whatever is put in is escaped, for text and for attributes in double quotes, unless it is markup made here. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = strings[0] ?? '';
  for (const [index, value] of values.entries()) text += written(value) + (strings[index + 1] ?? '');
  return { [MARKUP]: text };
}

/** Constants of this program (style, script) as they are. Throws on what would end their element: that is a mistake of ours. */
export function trusted(text: string): Markup {
  if (/<\/|<!--/.test(text)) throw new Error('style or script would end its own element');
  return { [MARKUP]: text };
}

/** The text of finished markup. */
export function markupOf(content: Markup): string {
  return content[MARKUP];
}

function written(value: Content): string {
  if (typeof value === 'string') return markupText(value);
  if (typeof value === 'number') return String(value);
  if (value === null || value === false) return '';
  if (MARKUP in value) return value[MARKUP];
  let text = '';
  for (const item of value) text += written(item);
  return text;
}
