import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { offplan, record } from './records.ts';

/** As people write them; the tags that are meant. */
const WRITTEN: readonly (readonly [written: string, meant: readonly string[]])[] = [
  ['[ops, infra]', ['ops', 'infra']],
  ['[ops, ops, two  words]', ['ops', 'two words']],
  ['foo, bar', ['foo', 'bar']],
  ['"foo, bar, foo,"', ['foo', 'bar']],
  ['["a, b"]', ['a, b']],
  ['2024', ['2024']],
  ['[2024, 1.10, true]', ['2024', '1.10', 'true']],
  ['[ops, {area: search}]', ['ops']],
  ['[{area: search}]', []],
  ['{area: search}', []],
  ['[[ops, infra], deep]', ['deep']],
  ['["two\\nlines", "  padded "]', ['two lines', 'padded']],
  ['[ops, null, ""]', ['ops']],
  ['~', []],
];

const idOf = (at: number): string => `RT-260512-${String(at + 10)}`;

function withTags(box: Sandbox): string {
  const repo = offplan(box);
  for (const [at, [tags]] of WRITTEN.entries()) {
    const front = { title: `Session ${at}`, operator: 'roman', summary: 'Tags.', tags, kind: 'session' };
    const rest = { id: idOf(at), status: 'handed-off', created: `2026-05-12T10:00:${at + 10}Z` };
    box.write(join(repo, `docs/sessions/${idOf(at)}.md`), record({ ...front, ...rest }, 'Text.\n'));
  }
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-qm', 'Odd tags');
  return repo;
}

test('list, search and site know a record by the same tags, however they are written', async () => {
  const box = sandbox();
  const repo = withTags(box);
  const read = async (...args: string[]): Promise<unknown[]> => {
    const { data } = JSON.parse((await box.canon(repo, [...args, '--json'])).stdout);
    return data.records ?? data.hits;
  };
  const tagsOf = (records: unknown): unknown => {
    const own = new Map((records as { id: string; tags: string[] }[]).map(({ id, tags }) => [id, tags]));
    return WRITTEN.map((_, at) => own.get(idOf(at)));
  };
  const meant = WRITTEN.map(([, tags]) => tags);
  // Read at once for the first time; made of the text that is kept; as rows.
  expect(tagsOf(await read('list'))).toEqual(meant);
  expect(tagsOf(await read('list'))).toEqual(meant);
  expect(tagsOf(await read('list', '--sort', 'id'))).toEqual(meant);
  for (const tag of ['ops', 'foo', 'two words', 'two', 'foo, bar', 'a, b']) {
    const ids = WRITTEN.flatMap(([, tags], at) => (tags.includes(tag) ? [idOf(at)] : [])).toReversed();
    const of = (found: unknown): string[] =>
      (found as { id: string }[]).map(({ id }) => id).filter((id) => id.startsWith('RT-260512'));
    expect(of(await read('list', '--tag', tag)), tag).toEqual(ids);
    expect(of(await read('search', `tag:"${tag}"`, '--all')), tag).toEqual(ids);
  }
  await box.canon(repo, ['site', 'build']);
  expect(tagsOf(JSON.parse(box.read(join(repo, '_site/index.json'))).records)).toEqual(meant);
  const findings = await box.canon(repo, ['check']);
  for (const at of [2, 5, 7, 8, 9, 10])
    expect(findings.stdout).toMatch(new RegExp(`${idOf(at)}\\.md\n.*schema`));
});

test('a tag comes to others whatever was there, and what is no tag is refused, not lost', async () => {
  const box = sandbox();
  const repo = withTags(box);
  const add = (at: number): ReturnType<Sandbox['canon']> =>
    box.canon(repo, ['set', idOf(at), 'tags+=new', '--no-commit']);
  expect((await add(2)).code).toBe(0);
  expect(box.read(join(repo, `docs/sessions/${idOf(2)}.md`))).toContain('\ntags: [foo, bar, new]\n');
  const refused = await add(7);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('E_SET_VALUE') });
  expect(box.read(join(repo, `docs/sessions/${idOf(7)}.md`))).toContain('tags: [ops, {area: search}]');
});
