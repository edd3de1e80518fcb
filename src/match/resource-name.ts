/** `arn:{}:bedrock:*:*:foundation-model/x`: fields that are left open say nothing. */
export function resourceName(text: string): string {
  if (!text.startsWith('arn:')) return text;
  const [, partition = '', service = '', region = '', account = '', ...rest] = text.replace(/\$\{[^}]*\}/g, '{}').split(':');
  if (rest.length === 0) return text;
  const plain = (field: string): string => (/^[\w-]+$/.test(field) ? field : '');
  return ['arn', plain(partition) || 'aws', service, plain(region), plain(account), ...rest].join(':');
}

/** Whether a text is the resource name of a model or of a profile that stands for one. */
export function isModelName(text: string): boolean {
  return text.startsWith('arn:') && /:[a-z-]*(?:model|profile)\//.test(text);
}
