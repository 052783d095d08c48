import { expect, test } from 'vitest';
import { createAssets } from '../../../src/import/notion/assets.ts';
import { FileFault, type SourceFile } from '../../../src/import/archive/source-file.ts';
import { bodyOf, exported, id, item, read, folder } from './kit.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeZip } from '../../support/zip.ts';

const A = id('a');
const B = id('b');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

test.each([
  `Sub%20${A}/B%20${B}.md`,
  `./Sub%20${A}/B%20${B}.md#what`,
  `<Sub ${A}/B ${B}.md>`,
  `SUB%20${A}/b%20${B}.md`,
  `Elsewhere/Renamed%20${B}.md`,
  `Sub%20${A}%ZZ/B%20${B}.md`,
  `https://www.notion.so/${B}`,
  `https://www.notion.so/B-${B}?pvs=21`,
  `https://www.notion.so/team/A-slug-${B}?pvs=21#${'0'.repeat(32)}`,
  `https://notion.so/team/DB-${'9'.repeat(32)}?v=${'8'.repeat(32)}&p=${B}`,
  `https://app.notion.com/p/B-${B}?pvs=21`,
  `https://team.notion.site/B-${B}`,
  `https://www.notion.so/bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb`,
  `/${B}?pvs=21`,
])('%s leads to the page', async (href) => {
  const contents = await exported({
    [`A ${A}.md`]: `# A\n\nsee [B](${href}), and more`,
    [`Sub ${A}/B ${B}.md`]: '# B',
  });
  const written = href.startsWith('<') ? href.slice(1, -1) : href;
  const fragment = href.endsWith('#what') ? { fragment: 'what' } : {};
  expect(item(contents, 'A').links.get(written)).toEqual({ to: 'item', id: B, ...fragment });
  expect(bodyOf(item(contents, 'A'))).toContain(`see [B](${href}), and more`);
});

test('links out of the export stay, and those to what it should have become text', async () => {
  const contents = await exported({
    [`A ${A}.md`]: `# A\n\n[site](https://example.com/x%20y) [other](https://www.notion.so/Other-${B}?pvs=21) [top](#top) [mail](mailto:a@b.c)\n\n- [gone [1]](Gone%20${B}.md), ![picture](missing.png)\n\n\`[code](missing.md)\`\n`,
  });
  expect(bodyOf(item(contents, 'A'))).toContain(
    `[site](https://example.com/x%20y) [other](https://www.notion.so/Other-${B}?pvs=21) [top](#top) [mail](mailto:a@b.c)\n\n- \\[gone [1]](Gone%20${B}.md), !\\[picture](missing.png)\n\n\`[code](missing.md)\``,
  );
  expect(item(contents, 'A').links.size).toBe(0);
  expect(contents.problems).toEqual(
    [`Gone ${B}.md`, 'missing.png'].map((target) => ({
      code: 'import-notion-missing',
      path: `A ${A}.md`,
      args: { target },
      lost: false,
    })),
  );
});

test('properties lead to pages and files in ways of their own', async () => {
  const contents = await exported({
    [`RFC ${id('d')}.csv`]: `Name,Related,Files\nOne,"SNAP (a (b)) (https://www.notion.so/SNAP-${B}?pvs=21), Gone (https://www.notion.so/Gone-${id('9')})",RFC%20${id('d')}/One/a%20b.png\n`,
    [`RFC ${id('d')}/One ${A}.md`]: `# One\n\nRelated: SNAP (a (b)) (../SNAP%20(a%20(b))%20${B}.md), Gone (https://www.notion.so/Gone-${id('9')})\nNote: fine (really)\n`,
    [`RFC ${id('d')}/One/a b.png`]: PNG,
    [`SNAP (a (b)) ${B}.md`]: '# SNAP (a (b))',
  });
  const one = item(contents, 'One');
  expect(one.properties).toBe(
    `- Related: [SNAP (a (b))](../SNAP%20(a%20(b))%20${B}.md), Gone (https://www.notion.so/Gone-${id('9')})\n- Note: fine (really)\n- Files: [RFC%20${id('d')}/One/a%20b.png](RFC%20${id('d')}/One/a%20b.png)`,
  );
  expect(one.links.get(`../SNAP%20(a%20(b))%20${B}.md`)).toEqual({ to: 'item', id: B });
  expect(one.links.get(`RFC%20${id('d')}/One/a%20b.png`)).toMatchObject({ to: 'asset' });
  expect(one.text).toContain(`Related: [SNAP (a (b))](../SNAP%20(a%20(b))%20${B}.md), Gone (https://www`);
});

