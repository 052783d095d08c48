import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeZip } from '../../support/zip.ts';
import { bodyOf, exported, folder, id, item, read } from './kit.ts';

const DB = id('d');
const A = id('a');
const B = id('b');
const C = id('c');

test('a database: its rows are pages, and say what its table says beyond them', async () => {
  const contents = await exported({
    [`Tasks ${DB}.csv`]: '\uFEFFName,Status\nOne,Done\n',
    [`Tasks ${DB}_all.csv`]:
      '\uFEFFName,Status,Owner,Due,Notes\nOne,Done,Roman,"May 11, 2026","first line\n\nsecond, ""quoted"""\nTwo,,Sergei,,\n',
    [`Tasks ${DB}/One ${A}.md`]: '# One\n\nStatus: Done\nDue: May 11, 2026\n\nText',
    [`Tasks ${DB}/Two ${B}.md`]: '# Two',
  });
  expect(contents.items).toHaveLength(2);
  expect(contents.passed).toBe(1);
  expect(item(contents, 'One')).toMatchObject({
    kind: { value: 'workstream', from: 'name' },
    author: { value: { name: 'Roman' }, from: 'label' },
    fields: { status: 'done' },
    properties:
      '- Status: Done\n- Due: May 11, 2026\n- Owner: Roman\n- Notes: first line\n  \n  second, "quoted"',
    doubts: ['date'],
  });
  expect(bodyOf(item(contents, 'One'))).toBe('## Goal\n\nText\n\n## See Also\n\n- Database: Tasks');
  expect(item(contents, 'One').text).toContain('second, "quoted"');
  expect(contents.assets.size).toBe(0);
});

test.each([
  ['Sessions', 'Name,X', 'session'],
  ['Team handoffs', 'Name,X', 'session'],
  ['Журнал сессий', 'Name,X', 'session'],
  ['Specs', 'Name,X', 'plan'],
  ['RFC', 'Name,X', 'plan'],
  ['Планы', 'Name,X', 'plan'],
  ['Project decisions', 'Name,X', 'adr'],
  ['Решения', 'Name,X', 'adr'],
  ['Epics', 'Name,X', 'workstream'],
  ['Задачи', 'Name,X', 'workstream'],
  ['Lessons learned', 'Name,X', 'learning'],
  ['Заметки', 'Name,X', 'learning'],
  ['Things', 'Name,Next Action', 'session'],
  ['Things', 'Name,Decision,Context', 'adr'],
  ['Things', 'Name,Status,Assignee', 'workstream'],
  ['Things', 'Название,Статус,Исполнитель', 'workstream'],
])('a database called %s with %s is of %ss', async (name, columns, kind) => {
  const { items } = await exported({
    [`${name} ${DB}.csv`]: `${columns}\nRow,x,y\n`,
    [`${name} ${DB}/Row ${A}.md`]: '# Row\n\nText',
  });
  expect(items[0]?.kind.value).toBe(kind);
  expect(items[0]?.doubts).not.toContain('kind');
});

test('the map goes before what names say', async () => {
  const files = {
    [`Tasks ${DB}.csv`]: 'Name,Severity\nOne,High\nLoose,Low\n',
    [`Tasks ${DB}/One ${A}.md`]: '# One\n\nSeverity: High\nTopic: x',
    [`Diary ${B}.md`]: '# Diary',
    [`Diary ${B}/Day ${C}.md`]: '# Day',
  };
  const contents = await exported(files, {
    kinds: [
      { pattern: 'tasks', kind: 'plan' },
      { pattern: 'Diary', kind: 'skip' },
      { pattern: 'Diary*.md', kind: 'session' },
    ],
    properties: new Map([['severity', 'priority']]),
  });
  expect(item(contents, 'One')).toMatchObject({
    kind: { value: 'plan', from: 'map' },
    fields: { priority: 'P1' },
  });
  expect(item(contents, 'Loose').kind).toEqual({ value: 'plan', from: 'map' });
  // What lies below the diary is left out, and it is a session itself.
  expect(contents.items.map(({ title }) => title).toSorted()).toEqual(['Diary', 'Loose', 'One']);
  expect(contents.passed).toBe(1);
});

