// Secrets that never were: put together when a test runs, from a seed, so that no scanner of this repository finds one.

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const ALL = `${UPPER}${LOWER}${DIGITS}`;
const HEX = `${DIGITS}abcdef`;

/** Draws texts from a seed: the same seed, the same texts. */
export interface Draw {
  readonly number: (below: number) => number;
  readonly text: (length: number, alphabet?: string) => string;
}

export function drawFrom(seed: number): Draw {
  let state = (seed * 2654435761) >>> 0 || 1;
  const number = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
  return { number, text: (length, alphabet = ALL) => Array.from({ length }, () => alphabet[number(alphabet.length)]).join('') };
}

const uuid = (d: Draw): string => [8, 4, 4, 4, 12].map((length) => d.text(length, HEX)).join('-');
/** At least one digit at a known place: with that, no draw is a word. */
const all = (d: Draw, length: number): string => `${d.text(5)}7${d.text(length - 6)}`;
const url = (d: Draw, length: number): string => `${d.text(6)}4${d.text(length - 7, `${ALL}-_`)}`;
const hex = (d: Draw, length: number): string => d.text(length, HEX);

/** Formats of keys, by the shape their issuer documents. Prefixes are split, so that they stand nowhere whole. */
export const KEY_FORMATS: Readonly<Record<string, (d: Draw) => string>> = {
  'openai legacy': (d) => `s${'k-'}${all(d, 20)}${'T3Blbk'}${'FJ'}${all(d, 20)}`,
  'openai project': (d) => `s${'k-proj'}-${url(d, 74)}${'T3Blbk'}${'FJ'}${url(d, 74)}`,
  'openai service account': (d) => `s${'k-svcacct'}-${url(d, 74)}`,
  'anthropic api': (d) => `s${'k-ant'}-api03-${url(d, 93)}AA`,
  'anthropic admin': (d) => `s${'k-ant'}-admin01-${url(d, 93)}AA`,
  openrouter: (d) => `s${'k-or'}-v1-${hex(d, 64)}`,
  deepseek: (d) => `s${'k-'}${hex(d, 32)}`,
  langfuse: (d) => `s${'k-lf'}-${uuid(d)}`,
  'stripe live': (d) => `s${'k_li'}ve_${all(d, 24)}`,
  'stripe restricted': (d) => `r${'k_te'}st_${all(d, 24)}`,
  'hugging face': (d) => `h${'f_'}${d.text(34, `${LOWER}${UPPER}`)}`,
  groq: (d) => `gs${'k_'}${all(d, 52)}`,
  xai: (d) => `xa${'i-'}${all(d, 80)}`,
  perplexity: (d) => `ppl${'x-'}${all(d, 48)}`,
  replicate: (d) => `r${'8_'}${all(d, 37)}`,
  fireworks: (d) => `f${'w_'}${all(d, 24)}`,
  nvidia: (d) => `nva${'pi-'}${url(d, 64)}`,
  tavily: (d) => `tv${'ly-dev'}-${all(d, 32)}`,
  langsmith: (d) => `ls${'v2_pt'}_${hex(d, 32)}_${hex(d, 10)}`,
  cerebras: (d) => `cs${'k-'}${d.text(48, `${LOWER}${DIGITS}`)}`,
  pinecone: (d) => `pcs${'k_'}${all(d, 6)}_${all(d, 60)}`,
  jina: (d) => `jin${'a_'}${all(d, 56)}`,
  together: (d) => `tg${'p_v1'}_${all(d, 40)}`,
  elevenlabs: (d) => `s${'k_'}${hex(d, 48)}`,
  zhipu: (d) => `${hex(d, 32)}.${all(d, 16)}`,
  'baidu qianfan': (d) => `bc${'e-v3'}/ALTAK-${all(d, 21)}/${hex(d, 40)}`,
  cohere: (d) => all(d, 40),
  'mistral-like': (d) => all(d, 32),
  'azure openai': (d) => hex(d, 32),
  databricks: (d) => `da${'pi'}${hex(d, 32)}-2`,
  'google api': (d) => `AI${'za'}${url(d, 35)}`,
  'google oauth secret': (d) => `GOC${'SPX-'}${url(d, 28)}`,
  'google access token': (d) => `ya${'29.'}${url(d, 60)}`,
  'aws access key': (d) => `AK${'IA'}${d.text(16, `${UPPER}234567`)}`,
  'aws session key': (d) => `AS${'IA'}${d.text(16, `${UPPER}234567`)}`,
  'bedrock api key': (d) => `AB${'SK'}${all(d, 120)}`,
  'alibaba access key': (d) => `LT${'AI'}${all(d, 20)}`,
  'tencent secret id': (d) => `AK${'ID'}${all(d, 32)}`,
  'azure client secret': (d) => `${all(d, 6).slice(0, 3)}8${'Q~'}${url(d, 34)}`,
  digitalocean: (d) => `do${'p_v1'}_${hex(d, 64)}`,
  cloudflare: (d) => `cf${'ut_'}${all(d, 40)}${hex(d, 8)}`,
  vercel: (d) => `vc${'k_'}${all(d, 40)}`,
  fly: (d) => `fo${'1_'}${url(d, 43)}`,
  'vault service': (d) => `hv${'s.'}${url(d, 95)}`,
  doppler: (d) => `d${'p.pt'}.${all(d, 43)}`,
  'terraform cloud': (d) => `${all(d, 14)}.atla${'sv1'}.${url(d, 64)}`,
  pulumi: (d) => `pu${'l-'}${hex(d, 40)}`,
  'github personal': (d) => `gh${'p_'}${all(d, 36)}`,
  'github app': (d) => `gh${'s_'}${all(d, 36)}`,
  'github fine-grained': (d) => `githu${'b_pat'}_${all(d, 22)}_${all(d, 59)}`,
  'gitlab personal': (d) => `glp${'at-'}${url(d, 20)}`,
  'gitlab runner': (d) => `glr${'t-'}${url(d, 20)}`,
  npm: (d) => `np${'m_'}${all(d, 36)}`,
  pypi: (d) => `pyp${'i-AgEI'}cHlwaS5vcmc${url(d, 60)}`,
  rubygems: (d) => `ruby${'gems'}_${hex(d, 48)}`,
  'docker hub': (d) => `dck${'r_pat'}_${url(d, 27)}`,
  'slack bot': (d) => `xo${'xb-'}${d.text(12, DIGITS)}-${d.text(12, DIGITS)}-${all(d, 24)}`,
  'slack app': (d) => `xap${'p-1'}-A${d.text(10, `${UPPER}${DIGITS}`)}-${d.text(12, DIGITS)}-${hex(d, 64)}`,
  sendgrid: (d) => `S${'G.'}${url(d, 22)}.${url(d, 43)}`,
  twilio: (d) => `S${'K'}${hex(d, 32)}`,
  mailgun: (d) => `ke${'y-'}${hex(d, 32)}`,
  shopify: (d) => `shp${'at_'}${hex(d, 32)}`,
  linear: (d) => `lin${'_api'}_${all(d, 40)}`,
  notion: (d) => `nt${'n_'}${d.text(11, DIGITS)}${all(d, 35)}`,
  figma: (d) => `fig${'d_'}${url(d, 43)}`,
  atlassian: (d) => `ATA${'TT3'}${url(d, 60)}`,
  airtable: (d) => `pa${'t'}${all(d, 14)}.${hex(d, 64)}`,
  telegram: (d) => `${d.text(10, DIGITS)}:A${url(d, 34)}`,
  'grafana service account': (d) => `gls${'a_'}${all(d, 32)}_${hex(d, 8)}`,
  sentry: (d) => `sntr${'yu_'}${hex(d, 64)}`,
  tailscale: (d) => `tsk${'ey-auth'}-${all(d, 17)}-${all(d, 32)}`,
  supabase: (d) => `sb${'p_'}${hex(d, 40)}`,
  dynatrace: (d) => `dt0${'c01'}.${all(d, 24)}.${all(d, 64)}`,
  'onepassword service account': (d) => `op${'s_ey'}J${all(d, 250)}`,
  'json web token': (d) => `ey${'J'}${all(d, 33)}.ey${'J'}${all(d, 60)}.${url(d, 43)}`,
  'aws secret key': (d) => `${all(d, 13)}/${all(d, 7)}/${all(d, 18)}`,
};

/** `count` secrets of all formats in turn, no two alike. */
export function fakeSecrets(count: number, seed: number): { readonly format: string; readonly secret: string }[] {
  const draw = drawFrom(seed);
  const formats = Object.entries(KEY_FORMATS);
  return Array.from({ length: count }, (_, at) => {
    const [format, make] = formats[at % formats.length] as (typeof formats)[number];
    return { format, secret: make(draw) };
  });
}
