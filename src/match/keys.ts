import type { Index } from '../model/knowledge.ts';
import { word } from './arguments.ts';

/** Whether a variable, option or config key is made to hold a model id: `model`, `DEFAULT_MODEL`, `openaiModelName`. */
export function isModelKey(index: Index, key: string | null): boolean {
  if (key === null) return false;
  const name = word(key);
  if (index.arguments.model.has(name)) return true;
  return /(?:model|modelname|modelid|deployment|deploymentname|engine)$/.test(name);
}

/** Whether a key is made to hold an endpoint: `base_url`, `OPENAI_API_BASE`, `llmEndpoint`. */
export function isEndpointKey(index: Index, key: string | null): boolean {
  if (key === null) return false;
  const name = word(key);
  if (index.arguments.baseUrl.has(name)) return true;
  return /(?:baseurl|apibase|apiurl|endpoint|endpointurl|serverurl|baseuri|apihost|url|uri|host|base)$/.test(name);
}
