import { inertMarkdown, markdownCode } from '../../util/markdown-text.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { elide } from '../../util/text-width.ts';

/** Longest text that is shown in full; far above any honest message. */
const TEXT_LIMIT = 600;
const CODE_LIMIT = 160;

/** Words of ours or of the repository as plain, dead Markdown on one line. */
export function prose(text: string): string {
  return inertMarkdown(elide(terminalText(text), TEXT_LIMIT, ' ... '));
}

/** A path, an id or a host as a code span. */
export function code(text: string): string {
  return markdownCode(elide(terminalText(text), CODE_LIMIT, '...'));
}

/** A link to a source when it is a web address, named by its host; its text otherwise. */
export function sourceLink(source: string): string {
  const url = webAddress(source);
  if (url === null) return prose(source);
  return `[${inertMarkdown(url.hostname.replace(/^www\./, ''))}](<${url.href.replace(/[<>|\\\s]/g, encodeURIComponent)}>)`;
}

function webAddress(text: string): URL | null {
  if (!/^https?:\/\/\S+$/i.test(text) || text !== terminalText(text)) return null;
  return URL.canParse(text) ? new URL(text) : null;
}
