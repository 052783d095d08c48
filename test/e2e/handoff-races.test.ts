import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sandbox } from '../support/sandbox.ts';

const ROUNDS = Number(process.env['CANON_E2E_RACES'] ?? 6);

it(`lands every handoff of 2 clones × 3 terminals, ${ROUNDS} rounds at once through one remote`, async () => {
  const box = sandbox();
  const remote = join(box.dir, 'remote.git');
  mkdirSync(remote);
  box.git(remote, 'init', '-q', '--bare');
  const roman = box.repo('roman');
  await box.canon(roman, ['init']);
  box.write(
    join(roman, '.canon/operators.yaml'),
    'roman: { initials: RT, name: Roman, emails: [roman@example.com] }\nsergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }\n',
  );
  box.git(roman, 'add', '-A');
  box.git(roman, 'commit', '-qm', 'Set up');
  box.git(roman, 'remote', 'add', 'origin', remote);
  box.git(roman, 'push', '-qu', 'origin', 'main');
  const sergei = join(box.dir, 'sergei');
  box.git(box.dir, 'clone', '-q', remote, sergei);
  box.git(sergei, 'config', 'user.email', 'sergei@example.com');

  const lines: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const runs = [0, 1, 2].flatMap((terminal) =>
      [roman, sergei].map(async (clone) => {
        const line = `round ${round} terminal ${terminal} of ${clone === roman ? 'roman' : 'sergei'}`;
        lines.push(line);
        const ran = await box.canon(clone, ['handoff', '--quick', line, '--json']);
        expect(ran.code, ran.stdout + ran.stderr).toBe(0);
        expect(JSON.parse(ran.stdout).data.commit).toMatch(/^[0-9a-f]{40}$/);
      }),
    );
    await Promise.all(runs);
  }
  // Whoever lost the race for the last push lands with the next one.
  for (const clone of [roman, sergei, roman]) {
    lines.push(`last of ${clone}`.slice(0, 40) + lines.length);
    await box.canon(clone, ['handoff', '--quick', lines.at(-1) ?? '']);
  }
  box.git(sergei, 'pull', '-q', '--ff-only');
  const list = await box.canon(sergei, ['list', 'session', '--json']);
  const records = JSON.parse(list.stdout).data.records as { id: string; title: string }[];
  expect(new Set(records.map((one) => one.id)).size).toBe(lines.length);
  expect(records.map((one) => one.title).toSorted()).toEqual(lines.toSorted());
  expect(box.git(sergei, 'status', '--porcelain')).toBe('');
  const check = await box.canon(sergei, ['check', '--json']);
  expect(JSON.parse(check.stdout).data.findings).toEqual([]);
});
