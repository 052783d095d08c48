import fc from 'fast-check';
import { parse, type ParseError } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { claudeHooks } from '../../src/host/hooks/claude-code.ts';
import type { HookEntry } from '../../src/host/host.ts';
import { NOTHING_INSTALLED } from '../../src/host/settings/installed.ts';
import { type MergedHooks, mergeHooks, takeHooksOut } from '../../src/host/settings/merge.ts';
import { gap, json, layout, written } from '../support/jsonc.ts';
import { runs } from '../support/runs.ts';

const WANTED = claudeHooks({ telemetry: 'on' }).entries;

function merged(
  text: string | undefined,
  wanted: readonly HookEntry[] = WANTED,
  before = NOTHING_INSTALLED,
): MergedHooks {
  const result = mergeHooks(text, wanted, before);
  if ('fault' in result) throw new Error(JSON.stringify(result));
  return result;
}

function takenOut(text: string, before: MergedHooks['installed']): string | undefined {
  const result = takeHooksOut(text, before);
  if ('fault' in result) throw new Error(JSON.stringify(result));
  return result.text;
}

type Data = Record<string, unknown>;

function dataOf(text: string): Data {
  const errors: ParseError[] = [];
  const data = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true }) as Data;
  expect(errors).toEqual([]);
  return data;
}

const group = fc.oneof(
  json,
  fc.constant('{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "mine.sh" }] }'),
  fc.constant('{\n      "hooks": [\n        { "type": "command", "command": "x" }\n      ]\n    }'),
);
const list = fc.tuple(fc.array(group, { maxLength: 2 }), layout).map(([all, how]) => written(all, '[]', how));
const EVENTS = ['PostToolUse', 'Stop', 'SessionStart', 'Notification', '__proto__'];
const hooks = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...EVENTS), { maxLength: 3 }),
    fc.array(list, { minLength: 3, maxLength: 3 }),
    layout,
  )
  .map(([names, lists, how]) =>
    written(
      names.map((name, n) => `"${name}": ${lists[n]}`),
      '{}',
      how,
    ),
  );
const settings = fc
  .tuple(
    fc.array(json, { maxLength: 2 }),
    fc.option(hooks),
    fc.array(json, { maxLength: 2 }),
    layout,
    fc.tuple(gap, gap),
    fc.tuple(fc.boolean(), fc.boolean()),
  )
  .map(([before, own, after, how, [head, tail], [bom, crlf]]) => {
    const items = [
      ...before.map((one, n) => `"a${n}": ${one}`),
      ...(own === null ? [] : [`"hooks": ${own}`]),
      ...after.map((one, n) => `"z${n}": ${one}`),
    ];
    const text = `${head}${written(items, '{}', how)}${tail}`;
    return `${bom ? '\uFEFF' : ''}${crlf ? text.replaceAll('\n', '\r\n') : text}`;
  });

test('canon in and out again leaves every byte as it was, and adds nothing but its own', () => {
  fc.assert(
    fc.property(settings, (text) => {
      const { text: after, installed, changed } = merged(text);
      expect(changed).toEqual([]);
      const want = dataOf(text);
      const lists = (want['hooks'] ??= {}) as Record<string, unknown[]>;
      for (const { event, group } of WANTED) lists[event] = [...(lists[event] ?? []), group];
      expect(dataOf(after)).toEqual(want);
      expect(merged(after, WANTED, installed)).toMatchObject({ text: after, installed });
      expect(takenOut(after, installed)).toBe(text);
    }),
    { numRuns: runs(100) },
  );
});

test('a newer canon, and one without telemetry, change their own entries only', () => {
  const newer = WANTED.map(({ event, group }): HookEntry => ({
    event,
    group: { hooks: group.hooks.map((one) => ({ ...one, command: `${one.command} --new` })) },
  }));
  const off = claudeHooks({ telemetry: 'off' }).entries;
  fc.assert(
    fc.property(settings, (text) => {
      const first = merged(text);
      const second = merged(first.text, newer, first.installed);
      expect(second.text.match(/--new/g)).toHaveLength(WANTED.length);
      expect(dataOf(second.text.replaceAll(' --new', ''))).toEqual(dataOf(first.text));
      expect(takenOut(second.text, second.installed)).toBe(text);
      const third = merged(first.text, off, first.installed);
      expect(third.text).not.toContain('hook.sh');
      expect(takenOut(third.text, third.installed)).toBe(text);
    }),
    { numRuns: runs(100) },
  );
});
