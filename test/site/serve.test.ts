import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startServing, type Serving } from '../../src/cli/site/serving.ts';
import { watchedPlaces } from '../../src/cli/site/watched.ts';
import { watchFolders } from '../../src/site/serve/watch-folders.ts';
import { notFoundPage } from '../../src/site/pages/not-found.tsx';
import { isOwnHost } from '../../src/site/serve/own-host.ts';
import { servedAnywhere } from '../../src/site/serve/served-page.ts';
import { sitePath } from '../../src/site/serve/site-path.ts';
import { projectAt, worldOf } from '../support/project.ts';
import { sessionText } from '../support/records.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';
import { leave, used } from '../telemetry/kit.ts';
import { drawn, siteModel } from './model.ts';

interface Got {
  readonly code: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Place {
  readonly box: Sandbox;
  readonly repo: string;
  readonly serving: Serving;
  readonly warned: unknown[];
  get(path: string, options?: { method?: string; host?: string }): Promise<Got>;
  /** Listens, and answers the next event of a name; it hears from when this is resolved. */
  listen(port?: number): Promise<(name: string) => Promise<void>>;
}

const ONE = 'RT-260511-01';

async function served(): Promise<Place> {
  const box = sandbox();
  const repo = box.repo('offplan');
  box.write(join(repo, '.canon/config.yaml'), 'format: 1\n');
  box.write(
    join(repo, '.canon/operators.yaml'),
    'roman: { initials: RT, name: Roman, emails: [roman@example.com] }\n',
  );
  box.write(join(repo, `docs/sessions/${ONE}.md`), sessionText(ONE, { title: 'Lock the spool' }));
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Records');
  const warned: unknown[] = [];
  const serving = await startServing(worldOf(box, repo), {
    repo: undefined,
    port: 0,
    warn: (error) => warned.push(error),
    notes: (notes) => warned.push(notes.map(({ code, path }) => `${code} ${path}`)),
  });
  onTestFinished(() => serving.close());
  const { port } = serving;
  const get: Place['get'] = (path, { method = 'GET', host = `127.0.0.1:${port}` } = {}) =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, method, headers: { Host: host } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (more: string) => (text += more));
        response.on('end', () =>
          resolve({ code: response.statusCode ?? 0, headers: response.headers, text }),
        );
      })
        .on('error', reject)
        .end();
    });
  const listen: Place['listen'] = (at = port) =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: at, path: '/_canon/events' }, (response) => {
        let heard = '';
        let look = (): void => {};
        response.setEncoding('utf8').on('data', (more: string) => {
          heard += more;
          look();
        });
        response.on('error', () => {});
        const until = (name: string): Promise<void> =>
          new Promise((done) => {
            look = () => {
              if (!heard.includes(`event: ${name}\n`)) return;
              heard = '';
              done();
            };
            look();
          });
        resolve(until);
      }).on('error', reject);
      asked.end();
      onTestFinished(() => void asked.destroy());
    });
  return { box, repo, serving, warned, get, listen };
}

test.each([
  ['127.0.0.1:4321', true],
  ['localhost:4321', true],
  ['LOCALHOST:4321', true],
  ['[::1]:4321', true],
  ['127.0.0.1', false],
  ['localhost:80', false],
  ['evil.example:4321', false],
  ['localhost.evil.example:4321', false],
  ['127.0.0.1:4321@evil.example', false],
  ['', false],
  [undefined, false],
])('the host %s is this machine on port 4321: %s', (host, own) => {
  expect(isOwnHost(host, 4321)).toBe(own);
});

test.each([
  ['/', ''],
  ['/plans/flip/?q=1', 'plans/flip/'],
  ['/records/tag/%D1%82%D0%B5%D1%81%D1%82/', 'records/tag/тест/'],
  ['/../etc/passwd', undefined],
  ['/%2e%2e/%2e%2e/etc/passwd', undefined],
  ['/a/..%2f..%2fetc', undefined],
  ['/..%5c..%5cetc', undefined],
  ['/a\\..\\b', undefined],
  ['/a%00.html', undefined],
  ['//evil.example/', undefined],
  ['/%', undefined],
  ['http://evil.example/', undefined],
  ['', undefined],
])('%s asks for %s', (target, path) => {
  expect(sitePath(target)).toBe(path);
});

test.each([undefined, 'https://example.org/some/project/', 'https://example.org/a&b/'])(
  'a page for what is not there has its links from the root, wherever it is published (%s)',
  (url) => {
    const model = siteModel([], { url });
    const page = servedAnywhere(drawn(notFoundPage(), model));
    for (const link of ['data-root="/"', 'data-search="/assets/search.js"', 'action="/search/"'])
      expect(page).toContain(link);
    const links = [...page.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link);
    expect(links).toEqual(expect.arrayContaining(['/', '/assets/site.css', '/records/', '#content']));
    expect(links.filter((link) => /project|a&/.test(link) && !link.startsWith('https:'))).toEqual([]);
  },
);

