/** Names that SDKs give their models (`openai.GPT4oMini`, `ChatModel.GPT_4O`, `.gpt4_o`) -> the model's id. */
import type { Index } from '../model/knowledge.ts';
import { resolveModelId } from './model-id.ts';

/** Words SDKs put before the name of a model. */
const PREFIX =
  /^(?:(?:open-?ai|anthropic|gemini-api|google)-)?(?:(?:create|chat|completion|completions|embedding|image|speech|audio|tts|responses|language|text|transcription|beta)-)*models?-(?=[a-z])/;

/** Names that do not say the id in its own words. */
const OWN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(small|large)-embedding-3$/, 'text-embedding-3-$1'],
  [/^ada-embedding-v-?2$/, 'text-embedding-ada-002'],
  [/^tts-?model-1$/, 'tts-1'],
  [/^gpt-3-(babbage|davinci)-002$/, '$1-002'],
  [/^(?:gpt-)?image-1$/, 'gpt-image-1'],
];

/** The id a constant stands for, as its developer writes it; null when the name is that of no model. */
export function constantModelId(index: Index, name: string): string | null {
  let family: string | null = null;
  for (const text of spellings(name)) {
    const match = resolveModelId(index, text, true);
    if (match?.model) return text;
    if (match?.family && /\d/.test(text)) family ??= text;
  }
  return family;
}

function spellings(name: string): string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  if (words.length < 2 || words.length > 14) return [];
  const plain = words.join('-').toLowerCase().replaceAll('-dot-', '.');
  const bare = plain.replace(PREFIX, '');
  const found: string[] = [];
  for (const text of bare === plain ? [plain] : [bare, plain]) {
    const own = OWN_WORDS.find(([pattern]) => pattern.test(text));
    if (own) found.push(text.replace(own[0], own[1]));
    // `gpt-4-o-mini` is written gpt-4o-mini, `o-3` o3, `gemini-25` gemini-2.5, `claude-3-5` claude-3.5.
    const joined = text
      .replace(/(\d)-(o|b|k|v)(?=-|$)/g, '$1$2')
      .replace(/(^|-)o-(\d)/g, '$1o$2')
      .replace(/-v-(\d)/g, '-v$1')
      .replace(/^claude-v(\d)/, 'claude-$1');
    const pointed = joined.replace(/(?<=[a-z]-?)(\d)-(\d{1,2})(?=-|$)/, '$1.$2');
    const split = joined.replace(/^([a-z]+)-(\d)(\d)(?=-|$)/, '$1-$2.$3');
    found.push(joined, pointed, split, text);
  }
  return [...new Set(found)];
}
