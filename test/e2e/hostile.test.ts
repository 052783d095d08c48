import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';

// A terminal title, a cleared screen, a colour, text that runs backwards.
const EVIL = 'a\u001B]0;t\u0007\u001B[2Jb\u202Ec';
const YAML = JSON.stringify(EVIL).replaceAll('\u202E', '\\u202E');

const COMMANDS: readonly (readonly string[])[] = [
  ['resume'],
  ['resume', 'sk'],
  ['resume', EVIL],
  ['resume', '--all', '--operator', 'sk'],
  ['list'],
  ['list', '--status', EVIL],
  ['show', 'evil'],
  ['show', EVIL],
  ['check'],
  ['index', '--dry-run'],
  ['init', '--dry-run'],
  ['whoami'],
  ['claim', '--dry-run'],
  ['claim', '--release', EVIL],
  ['handoff', '--quick', EVIL, '--dry-run'],
  ['handoff', '--quick', EVIL, '--id', EVIL],
  ['handoff', '--draft', EVIL],
  ['handoff', '--quick', EVIL],
];

test('whatever a clone holds and is called, no command lets it steer the terminal', async () => {
  const box = sandbox();
  const repo = join(box.dir, EVIL);
  mkdirSync(repo);
  box.git(repo, 'init', '-q');
  box.git(repo, 'config', 'user.name', EVIL);
  const put = (path: string, text: string): void => box.write(join(repo, path), text);
  put('.canon/config.yaml', `format: 1\n${YAML}: 1\n`);
  put(
    '.canon/operators.yaml',
    `roman: { initials: RT, name: ${YAML}, emails: [roman@example.com] }\nsk: { initials: SK, name: ${YAML}, emails: [s@example.com] }\n`,
  );
  put(
    'workstreams/evil.md',
    `---\ntitle: ${YAML}\nowner: sk\nstatus: active\npriority: ${YAML}\nblocked_by: [${YAML}]\nsummary: ${YAML}\nkind: workstream\n${YAML}: ${YAML}\n---\n# ${EVIL}\n\n## Tasks\n\n- [ ] P1. ${EVIL}\n\n[${EVIL}](${encodeURIComponent(EVIL)}.md)\n`,
  );
  put(
    'docs/sessions/SK-260511-01.md',
    `---\ntitle: ${YAML}\noperator: sk\nbranch: ${YAML}\nkind: session\nid: SK-260511-01\ncreated: 2026-05-11T12:00:00+02:00\n---\n# x\n\n## Waiting On\n\n- [ ] w1 @roman: ${EVIL}\n\n## Next Action\n\n${EVIL}\n\n## Resume Prompt\n\n${EVIL}\n`,
  );
  put(`docs/sessions/CONV-30-${EVIL}.md`, `---\noperator: ${YAML}\n---\n# ${EVIL}\n`);
  put(`docs/sessions/CONV-31-${EVIL}.md`, `---\ntitle: "${EVIL}\n---\n`);
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', EVIL);
  box.git(repo, 'branch', '-qm', 'br\u202Eanch');
  put(EVIL, 'left alone');
  for (const args of COMMANDS) {
    for (const more of [[], ['--json']]) {
      const ran = await box.canon(repo, [...args, ...more]);
      expect(`${ran.stdout}${ran.stderr}`, args.join(' ')).not.toMatch(
        /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/,
      );
      expect(ran.stderr, args.join(' ')).not.toContain('E_INTERNAL');
    }
  }
});
