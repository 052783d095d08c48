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
/** Tools that change a file, and the input that names it. */
const EDITORS: ReadonlyMap<string, string> = new Map([
  ['Edit', 'file_path'],
  ['MultiEdit', 'file_path'],
  ['Write', 'file_path'],
  ['NotebookEdit', 'notebook_path'],
]);

/** What Claude Code's lines say beside calls. */
export function claudeWatch(noted: Notes): Watch {
  let created = 0;
  // Tasks by the call that made them, until its answer says their number.
  const asked = new Map<string, string>();

  const call = (block: Bag, agentId: string | undefined): void => {
    const use = id(block['id']);
    const tool = text(block['name']) ?? '';
    const input = bag(block['input']);
    if (use === undefined || input === undefined) return;
    const file = text(input[EDITORS.get(tool) ?? '']);
    if (file !== undefined) noteEdits(noted, use, [file], undefined);
    // A subagent's list is its own, and over with it.
    if (agentId !== undefined) return;
    if (tool === 'TodoWrite') {
      newList(noted);
      for (const [at, todo] of bags(input['todos']).entries())
        noteTask(noted, `${LISTED}${at}`, todo['content'], todo['status']);
    } else if (tool === 'TaskCreate' && asked.size < 1000) {
      created += 1;
      asked.set(use, String(created));
      noteTask(noted, String(created), input['subject'], 'pending');
    } else if (tool === 'TaskUpdate') {
      const task = id(input['taskId']) ?? id(input['task_id']);
      if (task !== undefined) noteTask(noted, task, input['subject'], input['status']);
    }
  };

  const answer = (block: Bag, told: Bag | undefined): void => {
    const use = id(block['tool_use_id']) ?? '';
    const key = asked.get(use);
    if (key === undefined) return;
    asked.delete(use);
    const task = noted.tasks.get(key);
    if (task === undefined) return;
    const said = text(block['content']) ?? text(bags(block['content'])[0]?.['text']);
    const number = id(bag(told?.['task'])?.['id']) ?? /#(\d{1,9})\b/.exec(said?.slice(0, 200) ?? '')?.[1];
    if (block['is_error'] === true) noted.tasks.delete(key);
    else if (number !== undefined && number !== key) {
      noted.tasks.delete(key);
      noted.tasks.set(number, task);
    }
  };

  return {
    wants: (line) => line.includes(USER),
    line(line, agentId) {
      const type = line['type'];
      const message = bag(line['message']);
      if (message === undefined || (type !== 'assistant' && type !== 'user')) return;
      noteTime(noted, line['timestamp']);
      const isMain = agentId === undefined && line['isSidechain'] !== true;
      if (isMain) {
        noteFolder(noted, line['cwd']);
        noteBranch(noted, line['gitBranch']);
      }
      const content = bags(message['content']);
      if (type === 'assistant') {
        for (const block of content)
          if (block['type'] === 'tool_use') call(block, isMain ? undefined : (agentId ?? 'side'));
        return;
      }
      const results = content.filter((block) => block['type'] === 'tool_result');
      for (const block of results) answer(block, bag(line['toolUseResult']));
      if (isMain && results.length === 0 && isTyped(line)) noteRequest(noted, wordsOf(message, content));
    },
  };
}

/** Whether a person may have written it, as far as the line's own marks say. */
function isTyped(line: Bag): boolean {
  const origin = text(bag(line['origin'])?.['kind']);
  return (
    line['isMeta'] !== true &&
    line['isCompactSummary'] !== true &&
    line['isVisibleInTranscriptOnly'] !== true &&
    line['promptSource'] !== 'system' &&
    (origin === undefined || origin === 'human' || origin === 'user')
  );
}

const wordsOf = (message: Bag, content: readonly Bag[]): string =>
  text(message['content']) ??
  content.flatMap((block) => (block['type'] === 'text' ? (text(block['text']) ?? []) : [])).join('\n');
