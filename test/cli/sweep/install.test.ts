import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { install, type Machine, uninstall } from '../../../src/cli/sweep/install.ts';
import { openProject } from '../../../src/store/project.ts';
import { field } from '../../handoff/field.ts';

async function place(platform: string, systemctl: string | undefined) {
  const it = field();
  const bin = join(it.box.dir, 'bin');
  it.box.write(join(bin, 'git'), '');
  if (systemctl !== undefined) {
    it.box.write(join(bin, 'systemctl'), `#!/bin/sh\necho "$@" >>'${it.box.dir}/said'\n${systemctl}\n`);
    chmodSync(join(bin, 'systemctl'), 0o755);
  }
  const home = it.box.env['HOME'] ?? '';
  const machine: Machine = {
    platform,
    env: { HOME: home, PATH: `${bin}:/bin` },
    node: '/usr/bin/node',
    canon: '/usr/lib/canon/bin.cjs',
  };
  // This machine may have a systemctl of its own, where systemd is not looked for.
  const env = systemctl === undefined ? { ...machine.env, PATH: bin } : machine.env;
  const project = await openProject({ cwd: it.repo, env: it.box.env });
  const times = { idle: 900_000, every: 900_000, dryRun: false };
  return { it, home, project, machine: { ...machine, env }, times };
}

test('a timer of systemd is written, started, written no more, and goes again', async () => {
  const { it, home, project, machine, times } = await place('linux', 'exit 0');
  const made = await install(project, machine, times);
  expect(made).toMatchObject({ manager: 'systemd', done: true, commands: [] });
  const folder = join(home, '.config/systemd/user');
  const names = readdirSync(folder).sort();
  expect(names).toEqual([
    expect.stringMatching(/^canon-sweep-[0-9a-f]{12}\.service$/),
    expect.stringMatching(/^canon-sweep-[0-9a-f]{12}\.timer$/),
  ]);
  expect(it.box.read(join(it.box.dir, 'said'))).toBe(
    `--user daemon-reload\n--user enable --now ${names[1]}\n`,
  );
  expect(it.box.read(join(folder, names[0] ?? ''))).toContain(`"--repo" "${it.repo}"`);
  const again = await install(project, machine, times);
  expect(again.files.map(({ action }) => action)).toEqual(['same', 'same']);
  // Another time of its own file is no edit of somebody else.
  const slower = await install(project, machine, { ...times, every: 7_200_000 });
  expect(slower.files.map(({ action }) => action)).toEqual(['same', 'write']);
  expect(it.box.read(join(folder, names[1] ?? ''))).toContain('OnUnitActiveSec=7200s');
  const gone = await uninstall(project, machine, false);
  expect(gone).toMatchObject({ done: true, commands: [] });
  expect(readdirSync(folder)).toEqual([]);
  expect(it.box.read(join(it.box.dir, 'said'))).toContain(`--user disable --now ${names[1]}\n`);
  expect((await uninstall(project, machine, false)).files).toEqual([]);
});

test('what the clone says was written is removed by no other name than that of a file of its own', async () => {
  const { it, home, project, machine, times } = await place('linux', 'exit 0');
  const { files } = await install(project, machine, times);
  const name = (files[0]?.file ?? '').split('/').at(-1) ?? '';
  it.box.write(join(home, name, 'x'), '');
  it.box.write(join(home, 'notes.md'), 'Mine.\n');
  const kept = join(project.local, 'sweep', 'units.json');
  const hash = createHash('sha256').update('Mine.\n').digest('hex');
  const known = JSON.parse(it.box.read(kept)) as Record<string, string>;
  it.box.write(kept, JSON.stringify({ ...known, [`${home}/${name}/../notes.md`]: hash }));
  await uninstall(project, machine, false);
  expect(it.box.read(join(home, 'notes.md'))).toBe('Mine.\n');
});

test('what cannot be started is said; what somebody has edited or written stays', async () => {
  const { it, home, project, machine, times } = await place('linux', 'exit 1');
  const dry = await install(project, machine, { ...times, dryRun: true });
  expect(dry.files.map(({ action }) => action)).toEqual(['write', 'write']);
  expect(existsSync(join(home, '.config/systemd'))).toBe(false);
  const made = await install(project, machine, times);
  expect(made.done).toBe(false);
  expect(made.commands).toEqual([
    'systemctl --user daemon-reload',
    expect.stringMatching(/^systemctl --user enable --now canon-sweep-[0-9a-f]{12}\.timer$/),
  ]);
  const timer = made.files[1]?.file ?? '';
  it.box.write(timer, `${it.box.read(timer)}# mine\n`);
  const again = await install(project, machine, { ...times, every: 60_000 });
  expect(again.files.map(({ action }) => action)).toEqual(['same', 'keep']);
  expect(again.diagnostics.map(({ code }) => code)).toEqual(['sweep-unit-edited']);
  const gone = await uninstall(project, machine, false);
  expect(gone.files.map(({ action }) => action)).toEqual(['remove', 'keep']);
  expect(gone.commands).toEqual([expect.stringContaining('systemctl --user disable --now')]);
  expect(it.box.read(timer)).toContain('# mine');
});

test('an agent of launchd, and a line for cron', async () => {
  const mac = await place('darwin', undefined);
  const made = await install(mac.project, mac.machine, mac.times);
  const [file = ''] = made.files.map((one) => one.file);
  expect(file).toMatch(/\/Library\/LaunchAgents\/org\.repocanon\.sweep-[0-9a-f]{12}\.plist$/);
  expect(made).toMatchObject({ manager: 'launchd', done: false, commands: [`launchctl load -w ${file}`] });
  expect((await uninstall(mac.project, mac.machine, false)).files).toEqual([{ file, action: 'remove' }]);
  expect(existsSync(file)).toBe(false);
  const other = await place('linux', undefined);
  const cron = await install(other.project, other.machine, other.times);
  expect(cron).toMatchObject({ manager: 'cron', files: [], done: false });
  expect(cron.commands).toEqual([expect.stringMatching(/^\*\/15 \* \* \* \* '\/usr\/bin\/node' /)]);
});

test('canon uninstall takes the schedule of its work tree away as well, and says so', async () => {
  const { it } = await place('linux', 'exit 0');
  const env = { PATH: `${join(it.box.dir, 'bin')}:${it.box.env['PATH'] ?? ''}` };
  const json = async (...args: string[]) => {
    const { stdout } = await it.box.canon(it.repo, [...args, '--json'], { env });
    return (JSON.parse(stdout) as { data: { files?: { file: string }[]; schedule?: unknown } }).data;
  };
  const files = ((await json('sweep', '--install')).files ?? []).map(({ file }) => file);
  expect(files.length).toBeGreaterThan(0);
  const schedule = { files: files.map((file) => ({ file, action: 'remove' })) };
  expect((await json('uninstall', '--host', 'codex')).schedule).toBeNull();
  expect((await json('uninstall', '--dry-run')).schedule).toMatchObject(schedule);
  expect(files.filter((file) => existsSync(file))).toEqual(files);
  const { stdout } = await it.box.canon(it.repo, ['uninstall'], { env });
  expect(stdout).toContain('The schedule of canon sweep:');
  expect(stdout.replaceAll(/\s+/g, '')).toContain((files[0] ?? '').slice(-30));
  expect(files.filter((file) => existsSync(file))).toEqual([]);
  expect((await json('uninstall')).schedule).toBeNull();
});
