import { createHash } from 'node:crypto';
import type { Report } from '../model/report.ts';
import { inertPage } from '../util/inert-lines.ts';
import { mapStrings } from '../util/map-strings.ts';
import { terminalText } from '../util/terminal-text.ts';
import { elide } from '../util/text-width.ts';
import { closing } from './html/closing.ts';
import { findingSection, ruleSection } from './html/findings.ts';
import { frameworkSection, questionSection } from './html/frameworks.ts';
import { headline } from './html/headline.ts';
import { layerCards } from './html/layers.ts';
import { mapSection } from './html/map.ts';
import { resilienceSection, stepSection } from './html/outlook.ts';
import { practiceSection } from './html/practices.ts';
import { SCRIPT } from './html/script.ts';
import { STYLE } from './html/style.ts';
import { type Markup, markupOf, html as tag, trusted } from './html/tag.ts';
import { timelineSection } from './html/timeline.ts';
import { usageSection } from './html/usages.ts';
import { makeView } from './html/view.ts';
import { verdictSentence } from './words.ts';

/** Longest text from a repository or a rule that is shown in full; far above any honest one. */
const TEXT_LIMIT = 1200;

/**
 * The report as one HTML file that needs nothing else: no network, font, picture or script from elsewhere, which its own policy also forbids.
 * Readable without the script; with it, usages and findings can be filtered and sorted. All data are in the elements themselves.
 */
export function html(report: Report): string {
  const view = makeView(mapStrings(report, shownText));
  const { report: safe } = view;
  const sections: (readonly [anchor: string, name: string, section: Markup | null])[] = [
    ['layers', 'Layers', layerCards(view)],
    ['map', 'Map', mapSection(view)],
    ['steps', 'Next steps', stepSection(safe)],
    ['questions', 'Open questions', questionSection(view)],
    ['resilience', 'Resilience', resilienceSection(safe)],
    ['timeline', 'Events', timelineSection(view)],
    ['usages', 'Call paths', usageSection(view)],
    ['findings', 'Findings', findingSection(view)],
    ['practices', 'Data practices', practiceSection(view)],
    ['frameworks', 'Frameworks', frameworkSection(safe)],
    ['rules', 'Rules', ruleSection(view)],
  ];
  const shown = sections.filter(([, , section]) => section !== null);
  const page = markupOf(tag`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${verdictSentence(safe)}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<nav aria-label="Sections"><b>sovaudit</b>${shown.map(([anchor, name]) => tag`<a href="#${anchor}">${name}</a>`)}<a href="#audit">Audit</a></nav>
<main id="main">
${headline(safe)}
${shown.map(
  ([, , section]) => tag`${section}
`,
)}</main>
${closing(safe)}
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`);
  return inertPage(page);
}

/** One pass over every string there is: what is measured below is what is shown. A character is at most two columns wide, so short texts need no measuring. */
function shownText(text: string): string {
  const safe = terminalText(text);
  return safe.length * 2 <= TEXT_LIMIT ? safe : elide(safe, TEXT_LIMIT, ' … ');
}

/** Only this style and this script, by hash; nothing is loaded, sent, framed or based elsewhere. */
function policy(): string {
  return `default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