test('serves pages to this machine, with headers that let nothing in, and no file that is not of the site', async () => {
  const { box, repo, serving, get } = await served();
  const home = await get('/');
  expect(home.code).toBe(200);
  expect(home.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect(home.headers['content-security-policy']).toContain("default-src 'self'");
  expect(home.text).toContain('src="/_canon/live.js"');
  const out = join(repo, '.git/canon/served/main');
  expect(box.read(join(out, 'index.html'))).not.toContain('live.js');

  expect((await get(`/sessions/${ONE}/`)).text).toContain('Lock the spool');
  expect(await get(`/sessions/${ONE}`)).toMatchObject({
    code: 301,
    headers: { location: `/sessions/${ONE}/` },
  });
  expect(await get('/', { method: 'HEAD' })).toMatchObject({ code: 200, text: '' });
  expect((await get('/', { method: 'POST' })).code).toBe(405);
  expect((await get('/', { host: `evil.example:${serving.port}` })).code).toBe(403);
  expect((await get('/_canon/live.json', { host: `evil.example:${serving.port}` })).code).toBe(403);
  expect((await get('/_canon/live.js')).headers['content-type']).toContain('text/javascript');
  expect((await get('/_canon/site.js')).code).toBe(404);
  // What lies in the folder and is not of the site: canon's own list, a file of somebody, links in a page's place.
  writeFileSync(join(out, 'secret.txt'), 'secret');
  for (const path of ['/.canon-site.json', '/secret.txt', '/%2e%2e/index', '/..%2f..%2fHEAD'])
    expect((await get(path)).text, path).not.toMatch(/secret|"files"|ref:/);
  rmSync(join(out, `sessions/${ONE}`), { recursive: true });
  mkdirSync(join(repo, 'elsewhere'));
  writeFileSync(join(repo, 'elsewhere/index.html'), 'secret');
  symlinkSync(join(repo, 'elsewhere'), join(out, `sessions/${ONE}`));
  expect((await get(`/sessions/${ONE}/`)).code).toBe(404);
});

test('builds again what a change touches, and tells the pages that are open', async () => {
  const { box, repo, warned, get, listen } = await served();
  const event = await listen();
  box.write(join(repo, `docs/sessions/${ONE}.md`), sessionText(ONE, { title: 'Unlock the spool' }));
  await event('pages');
  expect((await get(`/sessions/${ONE}/`)).text).toContain('Unlock the spool');

  // A folder that was not there when the server began.
  box.write(
    join(repo, 'docs/sessions/2026/05/RT-260511-02.md'),
    sessionText('RT-260511-02', { title: 'A month of its own' }),
  );
  await event('pages');
  expect((await get('/sessions/RT-260511-02/')).text).toContain('A month of its own');

  box.write(join(repo, `docs/sessions/${ONE}.md`), '---\ntitle: [\n---\n');
  await event('pages');
  expect(warned).toEqual([[`site-broken-record docs/sessions/${ONE}.md`]]);
  expect((await get('/')).code).toBe(200);

  // Settings that cannot be read stop nobody; what comes next is what counts.
  box.write(join(repo, '.canon/config.yaml'), 'format: 1\nsite: { title: Offplan, language: ru }\n');
  await event('pages');
  const home = await get('/');
  expect(home.text).toContain('lang="ru"');
  expect(home.text).toContain('<title>Offplan</title>');
});

test('of two servers of one work tree each tells its pages, whichever of them has built', async () => {
  const { box, repo, listen } = await served();
  const ignored = (): void => {};
  const other = await startServing(worldOf(box, repo), {
    repo: undefined,
    port: 0,
    warn: ignored,
    notes: ignored,
  });
  onTestFinished(() => other.close());
  const events = [await listen(), await listen(other.port)];
  for (const title of ['Once', 'Twice']) {
    box.write(join(repo, `docs/sessions/${ONE}.md`), sessionText(ONE, { title }));
    expect(await Promise.all(events.map((event) => event('pages')))).toHaveLength(2);
  }
});

test('hears of commits, which are history, and of settings', async () => {
  const { box, repo } = await served();
  const project = await projectAt(box, repo);
  let heard = (_means: ReadonlySet<string>): void => {};
  const next = (what: string): Promise<void> =>
    new Promise((resolve) => (heard = (means) => (means.has(what) ? resolve() : undefined)));
  const watch = watchFolders(watchedPlaces(project), (means) => heard(means));
  onTestFinished(() => watch.close());
  const commit = next('site');
  box.git(repo, 'commit', '-q', '--allow-empty', '-m', 'Nothing');
  await expect(commit).resolves.toBeUndefined();
  const settings = next('settings');
  box.write(join(repo, '.canon/operators.yaml'), '{}\n');
  await expect(settings).resolves.toBeUndefined();
});

test('shows sessions that no record tells of, and tells when hooks fire', async () => {
  const { repo, get, listen } = await served();
  expect(JSON.parse((await get('/_canon/live.json')).text)).toEqual({ sessions: [] });
  const event = await listen();
  leave({ local: join(repo, '.git/canon') }, 'claude-code.1.1', used('t1', { tool_name: 'Read' }));
  await event('live');
  const { sessions } = JSON.parse((await get('/_canon/live.json')).text);
  expect(sessions).toMatchObject([{ host: 'claude-code', calls: 1, tools: [['Read', 1]] }]);
});

test('makes nothing anew under the old name of a repository that was renamed, and goes on once it is back', async () => {
  const { box, repo, warned, get, listen } = await served();
  const event = await listen();
  const moved = join(box.dir, 'moved');
  const session = (root: string, title: string): void =>
    box.write(join(root, `docs/sessions/${ONE}.md`), sessionText(ONE, { title }));
  const heard = new Promise<void>((resolve) => {
    warned.push = (...notes: unknown[]) => {
      resolve();
      return notes.length;
    };
  });
  renameSync(repo, moved);
  session(moved, 'Lock the door');
  await heard;
  expect(existsSync(repo)).toBe(false);
  renameSync(moved, repo);
  session(repo, 'Unlock the door');
  await event('pages');
  expect((await get(`/sessions/${ONE}/`)).text).toContain('Unlock the door');
});

test('a port that is in use is named, with the way out', async () => {
  const box = sandbox();
  const repo = box.repo('offplan');
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const starting = startServing(worldOf(box, repo), {
    repo: undefined,
    port,
    warn: () => {},
    notes: () => {},
  });
  await expect(starting).rejects.toMatchObject({ code: 'E_SITE_PORT', data: { port, why: 'EADDRINUSE' } });
});
