import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, NOW, place, type Place } from '../import/command/kit.ts';
import { BIN } from '../support/built.ts';

// Trees of Markdown as nobody would write them, through the whole of `canon import handoffs`. What was lost is counted here
// by itself: each text is full of words that stand nowhere else, and these are looked for in what was committed.

const TREES = Number(process.env['CANON_E2E_TREES'] ?? 25);
const KILLS = Number(process.env['CANON_E2E_KILLS'] ?? 8);

const FRONT = [
  '',
  'title: %',
  'date: 2026-05-11',
  'tags: [%, %]',
  'note: "% %"',
  'bad: [%',
  'a: b: %',
  '\tx: %',
  '%: &a %',
  '- %',
  'author: Roman %',
];
const BODY = [
  '# %',
  '## % %',
  '## Summary',
  '## Next Steps',
  '### Done: %',
  '- [ ] % %',
  '- [x] **%** `%`',
  '> % %',
  '% % %',
  '',
  '',
  '```',
  '~~~ %',
  '    % %',
  '| % | % |',
  '|---|---|',
  '<div title="%">%</div>',
  '<!-- % -->',
  '[%](other.md)',
  '[% %](../%20a/b%20c.md#x "%")',
  '![%](x.png)',
  '[%]: http://example.com/x',
  '**Date:** 2026-05-11 %',
  '**%:** %',
  '---',
  '***',
  '%\\',
  '  - %\n    - %',
  '1. %',
  '&amp; % &#35;',
  '\u0000%',
  `${'x'.repeat(50_000)} %`,
];
const NAMES = [
  'HANDOFF.md',
  'other.md',
  'a b.md',
  'it\'s "q".md',
  'new\nline.md',
  'ты и я.md',
  '😀.md',
  '-dash.md',
  '.hidden.md',
  'A.MD',
  'x.markdown',
  '2026-05-11-note.md',
  'CONV-30.md',
  '%41.md',
  '#hash.md',
  `${'long-'.repeat(30)}.md`,
  'con.md',
  'a\\b.md',
];
const FOLDERS = ['', 'a/', ' a/', 'a/b/c/d/e/f/', 'handoffs/', 'memory-bank/', 'ünï/', "o'c/"];

const file = fc.record({
  name: fc.tuple(fc.constantFrom(...FOLDERS), fc.constantFrom(...NAMES)).map((parts) => parts.join('')),
  front: fc.option(fc.array(fc.constantFrom(...FRONT), { maxLength: 4 })),
  body: fc.array(fc.constantFrom(...BODY), { maxLength: 14 }),
  ends: fc.constantFrom('\n', '\n', '\r\n'),
  as: fc.constantFrom('utf8', 'utf8', 'bom', 'utf16le', 'utf16be'),
});
type File = typeof file extends fc.Arbitrary<infer T> ? T : never;

/** The text of a file, each of its blanks a word of its own, and its bytes. */
function written({ front, body, ends, as }: File, number: number): { words: string[]; bytes: Buffer } {
  const words: string[] = [];
  const lines = [...(front ? ['---', ...front, '---'] : []), ...body];
  const text = lines.join(ends).replaceAll(/%(?![0-9])/g, () => {
    const word = `zq${number}n${words.length}z`;
    words.push(word);
    return `${word} `;
  });
  if (as === 'utf16le') return { words, bytes: Buffer.from(`\uFEFF${text}`, 'utf16le') };
  if (as === 'utf16be') return { words, bytes: Buffer.from(`\uFEFF${text}`, 'utf16le').swap16() };
  return { words, bytes: Buffer.from(as === 'bom' ? `\uFEFF${text}` : text) };
}

function write(folder: string, files: readonly File[]): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [number, one] of files.entries()) {
    const path = join(folder, one.name);
    const { words, bytes } = written(one, number);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    all.set(one.name, words);
  }
  return all;
}

