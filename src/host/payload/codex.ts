import { callEvent, claudeCode, filesIn } from './claude-code.ts';
import { at, fieldsOf } from './read.ts';
import type { Reading } from './reading.ts';

/** `*** Update File: src/a.ts`, and where it is moved to. */
const PATCHED = /^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+?)\r?$/gm;
const MOST = 1 << 20;

/**
 * Codex sends the events of Claude Code, without durations, and of a call that fails none but that it begins (seen
 * with 0.169.0). A patch is one text that names its files.
 */
export const codex: Reading = {
  event: (host, payload, t) =>
    at(payload, 'hook_event_name') === 'PreToolUse'
      ? callEvent('begin', host, payload, t)
      : claudeCode.event(host, payload, t),
  files(payload) {
    const input = at(payload, 'tool_input');
    const fields = fieldsOf(input);
    const texts = [input, at(fields, 'command'), at(fields, 'patch'), at(fields, 'input')].flat();
    const patch = texts.find((text) => typeof text === 'string' && text.includes('*** Begin Patch'));
    if (typeof patch !== 'string') return filesIn(fields);
    return [...patch.slice(0, MOST).matchAll(PATCHED)].map(([, file]) => file ?? '');
  },
};
