// Draws src/site/assets/preview.png: what is shown beside a link to a site, in the colours of its style. No text is in
// it, for a site may be in any language, and what draws it may have any fonts. Needs Chromium (CANON_CHROMIUM names one).
//
//   node scripts/preview.mjs

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromiumPath, launch } from '../test/support/site/chromium.mjs';
import { smallerPng } from './smaller-png.mjs';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const FILE = 'src/site/assets/preview.png';
const MOST_BYTES = 20_000;
// What most readers of links show, and the square in the middle of it that others cut out.
const [WIDTH, HEIGHT, SQUARE] = [1200, 630, 630];

const style = readFileSync(at('src/site/style/site.css'), 'utf8');
const icon = readFileSync(at('src/site/style/icon.svg'), 'utf8');

/** A colour of the light theme. */
function colour(name) {
  const found = new RegExp(`--${name}: light-dark\\((#\\w+),`).exec(style);
  if (!found) throw new Error(`the style has no colour ${name}`);
  return found[1];
}

/** A list of records, as from afar: a state, a title and a line of facts each, with hairlines between. */
function picture() {
  const left = (WIDTH - SQUARE) / 2 + 70;
  const right = WIDTH - left;
  const bar = (x, y, width, height, fill) =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${height / 2}" fill="${fill}"/>`;
  const rows = [
    [300, 190, 'go'],
    [380, 150, 'accent'],
    [250, 220, 'over'],
  ].map(([title, facts, tone], at) => {
    const y = 262 + at * 104;
    const line =
      at === 0 ? '' : `<path d="M${left} ${y - 30}H${right}" stroke="${colour('line')}" stroke-width="2"/>`;
    return (
      line +
      bar(left, y, title, 20, colour('ink')) +
      `<circle cx="${left + 8}" cy="${y + 44}" r="8" fill="${colour(tone)}"/>` +
      bar(left + 28, y + 38, facts, 12, colour('edge'))
    );
  });
  const mark = icon.replace('<svg ', `<svg x="${left}" y="84" width="112" height="112" `);
  const name = bar(left + 140, 122, 230, 36, colour('accent'));
  const paper = `<rect width="${WIDTH}" height="${HEIGHT}" fill="${colour('paper')}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${paper}${mark}${name}${rows.join('')}</svg>`;
}

const browserPath = chromiumPath();
if (browserPath === undefined) {
  console.error('No Chromium here: install it, or name one with CANON_CHROMIUM. Nothing was drawn.');
  process.exit(1);
}
const browser = await launch(browserPath);
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  await page.setContent(`<!doctype html><body style="margin:0">${picture()}`);
  const png = smallerPng(await page.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height: HEIGHT } }));
  if (png.length > MOST_BYTES) throw new Error(`${png.length} bytes: more than ${MOST_BYTES}`);
  writeFileSync(at(FILE), png);
  console.log(`${FILE}  ${png.length} bytes`);
} finally {
  await browser.close();
}
