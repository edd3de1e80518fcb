/** What the page of a fleet has besides the style of a report: stacked bars, and a list of repositories. */
export const FLEET_STYLE = `
.fleet-hero h1 .word { color: var(--ink); font-size: clamp(1.9rem, 5vw, 2.8rem); }
.fleet-hero .glance svg.verdicts { height: 34px; border-radius: 6px; }
.verdict-bar-access { fill: var(--missing); background: var(--missing); }
.verdict-bar-dependency { fill: var(--unclear); background: var(--unclear); }
.verdict-bar-sovereign { fill: var(--present); background: var(--present); }
.verdict-bar-none { fill: var(--track); background: var(--track); }
.verdict-legend { margin-top: .7rem; font-size: .88rem; }
.verdict-legend li { padding: .1rem 0; }
.swatch { display: inline-block; width: .75rem; height: .75rem; border-radius: 2px; margin-right: .5rem; vertical-align: -1px; }
.notes ul { margin-top: .4rem; }
.notes li { color: var(--quiet); font-size: .92rem; padding: .1rem 0 .1rem 1rem; position: relative; }
.notes li::before { content: "·"; position: absolute; left: .2rem; }
.grid .number { white-space: nowrap; }
.grid .wide { min-width: 9rem; width: 26%; vertical-align: middle; }
.stack { display: block; width: 100%; height: 14px; border-radius: 3px; background: var(--track); }
.stack-missing { fill: var(--missing); }
.stack-unclear { fill: var(--unclear); fill-opacity: .45; }
.stack-present { fill: var(--present); fill-opacity: .75; }
.bar .touch { fill: var(--term-1); fill-opacity: .55; }
.bar .whole { fill: var(--term-0); }
.fleet-list summary { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1.6fr); }
.fleet-list .strip { display: flex; }
.verdict-word-access { color: var(--missing); }
.verdict-word-dependency { color: var(--unclear); }
.verdict-word-sovereign, .verdict-word-none { color: var(--present); }
@media (max-width: 759px) {
  .fleet-list summary { grid-template-columns: minmax(0, 1fr); gap: .35rem; }
}
@media (forced-colors: active) {
  .stack rect, .verdicts rect, .swatch, .touch, .whole { forced-color-adjust: none; }
}
`;
