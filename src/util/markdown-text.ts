/** Text as it is, in Markdown: characters with a meaning there are escaped, `<`, `>` and `&` as entities so that no HTML can come of it. */
export function markdownText(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]#|~]/g, '\\$&');
}

/** What a code host makes links or mentions of in finished text, where a backslash does not help: an empty comment splits it. */
const LIVE = /(@(?=[\w/])|(?<=\w):(?=\/\/)|\bwww(?=\.)|#(?=\d)|\bGH(?=-\d))/gi;

/** Like `markdownText`, and dead as well: no mention, issue number or bare address in it comes to life, and no list begins with it. */
export function inertMarkdown(text: string): string {
  return text
    .split(LIVE)
    .map((part, index) => (index % 2 === 1 ? `${part}<!-- -->` : markdownText(part).replaceAll('$', '\\$')))
    .join('')
    .replace(/^(\d*)([-+=.)])/, '$1\\$2');
}

/**
 * Text as a code span that also holds inside a table: fenced by more backticks than it has, never empty. A bar is shown as `\x7c`, because
 * no way of escaping it holds both inside and outside of a table when a backslash stands before it.
 */
export function markdownCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(text) || text === '' ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\x7c')}${pad}${fence}`;
}
