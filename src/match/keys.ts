import type { Index } from '../model/knowledge.ts';
import { memoized } from '../util/memo.ts';
import { word } from './arguments.ts';

interface Keys {
  readonly model: (key: string) => boolean;
  readonly endpoint: (key: string) => boolean;
}

const KEYS = new WeakMap<Index, Keys>();

/** The questions of this page, asked once per key: the same few keys come again in every file. */
function keysOf(index: Index): Keys {
  const known = KEYS.get(index);
  if (known) return known;
  const made: Keys = {
    model: memoized((key) => {
      const name = word(key);
      return index.arguments.model.has(name) || /(?:model|modelname|modelid|deployment|deploymentname|engine)$/.test(name);
    }),
    endpoint: memoized((key) => {
      const name = word(key);
      return index.arguments.baseUrl.has(name) || /(?:baseurl|apibase|apiurl|endpoint|endpointurl|serverurl|baseuri|apihost|url|uri|host|base)$/.test(name);
    }),
  };
  KEYS.set(index, made);
  return made;
}

/** Whether a variable, option or config key is made to hold a model id: `model`, `DEFAULT_MODEL`, `openaiModelName`. */
export function isModelKey(index: Index, key: string | null): boolean {
  return key !== null && keysOf(index).model(key);
}

/** Whether a key is made to hold an endpoint: `base_url`, `OPENAI_API_BASE`, `llmEndpoint`. */
export function isEndpointKey(index: Index, key: string | null): boolean {
  return key !== null && keysOf(index).endpoint(key);
}
