import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { durationOf, inWords } from '../../../src/cli/sweep/duration.ts';
import { crontabLine, launchdAgent, type Schedule, systemdUnits } from '../../../src/cli/sweep/units.ts';
import { sandbox } from '../../support/sandbox.ts';

const EXPECTED = join(import.meta.dirname, 'expected');
const expected = (name: string): string => readFileSync(join(EXPECTED, name), 'utf8');

const PLAIN: Schedule = {
  node: '/usr/bin/node',
  canon: '/usr/lib/node_modules/repocanon/dist/bin.cjs',
  root: '/home/roman/app',
  idle: '15m',
  every: 15 * 60_000,
  path: '/usr/bin:/usr/local/bin:/bin',
};
const ODD: Schedule = {
  ...PLAIN,
  node: '/opt/no de/bin/node',
  root: `/home/ro man/100% "a&b" <c> $HOME 'd' \\e`,
  every: 2 * 3_600_000,
  path: '/opt/no de/bin:/100%/bin:/bin',
};

test.each([
  ['plain', PLAIN],
  ['odd', ODD],
])('what systemd is given: %s', (name, schedule) => {
  const [service, timer] = systemdUnits(schedule, '/home/roman/.config');
  expect(service?.text).toBe(expected(`${name}.service`));
  expect(timer?.text).toBe(expected(`${name}.timer`));
  expect(service?.file).toMatch(
    /^\/home\/roman\/\.config\/systemd\/user\/canon-sweep-[0-9a-f]{12}\.service$/,
  );
  expect(timer?.file).toBe(service?.file.replace('.service', '.timer'));
});

const ANALYZE = spawnSync('systemd-analyze', ['--version']).status === 0;
if (!ANALYZE) console.warn('SKIPPED: no systemd-analyze here that could verify the units');

test.skipIf(!ANALYZE)('systemd understands it', () => {
  const box = sandbox();
  // Its checks want the program to be there, and a folder of a session.
  const units = [PLAIN, ODD].flatMap((schedule) =>
    systemdUnits({ ...schedule, node: '/bin/sh' }, box.dir).map(({ file, text }) => {
      box.write(file, text);
      return file;
    }),
  );
  const env = { ...box.env, XDG_RUNTIME_DIR: box.dir };
  const ran = spawnSync('systemd-analyze', ['verify', '--user', ...units], { env, encoding: 'utf8' });
  expect([ran.status, ran.stdout + ran.stderr]).toEqual([0, '']);
});

test.each([
  ['plain', PLAIN],
  ['odd', ODD],
])('what launchd is given: %s', (name, schedule) => {
  const agent = launchdAgent(schedule, '/Users/roman');
  expect(agent.text).toBe(expected(`${name}.plist`));
  expect(agent.file).toMatch(
    /^\/Users\/roman\/Library\/LaunchAgents\/org\.repocanon\.sweep-[0-9a-f]{12}\.plist$/,
  );
});

test('what cron is given', () => {
  expect(crontabLine(PLAIN)).toBe(
    "*/15 * * * * '/usr/bin/node' '/usr/lib/node_modules/repocanon/dist/bin.cjs' 'sweep' '--repo' '/home/roman/app' '--idle' '15m'",
  );
  expect(crontabLine(ODD)).toBe(
    String.raw`0 */2 * * * '/opt/no de/bin/node' '/usr/lib/node_modules/repocanon/dist/bin.cjs' 'sweep' '--repo' '/home/ro man/100\% "a&b" <c> $HOME '\''d'\'' \e' '--idle' '15m'`,
  );
});

test('spans of time', () => {
  expect(['90s', '15m', '2h', '1d'].map((text) => durationOf(text, '--idle'))).toEqual([
    90_000, 900_000, 7_200_000, 86_400_000,
  ]);
  expect([90_000, 900_000, 7_200_000, 86_400_000].map(inWords)).toEqual(['90s', '15m', '2h', '1d']);
  for (const text of ['', '15', '1.5h', '-1m', '15 m', '999999999d', 'm'])
    expect(() => durationOf(text, '--idle')).toThrow('E_SWEEP_DURATION');
  expect(() => durationOf('30s', '--every', 60_000)).toThrow('E_SWEEP_DURATION');
});
