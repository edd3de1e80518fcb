// Renders the terminal picture of the README from a real audit of fixtures/sample/app: docs/terminal.svg. `--check` renders it again and compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { main } from '../dist/cli.js';

const FILE = 'docs/terminal.svg';
const AS_OF = '2026-11-22';
const COLUMNS = 84;
/** Sections up to this heading are shown; the rest is told in one line. */
const UNTIL = 'USAGES';
const LINE = 17;
const ADVANCE = 7.83;
const PAD = 18;
const BAR = 30;
/** SGR codes of foreground colours -> CSS classes; each class has a colour for light and for dark. */
const COLOURS = { 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };

const svg = render(await lines());
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, svg);
  console.log(`wrote ${FILE}`);
} else if (readFileSync(FILE, 'utf8') !== svg) {
  console.error(`${FILE} is not what an audit prints now: run "npm run picture" and look at it`);
  process.exitCode = 1;
}

async function lines() {
  let text = '';
  const streams = { stdout: { write: (part) => (text += part), columns: COLUMNS, isTTY: true }, stderr: { write: () => {} }, env: { LANG: 'C.UTF-8' } };
  const code = await main(['fixtures/sample/app', '--as-of', AS_OF, '--no-config', '--color', 'always'], streams, new Date(`${AS_OF}T12:00:00Z`));
  if (code !== 0) throw new Error(`the audit ended with ${code}`);
  const all = text.split('\n');
  const end = all.findIndex((line) => line.replace(/\u001b\[\d+m/g, '').startsWith(UNTIL));
  if (end < 0) throw new Error(`no section ${UNTIL}`);
  return ['\u001b[2m$\u001b[22m npx sovaudit', '', ...all.slice(0, end), '\u001b[2m... then usages with file and line, findings, next steps\u001b[22m'];
}

function render(rows) {
  const width = Math.ceil(2 * PAD + COLUMNS * ADVANCE);
  const height = BAR + 2 * PAD + rows.length * LINE;
  const text = rows
    .map((row, at) => `<text x="${PAD}" y="${BAR + PAD + 12 + at * LINE}" xml:space="preserve">${spans(row)}</text>`)
    .filter((row) => !row.endsWith('preserve"></text>'));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">Terminal: sovaudit prints a verdict, its figures and six layers with level, floor and reason</title>
<style>
  rect { fill: #ffffff; stroke: #d0d7de }
  circle { fill: #d0d7de }
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2328 }
  .bold { font-weight: 700 } .dim { fill: #59636e } .red { fill: #c21c2c } .green { fill: #116329 } .yellow { fill: #7d4e00 } .cyan { fill: #0b5f8a }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #3d444d }
    circle { fill: #3d444d }
    text { fill: #e6edf3 }
    .dim { fill: #9198a1 } .red { fill: #ff8080 } .green { fill: #56d364 } .yellow { fill: #e3b341 } .cyan { fill: #76c7f0 }
  }
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<circle cx="20" cy="17" r="5"/><circle cx="38" cy="17" r="5"/><circle cx="56" cy="17" r="5"/>
${text.join('\n')}
</svg>
`;
}

/** A line with SGR codes as spans. Each has its own place and length, so that columns stay columns in whatever font there is. */
function spans(row) {
  const state = { bold: false, dim: false, colour: null };
  let column = 0;
  let out = '';
  for (const part of row.split(/(\u001b\[\d+m)/)) {
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
    if (code !== undefined) apply(state, Number(code));
    else if (part.trim() === '') column += part.length;
    else {
      const lead = part.length - part.trimStart().length;
      const shown = part.trim();
      const classes = [state.bold ? 'bold' : '', state.dim ? 'dim' : '', state.colour ?? ''].filter(Boolean).join(' ');
      const x = (PAD + (column + lead) * ADVANCE).toFixed(1);
      out += `<tspan x="${x}" textLength="${(shown.length * ADVANCE).toFixed(1)}"${classes === '' ? '' : ` class="${classes}"`}>${escapeText(shown)}</tspan>`;
      column += part.length;
    }
  }
  return out;
}

function apply(state, code) {
  if (code === 1) state.bold = true;
  else if (code === 2) state.dim = true;
  else if (code === 22) state.bold = state.dim = false;
  else if (code === 39) state.colour = null;
  else if (code === 0) Object.assign(state, { bold: false, dim: false, colour: null });
  else if (COLOURS[code] !== undefined) state.colour = COLOURS[code];
}

function escapeText(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
