import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { BIN } from '../support/built.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';
import { leave, used } from '../telemetry/kit.ts';

const CHROMIUM = '/usr/bin/chromium';
const EXAMPLE = fileURLToPath(new URL('../../examples/offplan', import.meta.url));
const ID = 'RT-260511-01';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
});
afterAll(() => browser?.close());

interface Served {
  readonly box: Sandbox;
  readonly repo: string;
  readonly url: string;
  readonly server: ChildProcess;
}

async function serve(): Promise<Served> {
  const box = sandbox();
  const repo = join(box.dir, 'offplan');
  cpSync(EXAMPLE, repo, { recursive: true });
  box.git(repo, 'init', '-q');
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Start');
  const server = spawn(process.execPath, [BIN, 'site', 'serve', '--port', '0'], { cwd: repo, env: box.env });
  onTestFinished(() => void server.kill('SIGKILL'));
  let said = '';
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (said.includes('\n')) break;
  }
  const url = /^http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0] ?? '';
  return { box, repo, url, server };
}

async function open(url: string): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  return { page, complaints };
}

test('an open page shows what a record says now, where it was scrolled to, without a reload', async () => {
  const { box, repo, url } = await serve();
  const { page, complaints } = await open(`${url}sessions/${ID}/`);
  await page.evaluate(() => {
    document.body.dataset['same'] = 'document';
    scrollTo(0, 300);
  });
  const link = page.locator('main a').first();
  await link.focus({ timeout: 5000 });
  await page.evaluate(() => scrollTo(0, 300));
  const focused = await page.evaluate(() => document.activeElement?.textContent);
  const file = join(repo, `docs/sessions/${ID}.md`);
  const title = /^title: (.*)$/m.exec(box.read(file))?.[1] ?? '';
  box.write(file, box.read(file).replaceAll(title, 'Shown at once'));
  await page.locator('h1', { hasText: 'Shown at once' }).waitFor();
  expect(await page.title()).toContain('Shown at once');
  expect(await page.evaluate(() => document.body.dataset['same'])).toBe('document');
  expect(await page.evaluate(() => scrollY)).toBe(300);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(focused);
  expect(complaints).toEqual([]);
});

test('the first page shows a session in progress, and counts while hooks fire', async () => {
  const { repo, url } = await serve();
  const { page, complaints } = await open(url);
  const local = join(repo, '.git/canon');
  leave({ local }, 'claude-code.1.1', used('t1', { tool_name: '<img src=x onerror=alert(1)>' }), Date.now());
  const panel = page.locator('#in-progress');
  await panel.locator('.live-sum', { hasText: '1 call' }).waitFor();
  leave({ local }, 'claude-code.1.2', used('t2', { tool_name: 'Read' }), Date.now());
  await panel.locator('.live-sum', { hasText: '2 calls' }).waitFor();
  expect(await panel.locator('img').count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(complaints).toEqual([]);
});

test('Ctrl-C ends it with 0, and `_site` was never there', async () => {
  const { repo, url, server } = await serve();
  await open(url);
  server.kill('SIGINT');
  expect(await once(server, 'exit')).toEqual([0, null]);
  expect(existsSync(join(repo, '_site'))).toBe(false);
});

test('a port that is in use is named with the way out', async () => {
  const { box, repo, url } = await serve();
  const port = new URL(url).port;
  const ran = await box.canon(repo, ['site', 'serve', '--port', port]);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain(`port ${port} is in use`);
  expect(ran.stderr).toContain('--port N');
});