test('pictures and files come along, each once', async () => {
  const contents = await exported({
    [`A ${A}.md`]: `# A\n\n![A picture](A%20${A}/image%201.PNG)\n\n<img src="A%20${A}/icon.png" width="40px" />\n\n[report](A%20${A}/report)\n`,
    [`A ${A}/image 1.PNG`]: PNG,
    [`A ${A}/icon.png`]: PNG,
    [`A ${A}/report`]: 'text',
    [`A ${A}/forgotten.zip`]: 'PK',
    'stray.pdf': '%PDF',
  });
  const page = item(contents, 'A');
  expect([...contents.assets.values()].map(({ path, extension, size }) => [path, extension, size])).toEqual([
    [`A ${A}/image 1.PNG`, 'png', 8],
    [`A ${A}/report`, 'bin', 4],
    [`A ${A}/forgotten.zip`, 'zip', 2],
  ]);
  const [picture] = contents.assets.values();
  expect(page.links.get(`A%20${A}/image%201.PNG`)).toEqual({ to: 'asset', hash: picture?.hash });
  expect(page.links.get(`A%20${A}/icon.png`)).toEqual({ to: 'asset', hash: picture?.hash });
  expect(await picture?.read()).toEqual(PNG);
  // What a page has and does not show is named by it; what nobody has, is said.
  expect(bodyOf(page)).toContain(`- File: [forgotten.zip](A%20${A}/forgotten.zip)`);
  expect(page.assets).toHaveLength(3);
  expect(contents.problems).toEqual([{ code: 'import-notion-unused', path: 'stray.pdf', lost: true }]);
});

test('a file that is too large stays behind, and is said', async () => {
  const file = join(folder(), 'x.zip');
  writeFileSync(
    file,
    makeZip([
      { name: `A ${A}.md`, data: '# A\n\n![big](big.png)' },
      { name: 'big.png', data: 'x', size: 51 * 1024 ** 2 },
    ]),
  );
  const contents = await read([file]);
  expect(contents.assets.size).toBe(0);
  expect(bodyOf(item(contents, 'A'))).toContain('!\\[big](big.png)');
  expect(contents.problems).toEqual([{ code: 'import-archive-large', path: 'big.png', lost: true }]);
});

test('files are counted while they are read, one by one and all together', async () => {
  const assets = createAssets({ each: 10, all: 16 });
  const file = (path: string, data: string, size = data.length): SourceFile => ({
    path,
    size,
    at: undefined,
    // eslint-disable-next-line require-await
    async *bytes(most) {
      if (data.length > most) throw new FileFault('large');
      yield Buffer.from(data);
    },
  });
  expect(await assets.take(file('lies.png', 'x'.repeat(11), 1))).toBeUndefined();
  const hash = await assets.take(file('a.png', 'x'.repeat(10)));
  expect(await assets.take(file('same.png', 'x'.repeat(10)))).toBe(hash);
  expect(await assets.take(file('more.png', 'y'.repeat(10)))).toBeUndefined();
  expect(await assets.take(file('small.png', 'z'))).toMatch(/^[0-9a-f]{64}$/);
  expect(assets.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'import-archive-large lies.png',
    'import-notion-assets more.png',
  ]);
  expect(assets.byHash.size).toBe(2);
});
