import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CanonError } from '../../src/fault/error.ts';
import { amendRecord } from '../../src/handoff/amend.ts';
import { composeSession, titleOf } from '../../src/handoff/compose.ts';
import { type Draft, parseDraft, quickDraft } from '../../src/handoff/draft.ts';
import type { SessionFacts } from '../../src/handoff/facts.ts';
import { parseSessionId, type SessionId } from '../../src/record/ids.ts';
import { validate } from '../../src/record/validate.ts';
import { parseFrontmatterFully } from '../../src/record/frontmatter.ts';
import { readBody } from '../../src/work/document.ts';

const ID = 'RT-260511-01' as SessionId;
const created = { ms: Date.parse('2026-05-11T15:12:40+02:00'), offset: 120 };
const draftOf = (text: string, name = 'draft.md') => parseDraft({ name, text });

async function compose(text: string, facts: SessionFacts = {}, name = 'draft.md') {
  const composed = await composeSession({
    id: ID,
    operator: 'roman',
    created,
    draft: await draftOf(text, name),
    facts,
    telemetry: { telemetry: 'absent' },
    allowedSecrets: [],
  });
  expect(validate('session', composed.data)).toEqual([]);
  return composed.text;
}

const headings = async (record: string) =>
  (await readBody('session', record.slice(record.indexOf('\n---\n') + 5))).sections.map(
    ({ heading }) => heading,
  );

describe('a session record', () => {
  test('has what means something to people first, and the facts of the machine after it', async () => {
    expect(parseSessionId(ID)).toBeDefined();
    const text = await compose(
      `---
tags: [ops, claude-code]
summary: Hook and handoff shipped; four of nine tasks done.
workstream: repo-as-canonical-store-flip
mood: calm
confidence: H
---
# P2 + P3 of the flip

## Waiting On
- @sergei: approve the sender

## Summary
The hook counts without losing updates.

## See Also
- [the plan](../../plans/x.md)

## Numbers
106 tests green.
`,
      {
        branch: 'main',
        base: '1c9e0d2',
        head: '1234e56',
        commits: ['ad6f578', '1234e56'],
        files_changed: 9,
        insertions: 812,
        deletions: 64,
        duration_minutes: 214,
      },
    );
    expect(text).toBe(`---
title: P2 + P3 of the flip
operator: roman
summary: Hook and handoff shipped; four of nine tasks done.
workstream: repo-as-canonical-store-flip
tags: [ops, claude-code]
confidence: H
kind: session
id: RT-260511-01
status: handed-off
created: 2026-05-11T15:12:40+02:00
branch: main
base: 1c9e0d2
head: "1234e56"
commits: [ad6f578, "1234e56"]
files_changed: 9
insertions: 812
deletions: 64
duration_minutes: 214
telemetry: absent
mood: calm
---
# RT-260511-01 — P2 + P3 of the flip

## Summary

The hook counts without losing updates.

## Waiting On

- [ ] w1 @sergei: approve the sender

## Numbers

106 tests green.

## See Also

- [the plan](../../plans/x.md)
`);
  });

  test('of one line is a title and the facts', async () => {
    const { text } = await composeSession({
      id: ID,
      operator: 'roman',
      created,
      draft: quickDraft('Поправил адрес: no'),
      facts: { branch: 'main' },
      telemetry: { telemetry: 'absent' },
      allowedSecrets: ['0123456789ab'],
    });
    expect(text).toBe(`---
title: "Поправил адрес: no"
operator: roman
kind: session
id: RT-260511-01
status: handed-off
created: 2026-05-11T15:12:40+02:00
branch: main
telemetry: absent
allowed_secrets: [0123456789ab]
---
# RT-260511-01 — Поправил адрес: no
`);
  });

  test.each([
    ['---\ntitle: A\n---\n# B\n\nC.', 'A'],
    ['# B\n\nC.', 'B'],
    ['---\nsummary: One. Two.\n---\nC.', 'One'],
    ['## Summary\n- **Two** of [four](x.md) `done`! And more.', 'Two of four done!'],
    ['## Next Action\nGo on', 'Go on'],
    [`${'word '.repeat(40)}`, 'word word word word word word word word word word word word word word…'],
    ['---\ntitle: "a\\nb\\u001b[31mc"\n---\nx', 'a bc'],
  ])('%j is called %j', async (text, title) => {
    expect(titleOf(await draftOf(text))).toBe(title);
  });

  test('a block that a section leaves open does not swallow the next one', async () => {
    const fence = '```';
    const open = JSON.stringify({
      title: 'T',
      sections: { Summary: `${fence}sh\nnpm test`, 'Next Action': '~~~~\ncode', 'Resume Prompt': 'Go on.' },
    });
    expect(await headings(await compose(open, {}, 'd.json'))).toEqual([
      'Summary',
      'Next Action',
      'Resume Prompt',
    ]);
    const html = JSON.stringify({
      title: 'T',
      sections: { Summary: '<script>\nalert(1)', 'Next Action': 'x' },
    });
    await expect(compose(html, {}, 'd.json')).rejects.toMatchObject({ code: 'E_DRAFT_OPEN_BLOCK' });
  });

  test('a heading inside a section does not become one of the record', async () => {
    const json = JSON.stringify({
      title: 'T',
      what_i_did: '# Hook\na\n## Lock\nb\n\nHandoff\n---\nc',
      next_action: 'Go.',
    });
    const text = await compose(json, {}, 'd.json');
    expect(await headings(text)).toEqual(['Next Action', 'What I Did']);
    expect(text).toContain('### Hook\na\n#### Lock\nb\n\n#### Handoff\nc\n');
  });
});

