import { expect, test } from 'vitest';
import { bodyOf, exported, id, item } from './kit.ts';

const A = id('a');
const B = id('b');
const C = id('c');

test('a page: its title, what stands above its text, its text', async () => {
  const contents = await exported({
    [`Export-0f9d9d6c-6f0c-4c83-9d31-0a7f6f6f0a11/Sender ${A}.md`]:
      '# Sender of mail: which?\n\nCreated: May 11, 2026 3:04 PM\nOwner: Roman T, Sergei K\nTags: mail, infra\nStatus: 🟢 Done\nID: CONV-12\n\nWe send by SMTP.\n\n## How To Apply\n\nAsk first.\n',
  });
  expect(contents.name).toBe('export');
  expect(contents.items).toMatchObject([
    {
      id: A,
      path: `Sender ${A}.md`,
      title: 'Sender of mail: which?',
      kind: { value: 'learning', from: 'guess' },
      created: { value: '2026-05-11T15:04:00Z', from: 'label' },
      author: { value: { name: 'Roman T' }, from: 'label' },
      aliases: ['CONV-12'],
      fields: { external_id: A, status: 'active', tags: ['mail', 'infra', 'uncertain'] },
      sections: [
        { heading: 'What', text: 'We send by SMTP.' },
        { heading: 'How To Apply', text: 'Ask first.' },
      ],
      properties:
        '- Created: May 11, 2026 3:04 PM\n- Owner: Roman T, Sergei K\n- Tags: mail, infra\n- Status: 🟢 Done\n- ID: CONV-12',
      doubts: ['kind'],
    },
  ]);
});

test.each([
  ['a word and a colon', '# T\n\nNote: this is how it is.\n\nMore.', undefined],
  ['an address', '# T\n\nhttps://example.com: there\n\nMore.', undefined],
  ['a list', '# T\n\n- Status: done\n\nMore.', undefined],
  ['one line among others', '# T\n\nStatus: done\nand so on\n\nMore.', undefined],
  [
    'a name that people give to properties',
    '# T\n\nStatus: Done\nWhat else: x',
    '- Status: Done\n- What else: x',
  ],
  ['no value', '# T\n\nStatus:\nTags: x\n', '- Status:\n- Tags: x'],
  [
    'a property in Russian',
    '# T\n\nСтатус: Готово\nДата: 11 мая 2026 г.\n\nТекст',
    '- Статус: Готово\n- Дата: 11 мая 2026 г.',
  ],
  ['no title', 'Status: Done\n', undefined],
])('lines below the title: %s', async (_, text, properties) => {
  const { items } = await exported({ [`T ${A}.md`]: text });
  expect(items[0]?.properties).toBe(properties);
});

test.each([
  [
    'of a heading',
    `Cut at fifty characters because it was so very ${A}.md`,
    '# Cut at fifty characters because it was so very long',
    'Cut at fifty characters because it was so very long',
    A,
  ],
  ['of the name', `Only a name ${A}.md`, 'Text', 'Only a name', A],
  ['of an empty heading', `Only a name ${A}.md`, '# \n\nText', 'Only a name', A],
  ['of nothing', `${A}.md`, '\n', 'Untitled', A],
  ['of a name without an id', 'Newer exports.md', 'Text', 'Newer exports', 'Newer exports.md'],
  ['of a name with a short id', 'Newer 1a2b.md', '# Newer\n', 'Newer', 'Newer 1a2b.md'],
  [
    'of a name with dashes in its id',
    'Old 152bb52e-e2b5-8053-ad50-ffb72303b147.md',
    '# Old',
    'Old',
    '152bb52ee2b58053ad50ffb72303b147',
  ],
])('the title %s', async (_, name, text, title, expected) => {
  const { items } = await exported({ [name]: text });
  expect(items).toMatchObject([{ title, id: expected }]);
  expect(items[0]?.doubts.includes('title')).toBe(title === 'Untitled');
});

test('ids that names no longer have are in the list of all pages', async () => {
  const contents = await exported({
    'index.html': `<ul id="id::${'c'.repeat(8)}-cccc-cccc-cccc-${'c'.repeat(12)}"><a href="Team/Some%20%26 page.md">x</a></ul>
<ul id="id::${'b'.repeat(8)}-bbbb-bbbb-bbbb-${'b'.repeat(12)}"><a href="https://www.notion.so/x">x</a></ul>`,
    'Team/Some & page.md': '# Some & page',
    'Other.md': `# Other\n\n[it](https://www.notion.so/Some-page-${C}?pvs=4)`,
  });
  expect(contents.passed).toBe(1);
  expect(item(contents, 'Some & page')).toMatchObject({ id: C, fields: { external_id: C } });
  expect(item(contents, 'Other').links.get(`https://www.notion.so/Some-page-${C}?pvs=4`)).toEqual({
    to: 'item',
    id: C,
  });
});