/** How often each of these words stands in the committed records. */
function counted(here: Place): Map<string, number> {
  const found = new Map<string, number>();
  for (const path of here
    .git('-c', 'core.quotePath=off', 'ls-tree', '-r', '--name-only', 'HEAD')
    .split('\n')) {
    if (!path.endsWith('.md') || /\/INDEX[^/]*\.md$/.test(path)) continue;
    for (const [word] of readFileSync(join(here.root, path), 'utf8').matchAll(/zq\d+n\d+z/g))
      found.set(word, (found.get(word) ?? 0) + 1);
  }
  return found;
}

const fresh = (start: Place, name: string): Place => {
  const root = join(start.box.dir, name);
  cpSync(start.root, root, { recursive: true });
  return at(start.box, root);
};

test('any tree of Markdown comes along without a crash and without losing a word, and a second time nothing happens', async () => {
  const start = place();
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(file, { selector: ({ name }) => name.toLowerCase(), maxLength: 8 }),
      async (files) => {
        const here = fresh(start, `tree-${(number += 1)}`);
        const old = join(start.box.dir, `old-${number}`);
        mkdirSync(old);
        try {
          const words = write(old, files);
          const first = await here.json('handoffs', old);
          expect([0, 1], JSON.stringify(first)).toContain(first.code);
          const found = counted(here);
          // What could not be brought over is said, with the name of its file.
          const told = JSON.stringify([first.data.lost, first.diagnostics]);
          const lost = [...words].flatMap(([name, own]) => {
            const missing = own.filter((word) => (found.get(word) ?? 0) < 1);
            return missing.length === 0 || told.includes(JSON.stringify(name).slice(1, -1))
              ? []
              : [{ name, missing: missing.slice(0, 5) }];
          });
          expect(lost).toEqual([]);
          expect(here.git('status', '--porcelain')).toBe('');
          const head = here.git('rev-parse', 'HEAD');
          const again = await here.json('handoffs', old);
          expect(again.data.commit).toBeNull();
          expect(again.data.items.filter(({ action }) => action !== 'same')).toEqual([]);
          expect(here.git('rev-parse', 'HEAD')).toBe(head);
          expect(here.git('status', '--porcelain')).toBe('');
        } finally {
          rmSync(here.root, { recursive: true });
          rmSync(old, { recursive: true });
        }
      },
    ),
    { numRuns: TREES, endOnFailure: true },
  );
}, 600_000);

test('killed at any moment and run again, it comes to the same', async () => {
  const start = place();
  const old = join(start.box.dir, 'old');
  mkdirSync(old);
  for (let n = 0; n < 160; n += 1) {
    writeFileSync(
      join(old, `handoff-${n}.md`),
      `# Part ${n}\n\n**Date:** 2026-05-${10 + (n % 9)}\n\n## Summary\n\nSee [next](handoff-${n + 1}.md), word${n}.\n\n- [ ] go on\n`,
    );
  }
  /** Without times: those of a run are its own. */
  const files = (here: Place): Record<string, string> =>
    Object.fromEntries(
      ['docs/sessions', '.canon/imports'].flatMap((folder) =>
        readdirSync(join(here.root, folder)).map((name) => [
          `${folder}/${name}`,
          here.read(`${folder}/${name}`),
        ]),
      ),
    );
  const control = fresh(start, 'control');
  const began = performance.now();
  expect((await control.json('handoffs', old)).code).toBe(0);
  const took = performance.now() - began;
  for (let n = 0; n < KILLS; n += 1) {
    const here = fresh(start, `killed-${n}`);
    const child = spawn(process.execPath, [BIN, 'import', 'handoffs', old], {
      cwd: here.root,
      env: { ...start.box.env, CANON_NOW: NOW },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    // From the reading on to the end.
    await sleep((took * (n + 1)) / (KILLS + 1));
    child.kill('SIGKILL');
    await ended;
    const again = await here.json('handoffs', old);
    expect(again.code, `after ${n} of ${KILLS}`).toBe(0);
    expect(files(here)).toEqual(files(control));
    expect(here.git('status', '--porcelain')).toBe('');
    expect(here.git('log', '--format=%s').split('\n')).toHaveLength(
      control.git('log', '--format=%s').split('\n').length,
    );
    here.git('fsck', '--strict');
  }
}, 300_000);
