// Small readers of the formats we write, stricter than those that people use: each gives what is wrong with a text, nothing when all is well.

/** What acts on a terminal, or hides or reorders text: all controls but line feeds, format characters, separators, lone surrogates. */
const ACTIVE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;

/** Lines for people: no active character, no command to a build server. */
export function problemsOfLines(text: string): string[] {
  return text.split('\n').flatMap((line, at) => {
    const active = ACTIVE.exec(line);
    if (active !== null) return [`line ${at + 1} holds U+${active[0].codePointAt(0)?.toString(16)}: ${JSON.stringify(line.slice(0, 120))}`];
    return /^\s*::|##\[|##vso\[/.test(line) ? [`line ${at + 1} is a command: ${line.slice(0, 120)}`] : [];
  });
}

/** Annotations: every line one command of ours, every value escaped. */
export function problemsOfAnnotations(text: string): string[] {
  const value = String.raw`(?:[^%:,\n]|%25|%0A|%3A|%2C)*`;
  const whole = new RegExp(`^::(?:error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=${value},?)*::(?:[^%\\n]|%25|%0A)*$`);
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => (ACTIVE.test(line) || !whole.test(line) ? [`no annotation: ${JSON.stringify(line.slice(0, 160))}`] : []));
}

/** JSON that acts nowhere as text, and whose strings, read, are Unicode. */
export function problemsOfJson(text: string): string[] {
  const problems = problemsOfLines(text);
  try {
    JSON.parse(text, (key, value: unknown) => {
      for (const part of [key, value])
        if (typeof part === 'string' && /\p{Cs}/u.test(part)) problems.push(`lone surrogate in ${JSON.stringify(part).slice(0, 120)}`);
      return value;
    });
  } catch (error) {
    problems.push((error as Error).message);
  }
  return problems;
}

const XML_TEXT = /^(?:[^&<>]|&(?:amp|lt|gt|quot|apos|#\d{1,7});)*$/;
const XML_TAG = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w:.-]*="[^"<]*")*)\s*(\/?)>/y;

/** XML 1.0: well-formed, one root, no other character than the standard allows; no CDATA, comment or declaration but the first. */
export function problemsOfXml(text: string): string[] {
  // https://www.w3.org/TR/xml/#charsets
  const bad = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
  if (bad !== null) return [`character U+${bad[0].codePointAt(0)?.toString(16)} at ${bad.index}`];
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const open: string[] = [];
  let roots = 0;
  for (let at = 0; at < body.length; ) {
    const next = body.indexOf('<', at);
    const between = body.slice(at, next < 0 ? undefined : next);
    if (!XML_TEXT.test(between) || (open.length === 0 && between.trim() !== '')) return [`text at ${at}: ${between.slice(0, 80)}`];
    if (next < 0) break;
    XML_TAG.lastIndex = next;
    const [whole, close, name = '', attributes = '', self] = XML_TAG.exec(body) ?? [];
    if (whole === undefined) return [`no tag at ${next}: ${body.slice(next, next + 80)}`];
    for (const [, value = ''] of attributes.matchAll(/="([^"]*)"/g)) if (!XML_TEXT.test(value)) return [`attribute: ${value.slice(0, 80)}`];
    if (close === '/' && open.pop() !== name) return [`</${name}> closes another element`];
    if (close === '' && open.length === 0 && ++roots > 1) return ['two roots'];
    if (close === '' && self === '') open.push(name);
    at = next + whole.length;
  }
  return open.length > 0 || roots !== 1 ? [`open: ${open.join(' ')}`] : [];
}

const HTML_TAGS = new Set(
  'html head meta title style body header main section nav footer article aside h1 h2 h3 h4 p ul ol li dl dt dd table caption colgroup col thead tbody tr th td a span strong em code small b i abbr time details summary svg g rect path text tspan line circle defs marker polygon label input form select option button div script template desc figure figcaption output fieldset legend mark bdi br hr wbr'.split(
    ' ',
  ),
);

