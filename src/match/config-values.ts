import type { SettingCandidate, Value } from '../model/candidate.ts';
import type { Location } from '../model/location.ts';

const NAME = '[A-Za-z_][A-Za-z0-9_]*';

/** Ways configuration files refer to an environment variable, with a default where the format has one. */
const REFERENCES: readonly RegExp[] = [
  new RegExp(`^os\\.environ/(${NAME})$`),
  new RegExp(`^\\$\\{\\{\\s*(?:env|vars|secrets)\\.(${NAME})\\s*\\}\\}$`),
  new RegExp(`^\\{\\{\\s*(?:\\$?env\\.|env\\[["'])(${NAME})(?:["']\\])?\\s*\\}\\}$`),
  new RegExp(`^\\$\\{(?:env[:.])?(${NAME})(?:(?::-|:|-)([^{}$]*))?\\}$`),
  new RegExp(`^\\{env:(${NAME})\\}$`),
  new RegExp(`^\\$(${NAME})$`),
  new RegExp(`^%(${NAME})%$`),
  new RegExp(`^process\\.env\\.(${NAME})$`),
  new RegExp(`^env\\.(${NAME})$`),
];

/** A setting as a value: a text, a variable of the environment with its default, or a text with a hole. */
export function settingValue({ value, location }: Pick<SettingCandidate, 'value' | 'location'>): Value {
  const text = value.trim();
  for (const reference of REFERENCES) {
    const [, name, fallback] = reference.exec(text) ?? [];
    if (name !== undefined) return { kind: 'env', name, fallback: fallback === undefined || fallback === '' ? null : textValue(fallback, location), location };
  }
  if (/\$\{|\{\{|\*/.test(text)) return { kind: 'pattern', text: text.replace(/\$?\{\{?[^{}]*\}?\}|\*+/g, '{}'), location };
  return textValue(text, location);
}

function textValue(text: string, location: Location): Value {
  return { kind: 'text', text, location };
}
