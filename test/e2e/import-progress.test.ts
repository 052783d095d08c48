import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasTerminal } from '../support/claude-terminal.ts';
import { sandbox } from '../support/sandbox.ts';
import { atTerminal } from '../support/terminal.ts';

// A long import says at a terminal how far it is, and wipes that again.

const can = hasTerminal();
if (!can) console.warn('import-progress: skipped, there is no `script` of util-linux to give a terminal');

const MANY = 6000;

test.skipIf(!can)(
  'a long import says how far it is, stops at Ctrl-C, and goes on when it is asked again',
  async () => {
    const box = sandbox();
    const repo = box.repo('offplan');
    box.write(join(repo, '.canon/operators.yaml'), 'roman: { initials: RT, name: Roman }\n');
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', 'People');
    const old = join(box.dir, 'old');
    for (let i = 0; i < MANY; i += 1) {
      const day = new Date(Date.UTC(2024, 0, 1 + (i % 400))).toISOString().slice(0, 10);
      const text = `# Part ${i}\n\n**Date:** ${day}\n**Author:** Roman\n\n## Summary\n\nWords of ${i}.\n\n## Next Steps\n\n- [ ] more of ${i}\n`;
      box.write(join(old, `handoff-${i}.md`), text);
    }
    const stopped = atTerminal(box, repo, ['import', 'handoffs', old]);
    await stopped.shown('…');
    stopped.press('\u0003');
    expect(await stopped.ended()).toMatchObject({ code: 130 });
    expect(box.git(repo, 'log', '--format=%s')).toBe('People\nStart');
    expect(box.git(repo, 'status', '--short')).toBe('');

    const { code, drawn } = await atTerminal(box, repo, ['import', 'handoffs', old]).ended();
    expect(code).toBe(0);
    expect(drawn).toMatch(/(?:Reading|handoff-\d+\.md|Planning: \d+ of 6000|Writing|Comparing) …/);
    expect(drawn.trimEnd()).toMatch(/nothing lost of 6000$/);
    expect(box.git(repo, 'rev-list', '--count', 'HEAD')).toBe('3');
  },
);
