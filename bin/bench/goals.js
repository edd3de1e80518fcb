import { WORST } from './trees.js';

// What each figure should be, and from where on it says that something broke. `far` is wide on purpose: machines are shared and noisy, and a
// check that fails by chance is soon switched off. Ratios are of wall time, whole processes, warm; "over bare node" is in milliseconds.
export const GOALS = {
  '--version over bare node': { goal: 25, far: 120 },
  '--help over bare node': { goal: 25, far: 150 },
  'audit of one small file over bare node': { goal: 80, far: 400 },
  'audit / read loop, large': { goal: 2.5, far: 8 },
  'audit / ripgrep, large': { goal: 0.75, far: 3 },
  'audit / ripgrep, medium': { goal: 2.5, far: 12 },
  'audit / ripgrep, small': { goal: 3, far: 30 },
  'literal stage / ripgrep, large': { goal: 0.5, far: 2 },
  'literal stage / ripgrep, medium': { goal: 1, far: 4 },
  'literal stage / ripgrep, small': { goal: 2, far: 8 },
  'unchanged rescan / cold, large': { goal: 0.5, far: 1.2 },
  'unchanged rescan / cold, medium': { goal: 0.3, far: 1.2 },
  'peak memory, large': { goal: 300, far: 700 },
  'audit with 5,000 own rules / without': { goal: 1.5, far: 6 },
  '10,000 literals / 500, literal stage': { goal: 1.3, far: 2.5 },
  // Twice the size: twice the time and a bit. Quadratic is four times.
  ...Object.fromEntries(
    Object.keys(WORST).flatMap((name) => [
      [`${name}: 4 MB / 2 MB`, { goal: 2.2, far: 3 }],
      [`${name}: 2 MB over one small file`, { goal: 500, far: 20_000 }],
    ]),
  ),
};
