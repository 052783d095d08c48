import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ELEVENTY = process.env.ELEVENTY_VERSION ?? '3';
/** Bytes of the first page with all that it loads, compressed. */
const MOST_HOME = 30 * 1024;
const LOOP = fileURLToPath(new URL('../site-loop.mjs', import.meta.url));

/**
 * The site of 2,000 sessions: from nothing, again with nothing changed, and with one session more. From nothing it is
 * compared with the least that makes as many pages, and with Eleventy, which is installed from npm into the
 * benchmark's own folder.
 */
export const cases = (context) => {
  const { canon, dir, env, forget, node, repository } = context;
  const build = (use) => canon(repository(2000, 'flat', use), 'site', 'build');
  const run = ({ command, args, cwd }) => spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  /** Until there is nothing left to do: what was just written is looked at once more. */
  const settle = (use) => {
    for (let again = 0; again < 3; again += 1) run(build(use));
  };
  let count = 0;
  const loopOut = join(dir, 'site-loop');
  return [
    {
      name: 'site build, 2000 sessions, cold',
      against: { 'bare loop, 2000 sessions': 1.5, 'eleventy, 2000 sessions': 0.6 },
      rounds: 5,
      required: true,
      prepare: () => build('site-cold'),
      before() {
        forget(repository(2000, 'flat', 'site-cold'));
        rmSync(join(repository(2000, 'flat', 'site-cold'), '_site'), { recursive: true, force: true });
      },
      check: () => homeFault(join(repository(2000, 'flat', 'site-cold'), '_site')),
    },
    {
      name: 'site build, 2000 sessions, nothing changed',
      limit: 4,
      required: true,
      prepare() {
        settle('site-same');
        return build('site-same');
      },
      check() {
        const { stdout } = run(build('site-same'));
        return stdout.includes('nothing has changed') ? undefined : `something was built: ${stdout.trim()}`;
      },
    },
    {
      name: 'site build, 2000 sessions, one more',
      limit: 10,
      required: true,
      rounds: 9,
      prepare() {
        settle('site-more');
        return build('site-more');
      },
      before() {
        run(build('site-more'));
        oneMore(repository(2000, 'flat', 'site-more'), (count += 1));
      },
    },
    {
      name: 'bare loop, 2000 sessions',
      rounds: 5,
      prepare: () => ({ command: node, args: [LOOP, repository(2000, 'flat', 'read'), loopOut], cwd: dir }),
      before() {
        rmSync(loopOut, { recursive: true, force: true });
        mkdirSync(loopOut);
      },
    },
    {
      name: 'eleventy, 2000 sessions',
      rounds: 3,
      memory: false,
      prepare: () => eleventy(context),
      before: () => rmSync(join(dir, 'eleventy', '_site'), { recursive: true, force: true }),
    },
  ];
};

/** Writes a session like another, of a day on which nobody else had one. */
function oneMore(cwd, number) {
  const sessions = join(cwd, 'docs/sessions');
  const like = readFileSync(join(sessions, readdirSync(sessions).sort().at(-1)), 'utf8');
  const id = `RT-260512-${String(number).padStart(2, '0')}`;
  const text = like
    .replace(/^id: .*$/m, `id: ${id}`)
    .replace(/^created: .*$/m, 'created: 2026-05-12T09:00:00+02:00');
  writeFileSync(join(sessions, `${id}.md`), text);
}

/** What the first page and everything that it loads weighs, if that is too much. */
function homeFault(site) {
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  const loaded = [...html.matchAll(/<(?:script|link|img)\b[^>]*?\b(?:src|href)="([^"]+)"[^>]*>/g)]
    .filter(
      ([tag]) => !tag.startsWith('<link') || /rel="(?:stylesheet|icon|preload|modulepreload)"/.test(tag),
    )
    .map(([, href]) => posix.normalize(href.split(/[?#]/)[0]))
    .filter((path) => existsSync(join(site, path)));
  const files = ['index.html', ...new Set(loaded)];
  const bytes = files.reduce((sum, path) => sum + gzipSync(readFileSync(join(site, path))).length, 0);
  return bytes > MOST_HOME ? `the first page weighs ${bytes} bytes (${files.join(', ')})` : undefined;
}

/** The same records as pages of Eleventy, with a trivial layout and no search. */
function eleventy({ dir, node, repository }) {
  const home = join(dir, 'eleventy');
  mkdirSync(join(home, 'records/_includes'), { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"private":true}');
  const done = spawnSync('npm', ['install', '--no-audit', '--no-fund', `@11ty/eleventy@${ELEVENTY}`], {
    cwd: home,
    encoding: 'utf8',
    timeout: 180_000,
  });
  const bin = join(home, 'node_modules/@11ty/eleventy/cmd.cjs');
  if (done.status !== 0 || !existsSync(bin)) {
    throw new Error(`npm could not install Eleventy: ${(done.stderr ?? '').trim().split('\n').at(-1)}`);
  }
  const records = repository(2000, 'flat', 'read');
  for (const folder of ['docs/sessions', 'docs/decisions', 'docs/learnings', 'workstreams', 'plans']) {
    const to = join(home, 'records', folder);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(records, folder), to, { recursive: true });
  }
  writeFileSync(
    join(home, 'records/_includes/page.njk'),
    '<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ summary }}</p>{{ content | safe }}\n',
  );
  writeFileSync(
    join(home, 'records/records.json'),
    '{"layout":"page.njk","markdownTemplateEngine":false,"templateEngineOverride":"md"}',
  );
  return { command: node, args: [bin, '--quiet', '--input=records', '--output=_site'], cwd: home };
}
