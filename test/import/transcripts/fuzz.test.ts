import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { gave, place, prompt, uses } from './kit.ts';

const LINES = [
  prompt(0, 'hi'),
  uses(1, ['t1', 'Edit', { file_path: '/x' }], ['t2', 'Bash']),
  gave(2, 't1'),
  gave(3, 't2', {}, true),
  uses(4, ['t3', 'TodoWrite', { todos: [{ content: 'A', status: 'pending' }] }]),
  gave(5, 't3'),
].map((line) => JSON.stringify({ sessionId: 's1', cwd: '/home/dev/app', ...line }));

test('lines that are repeated count once, in whatever order', async () => {
  const p = place();
  const file = `${p.box.dir}/in/s1.jsonl`;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(LINES.length - 1), { maxLength: 12 }), async (again) => {
      p.box.write(file, [...LINES, ...again.map((at) => LINES[at])].join('\n'));
      const { items, problems } = await p.read('../in');
      expect(problems).toEqual([]);
      expect(items[0]?.fields).toMatchObject({ tool_calls: 3, tool_failures: 1, telemetry: 'complete' });
    }),
    { numRuns: runs(15) },
  );
});

test('whatever bytes stand in a transcript, it is read or passed, and says what it could not read', async () => {
  const p = place();
  const file = `${p.box.dir}/in/s1.jsonl`;
  const junk = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .tuple(fc.nat(LINES.length - 1), fc.nat(400))
      .map(([at, end]) => Buffer.from((LINES[at] ?? '').slice(0, end))),
    fc
      .tuple(fc.constantFrom('assistant', 'user', 'session_meta', 'response_item'), fc.jsonValue())
      .map(([type, value]) =>
        Buffer.from(
          JSON.stringify({
            type,
            sessionId: 's1',
            message: value,
            payload: value,
            note: '"tool_use" "usage"',
          }),
        ),
      ),
    fc.constantFrom(...LINES).map((line) => Buffer.from(line)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(junk, { minLength: 1, maxLength: 12 }), async (pieces) => {
      const bytes = Buffer.concat(pieces.flatMap((piece) => [piece, Buffer.from('\n')]));
      p.box.write(file, '');
      const { writeFileSync } = await import('node:fs');
      writeFileSync(file, bytes);
      const { items, problems } = await p.read('../in');
      for (const item of items) {
        expect(item.fields['tool_calls']).toBeTypeOf('number');
        expect(item.title).not.toMatch(/[\n\u001B]/);
        const partial = problems.some(({ code }) => code === 'import-transcript-skipped');
        expect(item.fields['telemetry']).toBe(partial ? 'partial' : 'complete');
      }
      expect(items.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: runs(40) },
  );
});