test('the map says that a property means nothing, and which headings are a section', async () => {
  const files = {
    [`Tasks ${DB}.csv`]: 'Name,Stage,Owner\nOne,Done,Roman\n',
    [`Tasks ${DB}/One ${A}.md`]: '# One\n\nStage: Done\nOwner: Roman\n\n## Sandwich\n\nText',
  };
  const known = item(await exported(files), 'One');
  expect([known.fields['status'], known.sections[0]?.heading]).toEqual(['done', 'Sandwich']);
  const told = item(
    await exported(files, {
      properties: new Map([
        ['stage', 'keep'],
        ['owner', 'keep'],
      ]),
      sections: { 'Key Context': ['Sandwich'] },
    }),
    'One',
  );
  expect(told.fields['status']).toBeUndefined();
  expect(told.author).toBeUndefined();
  expect(told.sections[0]).toEqual({ heading: 'Key Context', text: '<!-- Sandwich -->\n\nText' });
  expect(told.properties).toContain('- Stage: Done');
});

test('headings of the configuration are sections of pages, too', async () => {
  const file = join(folder(), 'a.zip');
  writeFileSync(file, makeZip([{ name: `CONV-3 ${A}.md`, data: '# CONV-3\n\n## Sandwich\n\nText' }]));
  const { items } = await read([file], { sections: { 'Next Action': ['Sandwich'] } });
  expect(items[0]?.sections).toEqual([{ heading: 'Next Action', text: '<!-- Sandwich -->\n\nText' }]);
});

test('a row without a page is an item if it says more than a title', async () => {
  const contents = await exported({
    [`Home ${A}.md`]: '# Home',
    [`Home ${A}/Decisions ${DB}.csv`]:
      'Name,Status,Decided\nUse SMTP,Accepted,2026-05-11\nUse SMTP,Rejected,\nLater,,\n,Accepted,\n',
  });
  expect(contents.items).toHaveLength(4);
  const [first, second] = contents.items.filter(({ title }) => title === 'Use SMTP');
  expect(first).toMatchObject({
    id: `${DB}/Use SMTP`,
    kind: { value: 'adr', from: 'name' },
    created: { value: '2026-05-11', from: 'label' },
    fields: { status: 'accepted' },
    properties: '- Status: Accepted\n- Decided: 2026-05-11',
    text: 'Status: Accepted\nDecided: 2026-05-11',
  });
  expect(first?.fields['external_id']).toBeUndefined();
  expect(second?.id).not.toBe(first?.id);
  expect(contents.items.some(({ title }) => title === 'Decisions Accepted')).toBe(true);
  // A title alone is in the table, which comes along.
  const table = [...contents.assets.values()];
  expect(table.map(({ path, extension }) => [path, extension])).toEqual([
    [`Home ${A}/Decisions ${DB}.csv`, 'csv'],
  ]);
  expect(bodyOf(first as never)).toBe(
    `## See Also\n\n- Parent: [Home](https://www.notion.so/${A})\n- Database: [Decisions](Decisions%20${DB}.csv)`,
  );
  expect(first?.assets).toEqual([table[0]?.hash]);
  expect((await table[0]?.read())?.toString()).toContain('Later');
});

test('a table of titles alone comes along with the page above it, or on its own', async () => {
  const contents = await exported({
    [`Home ${A}.md`]: '# Home',
    [`Home ${A}/List ${DB}.csv`]: 'Name\nMilk\n',
    [`Alone ${B}.csv`]: 'Name,Done\nBread,\n',
  });
  expect(bodyOf(item(contents, 'Home'))).toBe(
    `## See Also\n\n- Database: [List](Home%20${A}/List%20${DB}.csv)`,
  );
  expect(item(contents, 'Alone')).toMatchObject({ id: B, text: undefined, doubts: ['kind'] });
  expect(bodyOf(item(contents, 'Alone'))).toBe(`## See Also\n\n- Database: [Alone](Alone%20${B}.csv)`);
  expect(contents.assets.size).toBe(2);
});

