// Takes the pictures docs/images/site-*.png: the first page, the list of records, a session and the page about a
// workstream of the example's site, on a phone and on a desk. Needs Chromium (CANON_CHROMIUM names one) and the
// built command; the same browser and fonts give the same pictures.
//
//   npm run --silent build && node scripts/screenshots.mjs

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumPath, launch } from '../test/support/site/chromium.mjs';
import { EVENING, exampleRepository } from '../test/support/site/example.mjs';
import { serveFolder } from '../test/support/site/serve-folder.mjs';
import { smallerPng } from './smaller-png.mjs';

const BIN = fileURLToPath(new URL('../dist/bin.cjs', import.meta.url));
const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url));
const MOST_BYTES = 600_000;

const PAGES = [
  ['home', ''],
  ['records', 'records/'],
  ['session', 'sessions/RT-260511-01/'],
  ['about', 'workstreams/repo-as-canonical-store-flip/'],
];
const WIDTHS = [
  ['phone', { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }],
  ['desk', { viewport: { width: 1280, height: 640 } }],
];

const browserPath = chromiumPath();
if (browserPath === undefined) {
  console.error('No Chromium here: install it, or name one with CANON_CHROMIUM. No picture was taken.');
  process.exit(1);
}
const dir = mkdtempSync(join(tmpdir(), 'canon-pictures-'));
try {
  const env = {
    PATH: process.env.PATH,
    HOME: dir,
    GIT_CONFIG_NOSYSTEM: '1',
    TZ: 'Europe/Berlin',
    LC_ALL: 'C.UTF-8',
    CANON_NOW: EVENING,
  };
  const repo = join(dir, 'offplan');
  exampleRepository(repo, env, 'site:\n  title: Offplan\n  url: https://offplan.example.com/some/project/');
  const out = join(dir, 'site');
  execFileSync(process.execPath, [BIN, 'site', 'build', '--out', out], { cwd: repo, env, stdio: 'pipe' });
  const server = await serveFolder(out);
  const browser = await launch(browserPath);
  mkdirSync(IMAGES, { recursive: true });
  let bytes = 0;
  for (const [width, device] of WIDTHS) {
    const context = await browser.newContext({
      ...device,
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(new Date(EVENING));
    for (const [name, url] of PAGES) {
      const answer = await page.goto(server.url + url, { waitUntil: 'load' });
      if (!answer?.ok()) throw new Error(`there is no page ${url}`);
      const file = join(IMAGES, `site-${name}-${width}.png`);
      const png = smallerPng(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
      writeFileSync(file, png);
      bytes += png.length;
      console.log(`${file.slice(IMAGES.length)}  ${Math.round(png.length / 1000)} kB`);
    }
    await context.close();
  }
  await browser.close();
  await server.close();
  if (bytes > MOST_BYTES) throw new Error(`${bytes} bytes of pictures: more than ${MOST_BYTES}`);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