test('children name their parent, and a parent the children that it does not link to', async () => {
  const contents = await exported({
    [`Plans ${A}.md`]: `# Plans\n\n[One](Plans%20${A}/One%20${B}.md)\n\n## See Also\n\nNothing.\n`,
    [`Plans ${A}/One ${B}.md`]: '# One\n\nText',
    [`Plans ${A}/Two ${C}.md`]: '# Two [draft]\n\nText',
    [`Newer ${id('d')}.md`]: '# Newer',
    [`Newer/Below ${id('e')}.md`]: '# Below',
    [`Teamspace/Top ${id('f')}.md`]: '# Top',
  });
  expect(bodyOf(item(contents, 'Plans'))).toBe(
    `## What\n\n[One](Plans%20${A}/One%20${B}.md)\n\n## See Also\n\nNothing.\n\n- Subpage: [Two \\[draft\\]](https://www.notion.so/${C})`,
  );
  const plan = item(contents, 'One');
  // The page above is a collection of them.
  expect(plan.kind).toEqual({ value: 'plan', from: 'name' });
  expect(bodyOf(plan)).toBe(
    `## Goal\n\nText\n\n## See Also\n\n- Parent: [Plans](https://www.notion.so/${A})`,
  );
  expect(plan.links.get(`https://www.notion.so/${A}`)).toEqual({ to: 'item', id: A });
  expect(bodyOf(item(contents, 'Newer'))).toBe(
    `## See Also\n\n- Subpage: [Below](https://www.notion.so/${id('e')})`,
  );
  expect(bodyOf(item(contents, 'Top'))).toBe('');
});

test('pages without an id are led to by their path', async () => {
  const contents = await exported({ 'A b.md': '# A b', 'A b/C (d).md': '# C (d)' });
  expect(bodyOf(item(contents, 'A b'))).toBe('## See Also\n\n- Subpage: [C (d)](A%20b/C%20%28d%29.md)');
  expect(item(contents, 'C (d)').links.get('../A%20b.md')).toEqual({ to: 'item', id: 'A b.md' });
});

test('the same page twice is two items', async () => {
  const { items } = await exported({ [`X ${A}.md`]: '# X', [`Sub/X ${A}.md`]: '# X' });
  expect(new Set(items.map((one) => one.id)).size).toBe(2);
  expect(items.map((one) => one.id)).toContain(A);
});

test('callouts and toggles stay whole, and other headings become sections', async () => {
  const { items } = await exported({
    [`Log/S ${A}.md`]:
      '# CONV-30 — The sender\n\n<aside>\n💡 Mind this.\n\n## Next Action\n\nNot this one.\n\n</aside>\n\n# What I Did\n\n<details>\n<summary>More</summary>\n\n# Inside\n\n```\n</details>\n# no heading\n```\n\n</details>\n\n- Toggle\n    \n    ## Indented\n    \n    $$\n    x^2\n    $$\n\n## Next steps\n\nAsk.\n',
  });
  const [session] = items;
  expect(session?.kind).toEqual({ value: 'session', from: 'name' });
  expect(session?.aliases).toEqual(['CONV-30']);
  const heads = session?.sections.map(({ heading }) => heading);
  expect(heads).toEqual(['Next Action', 'What I Did']);
  const texts = session?.sections.map(({ text }) => text) ?? [];
  expect(texts[0]).toContain('Ask.');
  expect(texts[1]).toContain('<aside>\n💡 Mind this.\n\n### Next Action\n\nNot this one.\n\n</aside>');
  expect(texts[1]).toContain(
    '<summary>More</summary>\n\n### Inside\n\n```\n</details>\n# no heading\n```\n\n</details>',
  );
  expect(texts[1]).toContain('- Toggle\n    \n    ## Indented\n    \n    $$');
});

test('a toggle stays whole where no heading stands above those in it', async () => {
  const toggle = '<details>\n<summary>How we work</summary>\n\n';
  const { items } = await exported({
    [`Hub ${A}.md`]: `# Hub\n\n${toggle}    ## Next steps\n\n    - [x]  box\n\n</details>\n\nBehind.\n`,
    [`Day ${B}.md`]: `# CONV-31 — Day\n\n### Done\n\n<aside>\n💡 Mind.\n\n### Next steps\n\nNot these.\n\n</aside>\n\n### Next steps\n\nAsk.\n`,
  });
  expect(items.toReversed().map(({ sections }) => sections)).toEqual([
    [
      {
        heading: 'What',
        text: `${toggle}### Next steps\n\n- [x]  box\n\n</details>\n\nBehind.`,
      },
    ],
    [
      { heading: 'Next Action', text: '<!-- Next steps -->\n\nAsk.' },
      {
        heading: 'What I Did',
        text: '<!-- Done -->\n\n<aside>\n💡 Mind.\n\n### Next steps\n\nNot these.\n\n</aside>',
      },
    ],
  ]);
});

