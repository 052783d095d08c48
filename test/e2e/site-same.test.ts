import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleRepo, filesIn } from '../support/site/built-site.ts';
import { sandbox } from '../support/sandbox.ts';

/** What somebody may have told git, and what nothing of a site may depend on. */
const HOSTILE = `[core]
\tabbrev = 4
\tquotePath = false
[diff]
\trenames = false
\tnoprefix = true
[log]
\tmailmap = true
\tdate = relative
\tshowSignature = true
[color]
\tui = always
[i18n]
\tlogOutputEncoding = KOI8-R
[format]
\tpretty = oneline
`;
const MAILMAP = 'Somebody Else <else@example.com> <roman@example.com>\n';

test('the same records and commits make the same bytes: elsewhere, on another day, and whatever git is told', async () => {
  const box = sandbox();
  const repo = exampleRepo(box, 'ru');
  const subject = 'Поправить план\n\nCanon-Session: none';
  box.write(
    join(repo, 'plans/no-session-is-lost.md'),
    `${readFileSync(join(repo, 'plans/no-session-is-lost.md'), 'utf8')}\nЕщё.\n`,
  );
  box.git(repo, 'commit', '-qam', subject);
  const other = join(box.dir, 'Другая папка/склад');
  cpSync(repo, other, { recursive: true });
  const mailmap = join(box.dir, 'mailmap');
  box.write(mailmap, MAILMAP);
  box.write(join(box.dir, 'hostile'), `${HOSTILE}[mailmap]\n\tfile = ${mailmap}\n`);
  const build = async (from: string, out: string, env: Record<string, string>) => {
    const { code, stderr } = await box.built(from, ['site', 'build', '--out', out], { env });
    // One record of the example does not parse.
    expect([code, stderr], stderr).toEqual([1, expect.stringContaining('site-broken-record')]);
    return new Map(filesIn(out).map((file) => [file, readFileSync(join(out, file), 'latin1')]));
  };
  const here = await build(repo, join(box.dir, 'out'), { CANON_NOW: '2026-05-11T20:00:00+02:00', TZ: 'UTC' });
  const there = await build(other, join(box.dir, 'Сайт 2'), {
    CANON_NOW: '2031-01-02T03:04:05-10:00',
    TZ: 'Pacific/Kiritimati',
    LC_ALL: 'ru_RU.UTF-8',
    LANG: 'ru_RU.UTF-8',
    GIT_CONFIG_GLOBAL: join(box.dir, 'hostile'),
  });
  expect(here.get('plans/no-session-is-lost/index.html')).toContain(
    Buffer.from('Поправить план').toString('latin1'),
  );
  expect([...there.keys()]).toEqual([...here.keys()]);
  expect([...here].filter(([file, text]) => there.get(file) !== text).map(([file]) => file)).toEqual([]);
});