test('whatever keys a draft has, what comes of it is valid or refused', async () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('flip', 'plans/x.md', 'a b', 'x/y', 'RT-260511-01#w1', 'H', ''),
  );
  const value = fc.oneof(
    text,
    fc.array(text, { maxLength: 3 }),
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
  );
  const keys = [
    'title',
    'summary',
    'plan',
    'workstream',
    'tags',
    'confidence',
    'parent',
    'supersedes',
    'closes',
  ];
  // Few keys: of many, one is nearly always refused, and nothing is composed.
  const key = fc.constantFrom(...keys, 'aliases', 'superseded_by', 'mood');
  const drafts = fc.dictionary(key, value, { maxKeys: 3 });
  let valid = 0;
  await fc.assert(
    fc.asyncProperty(drafts, async (data) => {
      const draft = await draftOf(JSON.stringify({ title: 'T', next_action: 'x', ...data }), 'd.json').catch(
        (error: unknown) => error,
      );
      if (draft instanceof CanonError) return;
      const composed = await composeSession({
        id: ID,
        operator: 'roman',
        created,
        draft: draft as Draft,
        facts: {},
        telemetry: { telemetry: 'absent' },
        allowedSecrets: [],
      });
      valid += 1;
      expect(validate('session', composed.data)).toEqual([]);
      const again = await parseFrontmatterFully(composed.text, 'session');
      expect(again).toMatchObject({ ok: true, data: { title: composed.title } });
    }),
  );
  expect(valid).toBeGreaterThan(10);
});

describe('a correction', () => {
  const record = `---
title: "Old: title" # mine
operator: roman
summary: Old.

kind: session
id: RT-260511-01
mood: calm
---
# RT-260511-01 — Old: title

## Summary

Old text.

## Waiting On

- [ ] w1 @sergei: approve the sender
- [x] w2 pay

## Numbers

1

## See Also

- x
`;

  test('replaces what the draft says and keeps every other byte', async () => {
    const draft = await draftOf(
      '---\ntitle: New\n---\n## Summary\nNew text.\n## Waiting On\n- order paper\n- @sergei: approve the sender\n## Ruled Out\n- polling\n## Notes\nn',
    );
    expect(await amendRecord(record, ID, draft)).toBe(`---
title: New # mine
operator: roman
summary: Old.

kind: session
id: RT-260511-01
mood: calm
---
# RT-260511-01 — New

## Summary

New text.

## Waiting On

- [ ] w3 order paper
- [ ] w1 @sergei: approve the sender

## Ruled Out

- polling

## Numbers

1

## Notes

n

## See Also

- x
`);
  });

  test('keeps CRLF and works twice the same', async () => {
    const crlf = record.replaceAll('\n', '\r\n');
    const draft = await draftOf('## Summary\nNew.\n\nText.\n## Numbers\n2\n## Learnings\nl');
    const once = await amendRecord(crlf, ID, draft);
    expect(once.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(once).toContain('## Summary\r\n\r\nNew.\r\n\r\nText.\r\n\r\n## Waiting On\r\n');
    expect(once).toContain('## Learnings\r\n\r\nl\r\n\r\n## Numbers\r\n\r\n2\r\n\r\n## See Also');
    expect(await amendRecord(once, ID, draft)).toBe(once);
  });

  test('of an empty draft changes nothing', async () => {
    const nothing = { name: 'x', data: {}, ignored: [], sections: [], lineOf: () => undefined };
    expect(await amendRecord(record, ID, nothing)).toBe(record);
    expect((await parseFrontmatterFully(record, 'session')).ok).toBe(true);
  });
});
