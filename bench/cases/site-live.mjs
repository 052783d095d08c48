import { spawn } from 'node:child_process';
import { appendFileSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.CANON_CHROMIUM ?? '/usr/bin/chromium';

/** What a reader waits for while the site is served: a page after a change, and the first answer of a search. */
export const cases = (context) => [
  ...[65, 2000].map((sessions) => rebuilding(context, sessions)),
  searching(context),
];

/** From the moment in which a session is saved until open pages are told. */
function rebuilding({ bin, env, node, repository }, sessions) {
  return {
    name: `site serve, ${sessions} sessions, one saved`,
    limitMs: 200,
    required: true,
    async prepare() {
      const cwd = repository(sessions, 'flat', 'served');
      const folder = join(cwd, 'docs/sessions');
      const file = join(folder, readdirSync(folder).sort().at(-1));
      const site = await serve({ bin, env, node, cwd });
      const events = await eventsOf(site.port);
      const measure = async () => {
        // Its file has to have come to rest: what is saved twice in a moment is built once.
        await new Promise((resolve) => setTimeout(resolve, 300));
        const begun = performance.now();
        const told = events.next('pages');
        appendFileSync(file, '\nOne line more.\n');
        await told;
        return performance.now() - begun;
      };
      // The first builds of a process are slower than those that a reader sees.
      for (let time = 0; time < 3; time += 1) await measure();
      return { measure, close: () => (events.close(), site.close()) };
    },
  };
}

/** From the last letter of a question until its first answer is on the page. */
function searching({ bin, env, node, repository }) {
  return {
    name: 'search in Chromium, 2000 sessions, first answer',
    limitMs: 100,
    async prepare() {
      const site = await serve({ bin, env, node, cwd: repository(2000, 'flat', 'searched') });
      const browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: ['--headless', '--no-sandbox', '--disable-gpu'],
      });
      const measure = async () => {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${site.port}/`);
        await page.keyboard.press('/');
        await page.waitForFunction(() => performance.getEntriesByType('resource').length > 20);
        const took = await page.evaluate(firstAnswer);
        await page.close();
        return took;
      };
      await measure();
      return { measure, close: async () => (await browser.close(), site.close()) };
    },
  };
}

async function firstAnswer() {
  const box = document.querySelector('#q');
  const begun = performance.now();
  box.value = 'webhook retries';
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await new Promise((resolve) => {
    const look = () => (document.querySelector('[role=option]') ? resolve() : setTimeout(look, 0));
    look();
  });
  return performance.now() - begun;
}

/** `canon site serve`, once it says where. */
function serve({ bin, env, node, cwd }) {
  const server = spawn(node, [bin, 'site', 'serve', '--port', '0'], { cwd, env });
  process.on('exit', () => server.kill());
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (data) => {
      const [, port] = /127\.0\.0\.1:(\d+)/.exec((said += data)) ?? [];
      if (port) resolve({ port: Number(port), close: () => server.kill() });
    });
    server.on('exit', () => reject(new Error(`canon site serve ended: ${said}`)));
  });
}

/** What a served site tells its pages. */
function eventsOf(port) {
  const waiting = new Map();
  return new Promise((resolve, reject) => {
    const request = get({ port, host: '127.0.0.1', path: '/_canon/events' }, (response) => {
      response.on('data', (data) => {
        for (const [, name] of String(data).matchAll(/^event: (\w+)/gm)) waiting.get(name)?.();
      });
      response.on('error', () => {});
      resolve({
        next: (name) => new Promise((tell) => waiting.set(name, tell)),
        close: () => request.destroy(),
      });
    });
    request.on('error', reject);
  });
}
