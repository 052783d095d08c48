// Draws docs/images/resume.svg: what Roman's terminal shows at 18:20 in the play, with its colours. The picture
// follows the reader's light or dark theme, and its text can be selected. Needs `script` of util-linux, since
// canon shows colours to terminals only.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playBefore } from './play/before.mjs';
import { BIN, buildStage, may11 } from './play/stage.mjs';

const FILE = fileURLToPath(new URL('../docs/images/resume.svg', import.meta.url));
const CELL = 8.4;
const LINE = 20;
const PAD = 24;
const COLUMNS = 80;

const STYLE = `
    text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2328 }
    .page { fill: #ffffff; stroke: #d1d9e0 } .b { font-weight: 700 } .d { fill: #66707b } .a { fill: #0a6e7c } .r { fill: #b3261e }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .page { fill: #0d1117; stroke: #30363d } .d { fill: #8b949e } .a { fill: #56c8d8 } .r { fill: #ff8a80 }
    }`;

const CLASS = { 1: 'b', 2: 'd', 31: 'r', 36: 'a' };
const ENDS = { 22: ['b', 'd'], 39: ['r', 'a'], 0: ['b', 'd', 'r', 'a'] };

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const stage = buildStage();
await playBefore(stage);
const env = { ...stage.roman.env(may11('18:20')), TERM: 'xterm', COLUMNS: String(COLUMNS) };
const input = execFileSync(
  'script',
  ['-qc', `stty cols ${COLUMNS}; '${process.execPath}' '${BIN}' resume`, '/dev/null'],
  {
    cwd: stage.roman.clone,
    env,
    encoding: 'utf8',
  },
);
rmSync(stage.dir, { recursive: true });
const lines = input.replaceAll('\r', '').trim().split('\n');

const classes = new Set();
const rows = lines.map((line, index) => {
  const y = PAD + 14 + index * LINE;
  let column = 0;
  let row = '';
  for (const { 0: part, 1: codes } of line.matchAll(/\u001B\[([\d;]*)m|[^\u001B]+/g)) {
    if (codes !== undefined) {
      for (const code of codes.split(';').map(Number)) {
        if (CLASS[code]) classes.add(CLASS[code]);
        for (const ended of ENDS[code] ?? []) classes.delete(ended);
      }
      continue;
    }
    // Each run stands at its own column and is fitted to it, whatever font the reader has.
    for (const { 0: run, index: at } of part.matchAll(/\S+(?: \S+)*/g)) {
      const style = classes.size > 0 ? ` class="${[...classes].join(' ')}"` : '';
      const x = (PAD + (column + at) * CELL).toFixed(1);
      const width = (run.length * CELL).toFixed(1);
      row += `<text x="${x}" y="${y}" textLength="${width}" lengthAdjust="spacingAndGlyphs"${style}>${escape(run)}</text>\n`;
    }
    column += part.length;
  }
  return row;
});

const width = Math.ceil(COLUMNS * CELL + 2 * PAD);
const height = lines.length * LINE + 2 * PAD - 6;
mkdirSync(dirname(FILE), { recursive: true });
writeFileSync(
  FILE,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>What canon resume shows</title>
<style>${STYLE}
</style>
<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${rows.join('')}</svg>
`,
);
