import {
  LISTED,
  newList,
  noteBranch,
  noteEdits,
  noteFolder,
  noteRequest,
  type Notes,
  noteTask,
  noteTime,
} from './account-notes.ts';
import { type Bag, bag, bags, id, text } from './json.ts';
import type { Watch } from './watch.ts';

const USER = Buffer.from('"user"');
/** The files that a patch names. In a command, line ends may be written as `\n`. */
const PATCHED = /^\*\*\* (?:Add File|Update File|Delete File|Move to): (.{1,4096}?)\s*$/gm;
const LONGEST_ARGUMENTS = 1 << 20;

/** What Codex's lines say beside calls. */
export function codexWatch(noted: Notes): Watch {
  let cwd: string | undefined;

  const patched = (call: string, patch: string): void => {
    if (!patch.includes('*** Begin Patch')) return;
    const files = [...patch.matchAll(PATCHED)].map((found) => found[1] ?? '');
    noteEdits(noted, call, files, cwd);
  };

  const item = (payload: Bag, agentId: string | undefined): void => {
    const call = id(payload['call_id']) ?? id(payload['id']) ?? '';
    const name = text(payload['name']);
    switch (payload['type']) {
      case 'message':
        if (payload['role'] === 'user' && agentId === undefined) request(payload);
        return;
      case 'custom_tool_call':
        patched(call, text(payload['input']) ?? '');
        return;
      case 'function_call': {
        const input = argumentsOf(payload['arguments']);
        if (name === 'update_plan' && agentId === undefined) {
          newList(noted);
          for (const [at, step] of bags(input['plan']).entries())
            noteTask(noted, `${LISTED}${at}`, step['step'], step['status']);
        } else {
          const command = input['cmd'] ?? input['command'] ?? input['input'];
          patched(call, Array.isArray(command) ? command.map(String).join('\n') : (text(command) ?? ''));
        }
      }
    }
  };

  const request = (payload: Bag): void => {
    for (const block of bags(payload['content']))
      if (block['type'] === 'input_text') noteRequest(noted, text(block['text']) ?? '');
  };

  return {
    wants: (line) => line.includes(USER),
    line(line, agentId) {
      const payload = bag(line['payload']);
      if (payload === undefined) return;
      if (line['type'] === 'session_meta') {
        if (agentId !== undefined) return;
        noteTime(noted, line['timestamp']);
        noteFolder(noted, payload['cwd']);
        const git = bag(payload['git']);
        noteBranch(noted, git?.['branch']);
        const base = text(git?.['commit_hash']);
        if (base !== undefined && /^[0-9a-f]{40,64}$/.test(base)) noted.base = base;
      } else if (line['type'] === 'turn_context') {
        cwd = text(payload['cwd']) ?? cwd;
      } else if (line['type'] === 'event_msg') {
        const done = payload['type'] === 'item_completed' ? bag(payload['item']) : undefined;
        if (done?.['type'] !== 'FileChange' || done['status'] !== 'completed') return;
        noteEdits(noted, id(done['id']) ?? '', Object.keys(bag(done['changes']) ?? {}), cwd);
      } else {
        item(payload, agentId);
      }
    },
  };
}

function argumentsOf(written: unknown): Bag {
  const json = text(written);
  if (json === undefined || json.length > LONGEST_ARGUMENTS) return {};
  try {
    return bag(JSON.parse(json)) ?? {};
  } catch {
    return {};
  }
}
