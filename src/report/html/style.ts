// A table: the style of the page in one piece, longer than a file should be otherwise. No url(), no @import, no font but the reader's own.

/** The style of the HTML report: calm colours in light and dark, one column on phones, everything open on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f6f5f1; --sheet: #fffefb; --sunk: #efede6; --line: #dcd8cd; --ink: #1e2428; --quiet: #5f666b; --link: #1d5c87;
  --missing: #a83a28; --unclear: #8a5f00; --present: #1c6e53; --missing-wash: #f8e6e1; --unclear-wash: #f7ecd2; --present-wash: #e0f0e8;
  --term-0: #35566e; --term-1: #4f7f93; --term-2: #7aa0a8; --term-3: #b08968; --term-4: #93654c; --term-5: #6b5b73;
  --track: #e4e0d5; --shadow: 0 1px 2px rgb(40 35 20 / 8%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181b; --sheet: #1c2125; --sunk: #252b30; --line: #343b41; --ink: #e8e5de; --quiet: #a2a8ab; --link: #8ec3ea;
    --missing: #f28b77; --unclear: #e2b457; --present: #69c9a4; --missing-wash: #3a2421; --unclear-wash: #352b18; --present-wash: #1b3129;
    --term-0: #7fa8c4; --term-1: #6d9fb3; --term-2: #8fb8bf; --term-3: #c9a07c; --term-4: #b3846a; --term-5: #a08fab;
    --track: #30373c; --shadow: none;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 3.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; }
h2 { font-size: 1.35rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; }
h3 { font-size: 1rem; font-weight: 650; }
h3.mini { font-size: .8rem; font-weight: 650; color: var(--quiet); margin: .9rem 0 .3rem; }
h3.mini:first-child { margin-top: 0; }
section { padding: 2.4rem 0 0; }
ul, ol { padding: 0; list-style: none; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: 1px; }
code { font: .86em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet, .sub, .source, .lead { color: var(--quiet); }
.nowrap { white-space: nowrap; }
.quiet, .source { font-size: .86rem; font-weight: 400; }
.lead { margin: .25rem 0 1.1rem; max-width: 46rem; }
.skip { position: absolute; left: -99rem; padding: .5rem 1rem; background: var(--sheet); z-index: 3; }
.skip:focus { left: .5rem; top: .5rem; }
nav { position: sticky; top: 0; z-index: 2; display: flex; gap: 1.15rem; overflow-x: auto; padding: .7rem max(1.25rem, calc((100vw - 69.5rem) / 2)); background: var(--paper); border-bottom: 1px solid var(--line); font-size: .9rem; white-space: nowrap; scrollbar-width: none; }
nav a { color: var(--quiet); text-decoration: none; }
nav a:hover { color: var(--ink); text-decoration: underline; }
.tone-critical, .tone-prohibited, .tone-R4, .tone-R3, .tone-r4, .tone-r3, .tone-high, .missing > .state b, tr.missing b { color: var(--missing); }
.tone-medium, .tone-conditional, .tone-R2, .tone-R1, .tone-r2, .tone-r1, .tone-unknown, .unclear > .state b, tr.unclear b { color: var(--unclear); }
.tone-none, .tone-R0, .tone-r0, .present > .state b, tr.present b { color: var(--present); }

.hero { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 24rem); gap: 2.5rem; align-items: end; padding: 2.6rem 0 1.8rem; }
.kicker { color: var(--quiet); font-size: .9rem; }
h1 { font-size: 1.3rem; font-weight: 500; line-height: 1.35; margin: .2rem 0 .7rem; }
h1 .word { display: block; font-size: clamp(2.2rem, 6vw, 3.4rem); line-height: 1.08; font-weight: 700; letter-spacing: -.025em; margin-bottom: .35rem; }
.verdict-access h1 .word { color: var(--missing); }
.verdict-dependency h1 .word { color: var(--unclear); }
.verdict-sovereign h1 .word, .verdict-none h1 .word { color: var(--present); font-size: clamp(1.7rem, 4.5vw, 2.5rem); }
.meaning { max-width: 38rem; }
.range { margin-top: .4rem; font-weight: 600; }
.facts-line { margin-top: 1rem; color: var(--quiet); font-size: .88rem; }
.glance svg { display: block; width: 100%; height: auto; }
.glance text { font-size: 11px; fill: var(--quiet); }
.glance text.figure { font-size: 13px; font-weight: 650; fill: var(--ink); }
.glance p { margin-top: .5rem; font-size: .8rem; }
.held { fill: currentColor; }
.maybe { fill: currentColor; fill-opacity: .32; stroke: currentColor; stroke-width: 1; stroke-dasharray: 3 2; }
.empty { fill: var(--track); }
.floor { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; fill: none; }
.column.missing, .meter.missing { color: var(--missing); }
.column.unclear, .meter.unclear { color: var(--unclear); }
.column.present, .meter.present { color: var(--present); }
.meter { vertical-align: -3px; }
.meter .floor { stroke-dasharray: none; }

.figures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.figures > div { background: var(--sheet); padding: .85rem 1.1rem; }
.figures > div:last-child:nth-child(odd) { grid-column: 1 / -1; }
.figures dt { font-size: .8rem; color: var(--quiet); }
.figures dd { font-size: .94rem; }
.figures b { font-weight: 650; }
.risk { display: block; width: 100%; height: 12px; margin: .45rem 0 .3rem; }
.track { fill: var(--track); }
.term-0 { fill: var(--term-0); } .term-1 { fill: var(--term-1); } .term-2 { fill: var(--term-2); } .term-3 { fill: var(--term-3); } .term-4 { fill: var(--term-4); } .term-5 { fill: var(--term-5); }
.gates ul { margin-top: .6rem; }
.gates li { padding: .25rem 0; }
.gates li.missing b { color: var(--missing); }
.gates li.present b { color: var(--present); }
.gates code { margin: 0 .5rem; }
.gates li p { margin: .1rem 0 .3rem 1.2rem; max-width: 72ch; overflow-wrap: anywhere; }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(18.5rem, 1fr)); gap: .9rem; }
.card { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.1rem; box-shadow: var(--shadow); display: flex; flex-direction: column; gap: .45rem; }
.card h3 { text-transform: capitalize; font-size: 1.1rem; }
.card p { font-size: .94rem; }
.card .state { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .7rem; }
.card .level { color: var(--quiet); font-size: .86rem; }
.card .question { color: var(--quiet); }
.card .links { margin-top: auto; display: flex; gap: 1.2rem; font-size: .88rem; }

.map-frame { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1.2rem; }
.map { display: block; width: 100%; height: auto; }
.map-narrow { display: none; }
.map .station { font-size: 13px; fill: var(--quiet); }
.map rect { fill: var(--sunk); stroke: var(--line); }
.map .node { text-decoration: none; }
.map .node:hover rect, .map .node:focus-visible rect, .map .node.chosen rect { stroke: var(--link); stroke-width: 2; }
.map .node:focus-visible { outline: none; }
.map .label { font-size: 13px; font-weight: 600; fill: var(--ink); }
.map .note { font-size: 11px; fill: var(--quiet); }
.map-narrow .label { font-size: 10.8px; }
.map-narrow .note { font-size: 9.5px; }
.map-narrow .station { font-size: 11.5px; }
.band { fill: var(--quiet); fill-opacity: .42; }
.band.mixed { fill-opacity: .18; }
.band.missing { fill: var(--missing); }
.band.unclear { fill: var(--unclear); fill-opacity: .16; stroke: var(--unclear); stroke-dasharray: 3 2; stroke-opacity: .8; }
.band.present { fill: var(--present); }
figcaption { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; margin-top: 1rem; font-size: .86rem; color: var(--quiet); }
.legend svg { vertical-align: middle; margin-right: .5rem; }
.paths { margin-top: .8rem; }
.paths ol { margin-top: .4rem; }
.paths li { padding: .25rem 0; border-bottom: 1px solid var(--line); font-size: .92rem; }

.steps { counter-reset: step; background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; margin-top: .8rem; }
.steps li { counter-increment: step; padding: .8rem 1.1rem .8rem 3.1rem; position: relative; }
.steps li + li { border-top: 1px solid var(--line); }
.steps li::before { content: counter(step); position: absolute; left: 1.1rem; font-weight: 700; color: var(--link); }
.tag { display: inline-block; padding: 0 .5rem; border-radius: 99px; background: var(--sunk); color: var(--quiet); font-size: .8rem; margin-right: .25rem; }
.steps.plain li { padding-left: 1.1rem; }
.steps.plain li::before { content: none; }
.scroll { overflow-x: auto; margin: .6rem 0; }
.grid { border-collapse: collapse; width: 100%; min-width: 44rem; font-size: .9rem; background: var(--sheet); }
.grid th, .grid td { text-align: left; vertical-align: top; padding: .45rem .8rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
.grid thead th { color: var(--quiet); font-weight: 500; }
.grid tbody th { font-weight: 600; }
.grid .sub { display: block; font-weight: 400; font-size: .86em; }
.grid .number { font-variant-numeric: tabular-nums; }
.caveats li { color: var(--quiet); font-size: .86rem; padding: .1rem 0; }
section > h3 { margin-top: 1.2rem; }
.columns, .pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem 2.2rem; }
.bars { margin-top: .4rem; }
.bars li { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .35rem 0; font-size: .93rem; }
.bar-figure { color: var(--quiet); font-variant-numeric: tabular-nums; }
.bar { grid-column: 1 / -1; width: 100%; height: 8px; margin-top: .2rem; }
.bar.good .part { fill: var(--present); }
.bar.plain .part { fill: var(--term-1); }

.events { border-left: 2px solid var(--line); margin-left: .4rem; }
.event { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1.2rem; padding: .7rem 0 .7rem 1.2rem; position: relative; }
.event::before { content: ""; position: absolute; left: -6px; top: 1.15rem; width: 10px; height: 10px; border-radius: 50%; background: var(--quiet); border: 2px solid var(--paper); }
.event.prohibited::before { background: var(--missing); }
.event.conditional::before { background: var(--unclear); }
.when { font-size: .88rem; font-variant-numeric: tabular-nums; }
.status { display: block; color: var(--quiet); }
.lane { display: block; width: 100%; max-width: 34rem; height: auto; margin: .35rem 0 .1rem; }
.lane .track { stroke: var(--track); stroke-width: 8; fill: none; }
.lane .tick { stroke: var(--line); stroke-width: 1; }
.lane text { font-size: 9px; fill: var(--quiet); }
.lane .span { fill: var(--term-1); }
.conditional .lane .span { fill: var(--unclear); }
.prohibited .lane .span { fill: var(--missing); }
.event details { font-size: .92rem; margin-top: .2rem; }

.controls { display: flex; flex-wrap: wrap; gap: .7rem .9rem; align-items: end; background: var(--sunk); border-radius: 10px; padding: .9rem 1rem; margin-bottom: .9rem; }
.controls[hidden] { display: none; }
.control { display: flex; flex-direction: column; gap: .15rem; min-width: 0; }
.control.grow { flex: 1 1 13rem; }
.control label, .control legend { font-size: .8rem; color: var(--quiet); padding: 0; }
.control input[type="search"], .control select, .controls button, .more button { font: inherit; font-size: .92rem; color: var(--ink); background: var(--sheet); border: 1px solid var(--line); border-radius: 7px; padding: .35rem .55rem; max-width: 100%; }
.control select { max-width: 15rem; }
.controls button, .more button { cursor: pointer; }
.controls button:hover, .more button:hover { border-color: var(--link); }
.control-end { display: flex; gap: .5rem; }
.boxes { border: 0; margin: 0; padding: 0; flex: 1 1 100%; display: flex; flex-flow: row wrap; gap: .2rem .5rem; }
.boxes legend { float: left; width: 100%; }
.control .box { font-size: .92rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 99px; padding: .2rem .8rem .2rem .55rem; cursor: pointer; }
.control .box:has(:checked) { border-color: currentColor; box-shadow: inset 0 0 0 1px currentColor; }
.box input { accent-color: var(--link); vertical-align: -1px; }
.tone-low, .tone-info, .control .tone-low, .control .tone-info, .tone-watch { color: var(--quiet); }
.control .tone-critical, .control .tone-high { color: var(--missing); }
.control .tone-medium { color: var(--unclear); }
.chips { flex: 1 1 100%; }
.chips[hidden] { display: none; }
.chips button { border-radius: 99px; }
.tally { flex: 1 1 100%; font-size: .88rem; color: var(--quiet); }

.list { border: 1px solid var(--line); border-radius: 10px; background: var(--sheet); overflow: hidden; }
.list > li { border-top: 1px solid var(--line); }
.list > li:first-child { border-top: 0; }
.list summary { display: grid; gap: .1rem 1.2rem; padding: .75rem 1.1rem .75rem 2.1rem; cursor: pointer; list-style: none; position: relative; font-size: .94rem; }
.list summary::-webkit-details-marker { display: none; }
.list summary::before { content: ""; position: absolute; left: .95rem; top: 1.2rem; width: .42rem; height: .42rem; border: solid var(--quiet); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); }
.list details[open] > summary::before { transform: rotate(45deg); top: 1.1rem; }
.list summary:hover { background: var(--sunk); }
.list summary:focus-visible { outline-offset: -3px; }
.list :target > details > summary, .list .found > details > summary { box-shadow: inset 3px 0 0 var(--link); }
.usages summary { grid-template-columns: 1.25fr 1.2fr 1.1fr .95fr; }
.overview { margin-bottom: 1.4rem; }
.overview li { display: grid; grid-template-columns: 6rem minmax(0, 1fr) 10rem; gap: .1rem 1.2rem; padding: .75rem 1.1rem; font-size: .94rem; }
.overview .sub { display: block; font-size: .86rem; }
.overview a { justify-self: end; text-align: right; }
.findings summary { grid-template-columns: 6rem minmax(0, 1fr) minmax(0, 18rem); }
summary b { font-weight: 600; }
summary .sub { display: block; font-size: .86rem; }
.severity { font-weight: 650; }
.cell-seen { text-align: right; }
.strip { display: inline-flex; gap: 3px; padding-top: .3rem; }
.cell { width: 15px; height: 11px; border-radius: 2px; }
.cell.missing { background: var(--missing); }
.cell.unclear { background: repeating-linear-gradient(135deg, var(--unclear) 0 2px, transparent 2px 4px); box-shadow: inset 0 0 0 1px var(--unclear); }
.cell.present { background: var(--present); opacity: .75; }
.body { padding: .4rem 1.1rem 1.2rem 2.1rem; font-size: .93rem; border-top: 1px dashed var(--line); }
.body > .pair { margin-top: .6rem; }
.body > .quiet { margin-top: .7rem; }
.remedy { background: var(--present-wash); border-radius: 7px; padding: .55rem .8rem; margin-top: .6rem; }
.small > div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .6rem; padding: .1rem 0; }
.small dt { color: var(--quiet); }
.evidence li { padding: .22rem 0; }
.evidence .place { color: var(--link); }
.evidence .seen { background: var(--sunk); border-radius: 4px; padding: .05rem .35rem; }
.facts { margin: .1rem 0 .3rem; }
.facts li { padding: .18rem 0 .18rem .9rem; border-left: 2px solid var(--line); margin-bottom: .3rem; }
.levels { border-collapse: collapse; width: 100%; margin-bottom: .7rem; }
.levels th, .levels td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); }
.levels th { font-weight: 600; white-space: nowrap; width: 1%; }
.levels .level { white-space: nowrap; font-variant-numeric: tabular-nums; width: 2.6rem; }
.records > li { padding: .3rem 0; }
.links a { margin-right: .2rem; }
.more { display: flex; gap: .6rem; padding: .9rem 0; }
.nothing { padding: 1rem; color: var(--quiet); }
.rules > div { padding: .8rem 0; border-bottom: 1px solid var(--line); }
.rules dt { font-weight: 600; }
.rules dd { margin-top: .2rem; font-size: .94rem; max-width: 52rem; }
.rules dd p + p { margin-top: .25rem; }
.rules :target, .rules > div:target { background: var(--sunk); }
summary { cursor: pointer; }
footer { padding-top: 2.4rem; padding-bottom: 3rem; color: var(--quiet); font-size: .9rem; }
footer h2 { color: var(--ink); margin-bottom: .4rem; }
footer p { margin: .2rem 0; max-width: 56rem; }

@media (max-width: 900px) {
  .usages summary { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem 1.2rem; }
}
@media (max-width: 759px) {
  body { font-size: 15.5px; }
  main, footer { padding: 0 1rem; }
  footer { padding-top: 2.4rem; padding-bottom: 3rem; }
  nav { padding: .65rem 1rem; }
  .hero { grid-template-columns: minmax(0, 1fr); gap: 1.6rem; padding-top: 1.5rem; }
  .figures, .columns, .pair { grid-template-columns: minmax(0, 1fr); }
  .map-wide { display: none; }
  .map-narrow { display: block; }
  .map-frame { padding: .8rem; }
  .event { grid-template-columns: minmax(0, 1fr); }
  .status { display: inline; }
  .usages summary, .findings summary { grid-template-columns: minmax(0, 1fr); gap: .35rem; }
  .overview li { grid-template-columns: minmax(0, 1fr); gap: .35rem; }
  .overview a { justify-self: start; text-align: left; }
  .cell-seen { text-align: left; }
  .control { flex: 1 1 8.5rem; }
  .boxes { flex-basis: 100%; }
  .control select { max-width: none; width: 100%; }
  .small > div { grid-template-columns: 6.4rem minmax(0, 1fr); }
  .body { padding-left: 1.1rem; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --sheet: #fff; --sunk: #f4f4f1; --line: #ccc; --ink: #000; --quiet: #444; --link: #123f5e; --missing: #8f2b1b; --unclear: #6e4b00; --present: #14543f; --track: #e6e6e1; }
  body { font-size: 10pt; overflow-wrap: anywhere; }
  main, footer { max-width: none; padding: 0; }
  nav, .skip, .controls, .chips, .more { display: none !important; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .map-wide { display: block; } .map-narrow { display: none; }
  .card, .event, .steps li, .figures > div { break-inside: avoid; }
  h2, h3, .lead, summary { break-after: avoid; }
  .list { overflow: visible; }
  section { padding-top: 1.4rem; }
  a { color: inherit; text-decoration: none; }
  .facts .source a[href^="http"]::after, .rules a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; }
}
@media (forced-colors: active) {
  .cell, .band, .held, .maybe, .span, .part { forced-color-adjust: none; }
}
`;