/** HTML as we write it: every `<` is a tag we know, no handler, no address that runs or loads, script and style one each. */
export function problemsOfHtml(page: string): string[] {
  const problems: string[] = [];
  if ((page.match(/<script\b/gi) ?? []).length !== 1) problems.push('not one script');
  const content = page
    .replace(/^<!doctype html>/i, '')
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<script>[\s\S]*?<\/script>/, '');
  const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][\w:-]*(?:="[^"]*")?)*)\s*\/?>/y;
  for (let at = content.indexOf('<'); at >= 0; at = content.indexOf('<', at + 1)) {
    tag.lastIndex = at;
    const [whole, , name = '', attributes = ''] = tag.exec(content) ?? [];
    if (whole === undefined) problems.push(`a bare "<": ${content.slice(at, at + 60)}`);
    else if (!HTML_TAGS.has(name)) problems.push(`<${name}>`);
    for (const [, key = '', value = ''] of attributes.matchAll(/\s([\w:-]+)(?:="([^"]*)")?/g)) {
      if (/^on|^style$|^src|^srcset$|^formaction$/i.test(key)) problems.push(`${key} of <${name}>`);
      if (/href$/i.test(key) && !/^(?:#|https?:\/\/)/.test(value)) problems.push(`${key}="${value.slice(0, 60)}"`);
    }
    if (whole !== undefined) at += whole.length - 1;
  }
  return [...problems, ...problemsOfLines(content)];
}

/** Markdown as a code host renders it: no HTML but ours, no link or picture but to a source, no mention, whole tables. */
export function problemsOfMarkdown(text: string): string[] {
  const problems = problemsOfLines(text);
  let columns = 0;
  for (const line of text.split('\n')) {
    // Code spans first: nothing lives in them. Then escapes, and the links to sources that we write.
    const plain = line
      .replace(/(?<![\\`])(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, 'code')
      .replace(/\\[\\`*_[\]#|~$+=.)-]/g, 'escaped')
      .replace(/\[[^[\]]*\]\(<https?:\/\/[^<>\s|]*>\)/g, 'link')
      .replace(/<!-- -->|<!-- sovaudit report -->|<\/?(?:details|summary|sub|br)>/g, '\u2060');
    if (/[<>]/.test(plain.replace(/^>\s/, ''))) problems.push(`HTML: ${line.slice(0, 160)}`);
    if (/\]\s?[([:]/.test(plain)) problems.push(`link: ${line.slice(0, 160)}`);
    if (/(?:^|[^\w])@\w|https?:\/\/|\bwww\.\w|(?:^|\s)#\d/.test(plain)) problems.push(`alive: ${line.slice(0, 160)}`);
    if (/`/.test(plain)) problems.push(`open code span: ${line.slice(0, 160)}`);
    const cells = plain.startsWith('|') ? plain.split('|').length : 0;
    if (cells > 0 && columns > 0 && cells !== columns) problems.push(`${cells - 2} cells in a table of ${columns - 2}: ${line.slice(0, 160)}`);
    columns = cells;
  }
  return problems;
}

/** CSV of RFC 4180: equal rows, and no cell that a spreadsheet runs. */
export function problemsOfCsv(text: string): string[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  for (let at = 0; at < text.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const [whole, quoted, bare = '', end] = cell.exec(text) ?? [];
    if (whole === undefined) return [`no cell at ${at}: ${JSON.stringify(text.slice(at, at + 60))}`];
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '\r\n') rows.push([]);
  }
  const whole = rows.filter((row) => row.length > 0);
  const formulas = whole.flat().filter((value) => /^\s*[=+\-@\t\r]/.test(value));
  return [
    ...formulas.map((value) => `formula: ${value.slice(0, 60)}`),
    ...whole.filter((row) => row.length !== whole[0]?.length).map((row) => `${row.length} cells: ${row.join('|').slice(0, 120)}`),
  ];
}

/** A relative reference of RFC 3986 that stays below where it starts. */
export function problemsOfUri(uri: string): string[] {
  if (!/^(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})*$/.test(uri)) return [`no relative URI: ${uri}`];
  const segments = uri.split('/').map((segment) => decodeURIComponent(segment));
  return uri.startsWith('/') || segments.some((segment) => segment === '..' || segment.includes('/')) ? [`leaves the root: ${uri}`] : [];
}