test('a table that a page links to comes along, and one that is none at all', async () => {
  const contents = await exported({
    [`Home ${A}.md`]: `# Home\n\n[Tasks](Home%20${A}/Tasks%20${DB}.csv)\n`,
    [`Home ${A}/Tasks ${DB}.csv`]: 'Name,Status\nOne,Done\n',
    [`Home ${A}/Tasks ${DB}_all.csv`]: 'Name,Status,More\nOne,Done,x\n',
    [`Home ${A}/Tasks ${DB}/One ${B}.md`]: '# One\n\nStatus: Done\nMore: x',
    [`Broken ${C}.csv`]: 'Name,Status\n"One,Done\n"x" y"\n',
  });
  const links = item(contents, 'Home').links.get(`Home%20${A}/Tasks%20${DB}.csv`);
  const paths = [...contents.assets.values()].map(({ path }) => path);
  expect(paths).toContain(`Home ${A}/Tasks ${DB}_all.csv`);
  expect(links).toMatchObject({ to: 'asset' });
  expect(bodyOf(item(contents, 'One'))).toContain(`- Database: [Tasks](../Tasks%20${DB}_all.csv)`);
  expect(bodyOf(item(contents, 'Home'))).toContain(`- Subpage: [One](https://www.notion.so/${B})`);
});

test('rows of one title find the page that says the same', async () => {
  const contents = await exported({
    [`T ${DB}.csv`]:
      'Name,Status,Extra\nSame,Done,first\nSame,Open,second\n@Friday,Fine with all of us,third\n',
    [`T ${DB}/Same ${A}.md`]: '# Same\n\nStatus: Open\n',
    [`T ${DB}/Same ${B}.md`]: '# Same\n\nStatus: Done\n',
    [`T ${DB}/Last Friday ${C}.md`]: '# @Last Friday\n\nStatus: Fine with all of us\nExtra: third',
  });
  const of = (digits: string): string | undefined =>
    contents.items.find((one) => one.id === digits)?.properties;
  expect(contents.items).toHaveLength(3);
  expect(of(A)).toBe('- Status: Open\n- Extra: second');
  expect(of(B)).toBe('- Status: Done\n- Extra: first');
  // A date that is another one in the table.
  expect(of(C)).toBe('- Status: Fine with all of us\n- Extra: third\n- Name: @Friday');
});

test('a database and a page of one name share a folder', async () => {
  const contents = await exported({
    [`Tasks ${A}.md`]: '# Tasks',
    [`Tasks ${DB}.csv`]: 'Name,Status\nRow,Done\n',
    [`Tasks/Row ${B}.md`]: '# Row\n\nStatus: Done',
    [`Tasks/Below ${C}.md`]: '# Below\n\nText',
  });
  expect(bodyOf(item(contents, 'Row'))).toContain('- Database: Tasks');
  expect(bodyOf(item(contents, 'Below'))).not.toContain('Database');
});

test('of a database with very many rows the page above names none', async () => {
  const rows = Array.from({ length: 101 }, (_, i) => i);
  const digits = (i: number): string => String(i).padStart(32, '0');
  const contents = await exported({
    [`Home ${A}.md`]: '# Home',
    [`Home ${A}/T ${DB}.csv`]: `Name,Status\n${rows.map((i) => `Row ${i},Done`).join('\n')}\n`,
    ...Object.fromEntries(rows.map((i) => [`Home ${A}/T ${DB}/Row ${i} ${digits(i)}.md`, `# Row ${i}`])),
  });
  expect(bodyOf(item(contents, 'Home'))).toBe('');
  expect(bodyOf(item(contents, 'Row 7'))).toContain(`- Parent: [Home](https://www.notion.so/${A})`);
});
