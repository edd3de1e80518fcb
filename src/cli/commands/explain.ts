import { loadKnowledge } from '../../knowledge/index.ts';
import { ENTRY_KINDS, entriesById } from '../../match/lookup.ts';
import type { Card, EventNote } from '../../model/card.ts';
import type { Index } from '../../model/knowledge.ts';
import { explainText } from '../../report/cards.ts';
import { cardOf } from '../../resolve/cards/entries.ts';
import { eventsAbout } from '../../resolve/cards/events.ts';
import { didYouMean } from '../../util/closest.ts';
import { UsageError } from '../../util/errors.ts';
import { inertLines } from '../../util/inert-lines.ts';
import { jsonText } from '../../util/json-text.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { filesOf, ownRules } from '../own-rules.ts';
import { colorLevel, type Streams, unicodeSupported } from '../streams.ts';
import { answer } from './lookup-answer.ts';
import { checkedDate, colorChoice } from './lookup-flags.ts';

/** Flags of `explain` as commander gives them. */
export interface RawExplainFlags {
  readonly json?: boolean;
  readonly rules?: string[];
  readonly asOf?: string;
  readonly color?: string;
}

interface Explained {
  readonly cards: readonly Card[];
  readonly events: readonly EventNote[];
}

/** `sovaudit explain`: everything the knowledge base says of an id, with source, date and basis. Several entries can share one id. */
export async function runExplain(id: string, flags: RawExplainFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const asOf = checkedDate(flags.asOf, now);
  const color = colorChoice(flags.color);
  const { index } = await loadKnowledge([], [], filesOf(await ownRules(flags.rules ?? [], null)));
  const found = byId(index, id, asOf) ?? byText(index, id, asOf);
  if (found === null) {
    const ids = ENTRY_KINDS.flatMap((kind) => [...index[kind].keys()]);
    throw new UsageError(
      `nothing has the id "${terminalText(id)}"${didYouMean(id, ids)}`,
      'ids: sovaudit rules list KIND; findings are explained by the report they stand in (audit --verbose)',
    );
  }
  if (flags.json) {
    streams.stdout.write(jsonText(found));
    return EXIT.ok;
  }
  const options = {
    width: streams.stdout.columns ?? 100,
    color: colorLevel(streams.stdout, color, streams.env),
    unicode: unicodeSupported(streams.stdout, streams.env),
    verbose: true,
  };
  streams.stdout.write(inertLines(explainText(found.cards, found.events, options, index)));
  return EXIT.ok;
}

function byId(index: Index, id: string, asOf: string): Explained | null {
  const entries = entriesById(index, id);
  if (entries.length === 0) return null;
  const events = new Map<string, EventNote>();
  for (const { of, id: entry } of entries) {
    for (const event of eventsOf(index, of, entry, asOf)) events.set(event.id, event);
  }
  return { cards: entries.flatMap(({ of, id: entry }) => cardOf(index, of, entry)), events: [...events.values()] };
}

function eventsOf(index: Index, of: (typeof ENTRY_KINDS)[number], id: string, asOf: string): EventNote[] {
  const nobody = { model: null, developer: null, operator: null, service: null };
  if (of === 'models') return eventsAbout(index, { ...nobody, model: id, developer: index.models.get(id)?.developer ?? null }, asOf);
  if (of === 'families') return eventsAbout(index, { ...nobody, developer: index.families.get(id)?.developer ?? null }, asOf);
  if (of === 'organizations') return eventsAbout(index, { ...nobody, developer: id, operator: id }, asOf);
  if (of === 'accelerators') return eventsAbout(index, { ...nobody, operator: index.accelerators.get(id)?.vendor.value ?? null }, asOf);
  if (of === 'services') return eventsAbout(index, { ...nobody, service: id, operator: index.services.get(id)?.operator.value ?? null }, asOf);
  return [];
}

/** What is no id may still be a model id, a host or a package as code writes it. */
function byText(index: Index, text: string, asOf: string): Explained | null {
  const { match, cards, events } = answer(index, text, asOf, () => null);
  return match === null ? null : { cards, events };
}
