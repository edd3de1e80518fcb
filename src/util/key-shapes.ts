/**
 * Shapes of keys and tokens, by the prefix their issuer documents. A table: longer than other files, one line per family. Read from the rules of
 * gitleaks (2026-07) and secretlint (2026-08) and from the issuers' pages they name; written anew. Lengths are lower bounds well under the real ones,
 * so that a key that was cut short is still seen.
 */

/** Prefixes before letters and digits only: what goes on with a hyphen or an underscore is a name (`hf_hub_download`, `pplx-70b-online`). */
const BEFORE_ALPHANUMERIC: Readonly<Record<string, readonly string[]>> = {
  ai: ['hf_', 'api_org_', 'gsk_', 'r8_', 'fw_', 'xai-', 'pplx-', 'csk-', 'jina_', 'rpa_', 'e2b_', 'esecret_', 'fc-', 'tgp_v1_', 'tgp_', 'phc_', 'phx_'],
  code: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'npm_', 'rubygems_', 'CLOJARS_', 'glptt-', 'pul-', 'sbp_', 'napi_', 'ico-', 'rdme_', 'pnu_', 'sntryu_'],
  cloud: [
    'dop_v1_',
    'doo_v1_',
    'dor_v1_',
    'vcp_',
    'vci_',
    'vca_',
    'vcr_',
    'vck_',
    'cfk_',
    'cfut_',
    'cfat_',
    'LTAI',
    'AKLT',
    'AKID',
    'dapi',
    'ABSK',
    'EZAK',
    'EZTK',
  ],
  business: [
    'lin_api_',
    'ntn_',
    'secret_',
    'shpat_',
    'shpca_',
    'shppa_',
    'shpss_',
    'xkeysib-',
    'shippo_live_',
    'shippo_test_',
    'NRAK-',
    'NRII-',
    'key-',
    'AKCp',
    'cmVmd',
  ],
};

/** Prefixes no name begins with: hyphens and underscores belong to the key. */
const BEFORE_ANYTHING: Readonly<Record<string, readonly string[]>> = {
  ai: [
    'nvapi-',
    'tvly-',
    'pcsk_',
    'lsv2_pt_',
    'lsv2_sk_',
    'ls__',
    'wandb_v1_',
    'bce-v3/ALTAK-',
    'bedrock-api-key-',
    'sb_secret_',
    'pa-(?=[A-Za-z0-9_-]{0,60}[A-Z])',
  ],
  code: [
    'github_pat_',
    'glpat-',
    'gldt-',
    'glrt-',
    'glcbt-',
    'gloas-',
    'glsoat-',
    'glft-',
    'glimt-',
    'glagent-',
    'glffct-',
    'GR1348941',
    'pypi-AgE',
    'dckr_pat_',
    'dckr_oat_',
  ],
  cloud: [
    'AIza',
    'GOCSPX-',
    'ya29\\.',
    'hvs\\.',
    'hvb\\.',
    'dp\\.(?:pt|st|ct|sa)\\.',
    'tskey-[a-z]+-',
    'fo1_',
    'fm1[ar]_',
    'fm2_',
    'pscale_(?:tkn|pw|oauth)_',
    'AQVN',
    'HRKU-',
    'sha256~',
  ],
  chat: [
    'xox[abeoprs][-.]',
    'xapp-',
    'figd_',
    'ATATT3',
    'ATCTT3',
    'ATBB',
    'sntrys_',
    'glsa_',
    'glc_',
    'PMAK-',
    'tfp_',
    'sq0(?:atp|csp)-',
    'EAA[AMC]',
    'whsec_',
    'duffel_(?:test|live)_',
  ],
  vault: ['ops_eyJ', 'AGE-SECRET-KEY-1', 'A3-[A-Z0-9]{6}-', 'p8e-', 'FLWSECK(?:_TEST)?-', 'fio-u-', 'sgp_', 's-s4t2(?:ud|af)-'],
};

const joined = (table: Readonly<Record<string, readonly string[]>>): string => Object.values(table).flat().join('|');

/**
 * What looks like a key, whatever stands around it. No pattern takes more than linear time: one run after a fixed beginning, and what is looked for
 * ahead has a bound. `g` only: they are for
 * `replace`.
 */
export const KEY_SHAPES: readonly RegExp[] = [
  // Whole, or to the end of a text that was cut.
  /-----BEGIN[ A-Z0-9]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END)[\s\S])*(?:-----END[ A-Z0-9]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/g,
  /\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g,
  // OpenAI, Anthropic, DeepSeek, OpenRouter, Langfuse, Stripe and everybody who copied them.
  /(?<![A-Za-z0-9])(?:sk|pk|rk)[-_](?:(?=[A-Za-z0-9_-]{0,200}\d)[A-Za-z0-9_-]{10,}|[A-Za-z0-9_-]{16,})/g,
  new RegExp(`(?<![A-Za-z0-9])(?:${joined(BEFORE_ALPHANUMERIC)})[A-Za-z0-9]{20,}(?:[-_][A-Za-z0-9]+)*`, 'g'),
  new RegExp(`(?<![A-Za-z0-9])(?:${joined(BEFORE_ANYTHING)})(?=[A-Za-z0-9_.=/+-]{0,200}\\d)[A-Za-z0-9_.=/+-]{16,}`, 'g'),
  // An AWS access key is shorter than the rest; so are those of Scaleway.
  /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|SCW)[A-Z0-9]{12,}\b/g,
  /\bSG\.[A-Za-z0-9_-]{10,99}\.[A-Za-z0-9_-]{10,}/g,
  /\b[a-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{8,}/gi,
  /\bdt0c01\.[A-Za-z0-9]{20,}\.[A-Za-z0-9]{20,}/g,
  /\bSK[0-9a-fA-F]{32}\b/g,
  /\bpat[A-Za-z0-9]{14}\.[a-f0-9]{12,}/g,
  /\b\d{8,12}:A[A-Za-z0-9_-]{20,}/g,
  // Secret of an application in Azure.
  /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{20,}/g,
  // Zhipu and Baseten: an id, a dot, a secret.
  /\b[a-f0-9]{32}\.[A-Za-z0-9]{16}\b/g,
  // Addresses that are the key themselves.
  /(?<=\bhooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9+/]{20,}/g,
  /(?<=\bdiscord(?:app)?\.com\/api\/webhooks\/)\d+\/[A-Za-z0-9_-]{20,}/g,
  /(?<=\.webhook\.office\.com\/webhookb2\/)[A-Za-z0-9@/-]{20,}/g,
];