test('pages that are no UTF-8, and what is no page at all', async () => {
  const contents = await exported({
    [`Old ${A}.md`]: Buffer.from('# Gr\u00FC\u00DFe\n\nText', 'latin1'),
    [`Wide ${B}.md`]: Buffer.from('\uFEFF# Wide\n\nText', 'utf16le'),
    [`Zeros ${C}.md`]: Buffer.from('# Zeros\n\n\0\0\0'),
    [`Bom ${id('d')}.md`]: '\uFEFF# Bom\r\n\r\nStatus: Done\r\nTags: x\r\n\r\nText\r\n',
  });
  expect(item(contents, 'Grüße').doubts).toContain('encoding');
  expect(item(contents, 'Wide').doubts).toContain('encoding');
  expect(item(contents, 'Bom')).toMatchObject({
    properties: '- Status: Done\n- Tags: x',
    sections: [{ heading: 'What', text: 'Text' }],
  });
  expect(contents.problems).toEqual([{ code: 'import-notion-binary', path: `Zeros ${C}.md`, lost: true }]);
});

test('when a page was written: its properties, its title, its file', async () => {
  const contents = await exported({
    [`A ${A}.md`]: '# A\n\nLast edited: 11.05.2026\nDue date: May 1, 2027\n',
    [`B ${B}.md`]: '# @June 3, 2026\n\nText',
    [`C ${C}.md`]: '# C\n\nText',
    [`D ${id('d')}.md`]: '# D\n\nDate: May 11, 2026 → May 13, 2026\nCreated time: May 1, 2026\n',
    [`Sessions/E ${id('e')}.md`]: '# CONV-1: E\n\nCreated time: May 1, 2026\nDate: 2026-05-11\n',
  });
  const said = (title: string): unknown => [
    item(contents, title).created,
    item(contents, title).doubts.includes('date'),
  ];
  expect(said('A')).toEqual([{ value: '2026-05-11', from: 'label' }, false]);
  expect(said('@June 3, 2026')).toEqual([{ value: '2026-06-03', from: 'name' }, false]);
  expect(said('C')).toEqual([{ value: '2025-08-06T12:00:00Z', from: 'file' }, true]);
  expect(said('D')).toEqual([{ value: '2026-05-01', from: 'label' }, false]);
  // When a session was counts for it, not when its page was made.
  expect(said('CONV-1: E')).toEqual([{ value: '2026-05-11', from: 'label' }, false]);
  expect(contents.items.map(({ title }) => title)).toEqual(['C', 'D', 'A', 'CONV-1: E', '@June 3, 2026']);
});

test('what is nested below headings and paragraphs is text, and no code', async () => {
  const contents = await exported({
    [`T ${A}.md`]: `# T\n\n## Toggle heading\n    \n    Inside [it](B%20${B}.md)\n    \n    ## Heading in it\n    \n    \`\`\`js\n    if (x) {\n        y();\n    }\n    \`\`\`\n    \n        Deeper\n\n- list\n    \n    in the list\n\n\`\`\`\n\n    code\n\`\`\`\n`,
    [`B ${B}.md`]: '# B',
  });
  expect(bodyOf(item(contents, 'T'))).toBe(
    `## Toggle heading\n\nInside [it](B%20${B}.md)\n\n### Heading in it\n\n\`\`\`js\nif (x) {\n    y();\n}\n\`\`\`\n\nDeeper\n\n- list\n    \n    in the list\n\n\`\`\`\n\n    code\n\`\`\``,
  );
  expect(item(contents, 'T').links.get(`B%20${B}.md`)).toEqual({ to: 'item', id: B });
});

test('a page as Notion really writes it', async () => {
  const contents = await exported({
    [`Data ${id('d')}_all.csv`]: 'Name\n',
    [`Set ${A}.md`]: `# Set\n\nNote: a subset of Big%20(one)%20${B}.md, see there.\nOriginally found at:  http://example.com/#set\nChild collections: Big (one) (Big%20(one)%20${B}.md)\nRelated to Literature - Algorithm (1) (Dataset tag relations): Paths: Less (https://www.notion.so/Paths-Less-${C}?pvs=21)\nis it stored?: No\nLast edited by: Roman\nLast edited time: June 11, 2026 3:52 PM\n\n# Body\n\nText\n`,
    [`Big (one) ${B}.md`]: '# Big (one)',
  });
  expect(item(contents, 'Set')).toMatchObject({
    author: { value: { name: 'Roman' }, from: 'label' },
    created: { value: '2026-06-11T15:52:00Z', from: 'label' },
    properties: `- Note: a subset of Big%20(one)%20${B}.md, see there.\n- Originally found at: http://example.com/#set\n- Child collections: [Big (one)](Big%20(one)%20${B}.md)\n- Related to Literature - Algorithm (1) (Dataset tag relations): Paths: Less (https://www.notion.so/Paths-Less-${C}?pvs=21)\n- is it stored?: No\n- Last edited by: Roman\n- Last edited time: June 11, 2026 3:52 PM`,
    sections: [{ heading: 'Body', text: 'Text' }],
  });
});
