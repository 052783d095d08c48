import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sandbox } from '../../support/sandbox.ts';
import { lostOf, missedOf, read, writeFiles } from './kit.ts';

const box = sandbox(afterAll);
const repo = box.repo('work');

// Lines that are one thing where they stood, and would be another one where the record has them.
test.each([
  ['a heading with a line like a reference', '|-|-|\n[a]: /url\n  ---\n'],
  ['a heading that is like a reference', '# T\n\n## [b]: HANDOFF-2.md\n\n[two](HANDOFF-2.md)\n'],
  ['a fence in an item of labels', '**Date:** 2026-05-11\n- **Mood:** good\n   ```\n> [a]: b\n'],
  ['the same behind a blank line', '- **Date:** 2026-05-11\n\n  ```\n> [a]: b\n'],
  ['HTML in a line behind labels', '**Date:** 2026-05-11\n</script>\n~~~\n\n# 2026-05-11\n'],
  [
    'a reference and HTML behind labels',
    '**Date:** 2026-05-11\n[b]: <x> "title"\n<b a=x>\n``` js\n\n# 2026-05-11\n',
  ],
  ['a number behind labels', '**Date:** 2026-05-11\n0. zero\n   ```\n#\ttab\n'],
])('%s loses nothing', async (name, text) => {
  const old = join(repo, name);
  writeFiles(old, { 'HANDOFF.md': text, 'HANDOFF-2.md': '# Two\n\nMore.\n' });
  const contents = await read(box, repo, old);
  expect(contents.items).toHaveLength(2);
  for (const item of contents.items) {
    expect(lostOf(item)).toEqual([]);
    expect(await missedOf(item, contents)).toEqual([]);
  }
});
