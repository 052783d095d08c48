import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withoutLog } from '../../src/work/session-log.ts';
import { sandbox } from '../support/sandbox.ts';
import { textOf } from './model.ts';
import { built, builtAnew, filesIn, smallRepo } from './rebuilding.ts';

const LINE = '- 2026-05-11 [RT-260511-01](../docs/sessions/RT-260511-01.md) — Lock the spool';

test.each([
  ['the first line', '# Flip\n', `# Flip\n\n## Session Log\n\n${LINE}\n`, true],
  ['another line', `# Flip\n\n## Session Log\n\n${LINE}\n`, '# Flip\n\n## Session Log\n', true],
  ['a line of people', `## Session Log\n\n${LINE}\n`, `## Session Log\n\n${LINE}\n- Call them\n`, false],
  ['a task', '- [ ] P1\n\n## Session Log\n', `- [x] P1\n\n## Session Log\n\n${LINE}\n`, false],
  ['a section behind it', '## Session Log\n\n## Notes\n\na\n', '## Session Log\n\n## Notes\n\nb\n', false],
])('of a text and one with %s more, canon derived all that is new: %#', (_, before, after, same) => {
  expect(withoutLog(after) === withoutLog(before)).toBe(same);
});

test('what canon has only derived is not how something evolved; whatever else came with it is', async () => {
  const box = sandbox();
  const root = smallRepo(box);
  const file = join(root, 'workstreams/flip.md');
  const commit = (subject: string, edit: (text: string) => string): void => {
    box.write(file, edit(readFileSync(file, 'utf8')));
    box.git(root, 'commit', '-qam', subject);
  };
  const out = join(box.dir, 'out');
  const shown = (): string => {
    const page = readFileSync(join(out, 'workstreams/flip/index.html'), 'utf8');
    return textOf(page.slice(page.indexOf('How it evolved')));
  };
  await built(box, root, out);
  const handoff = 'Hand off RT-260511-01: Lock\n\nCanon-Session: RT-260511-01';
  commit(handoff, (text) => `${text}\n## Session Log\n\n${LINE}\n`);
  commit('Say more\n\nCanon-Session: none', (text) =>
    text.replace('\n## Session Log', '\nMore.\n\n## Session Log'),
  );
  commit('By hand', (text) => text.replace(`${LINE}\n`, ''));
  await built(box, root, out);
  expect(shown()).toMatch(/By hand.*Say more.*Add the records/);
  expect(shown()).not.toContain('Hand off');
  expect(filesIn(out)).toEqual(await builtAnew(box, root, 'anew'));
});
