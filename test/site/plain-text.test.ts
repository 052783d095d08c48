import { join } from 'node:path';
import { expect, test } from 'vitest';
import { escapeInline } from '../../src/record/markdown-write.ts';
import { OPERATORS } from '../support/project.ts';
import { sandbox } from '../support/sandbox.ts';
import { built, filesIn } from './rebuilding.ts';
import { all, readXml, text } from './xml.ts';

/** What learnings say first, and what is shown of it; nothing where that is no sentence. */
const LEADS: Readonly<Record<string, readonly [md: string, shown: string | null]>> = {
  table: ['| option | chosen |\n|---|---|\n| A | **yes** |\n', null],
  'table-first': ['| a |\n|---|\n| 1 |\n\nText.\n', 'Text.'],
  tasks: ['- [ ] do **this**\n- [x] that\n', 'do this'],
  alert: ['> [!NOTE]\n> A note.\n', 'A note.'],
  fence: ['```ts\nconst a = 1;\n```\n', null],
  foot: ['We did this[^1].\n\n[^1]: because\n', 'We did this.'],
  ref: ['See [the doc][d].\n\n## See Also\n\n[d]: https://x.example\n', 'See the doc.'],
  definition: ['[d]: https://x.example\n\nReal text.\n', 'Real text.'],
  setext: ['Heading\n=======\n\nText\n', null],
  hard: ['one\\\ntwo  \nthree\n', 'one two three'],
  entities: ['Go &rarr; there &copy; &laquo;x&raquo;\n', 'Go → there © «x»'],
  generic: ['A Box<Gadget> of `Vec<T>` and <name>.\n', 'A Box<Gadget> of Vec<T> and <name>.'],
  marks: ['***both*** ~one~ ~~two~~ [[flip|the flip]] ![shot](a.png)\n', 'both one two the flip shot'],
};
const TITLES: Readonly<Record<string, readonly [md: string, shown: string]>> = {
  t1: ['Replace Array<Foo> by Set<Foo>', 'Replace Array<Foo> by Set<Foo>'],
  t2: ['Ends with [ref][d] and [^1] ~~strike~~ `x`', 'Ends with ref and strike x'],
  t3: ['# hash *title*', 'hash title'],
  t4: ['A &rarr; B <b>bold</b>', 'A → B bold'],
  t5: ['- [ ] task', 'task'],
};

test('no title, summary or reason has Markdown in it, on no page and in no file for programs', async () => {
  const box = sandbox();
  const root = box.repo('offplan');
  box.write(join(root, '.canon/config.yaml'), 'format: 1\nsite: { title: Offplan, url: https://e.org/ }\n');
  box.write(join(root, '.canon/operators.yaml'), OPERATORS);
  const about = 'kind: learning\nstatus: active\ncreated: 2026-05-11\nstatus_reason: because **x** [^1]\n';
  const learning = (id: string, keys: string, what: string): void =>
    box.write(
      join(root, `docs/learnings/${id}.md`),
      `---\n${keys}${about}---\n# ${id}\n\n## What\n\n${what}`,
    );
  for (const [id, [md]] of Object.entries(LEADS)) learning(id, `title: Of ${id}\n`, md);
  for (const [id, [md]] of Object.entries(TITLES)) {
    const keys = `title: ${JSON.stringify(md)}\nsummary: ${JSON.stringify(`${md} too`)}\n`;
    learning(id, keys, 'Text.');
  }
  const out = join(box.dir, 'out');
  await built(box, root, out);
  const files = filesIn(out);
  const read = (path: string): string => Buffer.from(files.get(path) ?? '', 'latin1').toString('utf8');

  const { records } = JSON.parse(read('index.json')) as {
    records: { id: string; title: string; summary: string | null }[];
  };
  const shown = Object.fromEntries(records.map(({ id, title, summary }) => [id, [title, summary]]));
  const expected: Record<string, readonly [string, string | null]> = Object.fromEntries([
    ...Object.entries(LEADS).map(
      ([id, [, lead]]) => [id, [`Of ${id}`, lead]] as [string, [string, string | null]],
    ),
    ...Object.entries(TITLES).map(
      ([id, [, title]]) => [id, [title, `${title} too`]] as [string, [string, string | null]],
    ),
  ]);
  expect(shown).toEqual(expected);

  const entries = all(readXml(read('learnings/feed.xml')), 'entry');
  const llms = read('llms.txt');
  for (const [id, [title, summary]] of Object.entries(expected)) {
    const entry = entries.find((one) => text(one, 'id').endsWith(`/${id}/`))!;
    expect(text(entry, 'title')).toBe(title);
    expect(
      all(entry, 'summary').map((one) => one.text),
      id,
    ).toEqual(summary === null ? [] : [summary]);
    const link = `- [${escapeInline(title)}](https://e.org/learnings/${id}/document/)`;
    expect(llms, id).toContain(summary === null ? `${link}\n` : `${link}: ${escapeInline(summary)}\n`);
    for (const page of [`learnings/${id}/index.html`, `learnings/${id}/document/index.html`]) {
      const html = read(page);
      expect(html, page).toContain(`<h1>${escaped(title)}</h1>`);
      expect(html, page).toContain('<p class="reason">because x</p>');
      for (const one of html.match(/<meta[^>]* content="[^"]*"/g) ?? [])
        expect(one, page).not.toMatch(/\*\*|~~|`|\]\[|\[\^|\[!|\[[ x]\]|\|.*\||&amp;[a-z]+;/);
      expect(html, page).toContain(summary === null ? '' : `content="${escaped(summary)}"`);
    }
  }
});

test('a word that looks like a tag is found', async () => {
  const box = sandbox();
  const root = box.repo('offplan');
  box.write(join(root, '.canon/config.yaml'), 'format: 1\n');
  const what =
    '---\ntitle: One\nkind: learning\nstatus: active\n---\n# One\n\n## What\n\nA Box<Gadget> here.\n';
  box.write(join(root, 'docs/learnings/one.md'), what);
  const { stdout } = await box.canon(root, ['search', 'gadget']);
  expect(stdout).toContain('Box<Gadget>');
});

const escaped = (said: string): string =>
  said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
