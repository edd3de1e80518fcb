import { loadKnowledge } from '../../knowledge/index.ts';
import { names } from '../../match/lookup.ts';
import type { LookupResult } from '../../model/card.ts';
import type { Index } from '../../model/knowledge.ts';
import { lookupText } from '../../report/cards.ts';
import { closest } from '../../util/closest.ts';
import { UsageError } from '../../util/errors.ts';
import { inertLines } from '../../util/inert-lines.ts';
import { jsonText } from '../../util/json-text.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { filesOf, ownRules } from '../own-rules.ts';
import { colorLevel, type Streams, unicodeSupported } from '../streams.ts';
import { answer } from './lookup-answer.ts';
import { checkedDate, colorChoice } from './lookup-flags.ts';

/** Flags of `lookup` as commander gives them. */
export interface RawLookupFlags {
  readonly stdin?: boolean;
  readonly json?: boolean;
  readonly rules?: string[];
  readonly asOf?: string;
  readonly verbose?: boolean;
  readonly color?: string;
}

/** Texts without an answer for which a near one is looked for; more would only be slow. */
const MOST_SUGGESTIONS = 50;

/** `sovaudit lookup`: what the knowledge base knows of texts. An unknown text is an answer, not a failure. */
export async function runLookup(texts: readonly string[], flags: RawLookupFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const asOf = checkedDate(flags.asOf, now);
  const color = colorChoice(flags.color);
  const queries = [...texts, ...(flags.stdin ? await linesOf(streams) : [])].map((text) => text.trim()).filter((text) => text !== '');
  if (queries.length === 0) throw new UsageError('nothing to look up', 'give a model id, host, URL, package or environment name, or --stdin with one per line');
  const { index } = await loadKnowledge([], [], filesOf(await ownRules(flags.rules ?? [], null)));
  const suggest = suggester(index);
  const results = queries.map((query) => answer(index, query, asOf, suggest));
  if (flags.json) {
    streams.stdout.write(jsonText(results.map(published)));
    return EXIT.ok;
  }
  const options = {
    width: streams.stdout.columns ?? 100,
    color: colorLevel(streams.stdout, color, streams.env),
    unicode: unicodeSupported(streams.stdout, streams.env),
    verbose: flags.verbose ?? false,
  };
  streams.stdout.write(inertLines(lookupText(results, options, index)));
  return EXIT.ok;
}

/** An answer as `--json` prints it: the statements as claims with their source. */
function published({ cards, ...result }: LookupResult): object {
  const facts = cards.flatMap(({ statements }) =>
    statements
      .filter(({ source }) => source !== null)
      .map(({ label, value, source }) => ({
        claim: `${label}: ${value}`,
        source: source?.url ?? source?.title ?? null,
        asOf: source?.asOf ?? null,
        basis: source?.basis ?? null,
      })),
  );
  const events = result.events.map(({ source, ...event }) => ({
    ...event,
    source: source?.url ?? source?.title ?? null,
    asOf: source?.asOf ?? null,
    basis: source?.basis ?? null,
  }));
  return { ...result, events, facts };
}

/** Names near a text. Only those that begin alike are compared: slips of the first letter are rare, and there are tens of thousands of names. */
function suggester(index: Index): (text: string) => string | null {
  let left = MOST_SUGGESTIONS;
  const pools = new Map<string, string[]>();
  return (text) => {
    if (left-- <= 0 || text.length > 80) return null;
    if (pools.size === 0) {
      for (const name of names(index)) {
        const first = name.charAt(0).toLowerCase();
        const pool = pools.get(first);
        if (pool) pool.push(name);
        else pools.set(first, [name]);
      }
    }
    const query = text.toLowerCase();
    return closest(query, pools.get(query.charAt(0)) ?? []);
  };
}

async function linesOf(streams: Streams): Promise<string[]> {
  if (!streams.stdin) return [];
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of streams.stdin) text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  return (text + decoder.decode()).split(/\r?\n/);
}
