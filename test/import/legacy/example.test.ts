import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseFrontmatterFully } from '../../../src/record/frontmatter.ts';
import { sandbox } from '../../support/sandbox.ts';
import { at } from '../command/kit.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/offplan', import.meta.url));
const CONV = ['CONV-10', 'CONV-15', 'CONV-30-email-sender', 'CONV-30-hook-prototype', 'CONV-30-price-import'];

test('the legacy files of the example become records where they are, and say what their files said', async () => {
  const box = sandbox();
  const root = box.repo('offplan', { commit: false });
  cpSync(EXAMPLE, root, { recursive: true });
  const here = at(box, root);
  here.git('add', '.');
  here.git('commit', '-qm', 'Start', '--date=2026-04-02T10:11:12+02:00', '--author=S <sergei@example.com>');
  const before = Object.fromEntries(CONV.map((id) => [id, here.read(`docs/sessions/${id}.md`)]));

  const { code, data, diagnostics } = await here.json('legacy');

  expect(diagnostics).toEqual([]);
  expect(code).toBe(0);
  // Three files that are called CONV-30 are three records.
  expect(data.items.map(({ record, action }) => [record, action])).toEqual(
    CONV.map((id) => [`session:${id}`, 'create']),
  );
  expect(data.lost).toEqual([]);
  const titles = {
    'CONV-10': 'Notion did not answer',
    'CONV-15': 'Who is at the keyboard',
    'CONV-30-email-sender': 'Which address do letters come from?',
    'CONV-30-hook-prototype': 'A hook that counts',
    'CONV-30-price-import': 'Импорт прайс-листов',
  };
  for (const [id, title] of Object.entries(titles)) {
    const text = here.read(`docs/sessions/${id}.md`);
    const parsed = await parseFrontmatterFully(text, 'session');
    expect(parsed.ok && parsed.data).toMatchObject({
      title,
      kind: 'session',
      id,
      // One file says whose it is; git says it of the others.
      operator: id === 'CONV-15' ? 'roman' : 'sergei',
      status: 'imported',
      created: '2026-04-02T10:11:12+02:00',
      imported: { source: 'legacy', id: `docs/sessions/${id}.md`, at: '2026-06-01T09:00:00+02:00' },
    });
    // The body is what it was, to the byte: `pending-reconcile` and the old names of its sections included.
    const was = await parseFrontmatterFully(before[id] ?? '', 'session');
    expect(parsed.document.body).toBe(was.document.body);
  }
  expect(here.read('docs/sessions/CONV-30-price-import.md')).toContain('pending-reconcile');

  // The commit holds what the import wrote, and nothing is left over.
  expect(here.git('status', '--short')).toBe('');
  expect(here.git('show', '--name-only', '--format=%B').split('\n').filter(Boolean)).toEqual([
    'Import 5 sessions (legacy: docs-sessions)',
    'Canon-Session: none',
    '.canon/imports/legacy-docs-sessions.json',
    ...CONV.map((id) => `docs/sessions/${id}.md`),
    'docs/sessions/INDEX.md',
  ]);
  const head = here.git('rev-parse', 'HEAD');
  const again = await here.json('legacy');
  expect(again).toMatchObject({ code: 0, data: { items: [], lost: [], commit: null, passed: 9 } });
  expect(here.git('rev-parse', 'HEAD')).toBe(head);

  const { stdout } = await box.canon(root, ['list', 'session', '--json']);
  const { data: listed } = JSON.parse(stdout) as { data: { records: { id: string; operator: string }[] } };
  expect(listed.records.filter(({ id }) => CONV.includes(id)).map(({ operator }) => operator)).toEqual(
    expect.arrayContaining(['roman', 'sergei']),
  );
  const check = await box.canon(root, ['check', '--json']);
  const found = (JSON.parse(check.stdout) as { data: { findings: { path: string; code: string }[] } }).data;
  expect(found.findings.filter(({ path }) => path.includes('CONV'))).toEqual([]);
});
