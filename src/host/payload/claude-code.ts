import { durationOf } from '../../telemetry/duration.ts';
import type { BatchCall, BatchEvent, CallEvent } from '../../telemetry/event.ts';
import { isShell } from '../../telemetry/shell.ts';
import { commitsOf } from './commits.ts';
import { at, type Fields, fieldsOf, idOf, nameOf, textOf } from './read.ts';
import type { Reading } from './reading.ts';
import { sizeOf } from './size.ts';

/** Keys of a tool's input that name a file. */
const FILE_KEYS = ['file_path', 'path', 'notebook_path'];
const TOOL_ERROR = '<tool_use_error>';

/** How Claude Code, and every host that sends what it sends, tells of its calls. */
export const claudeCode: Reading = {
  event(host, payload, t) {
    switch (at(payload, 'hook_event_name')) {
      case 'PostToolUse':
        return callEvent('use', host, payload, t);
      case 'PostToolUseFailure':
        return callEvent('fail', host, payload, t);
      case 'PostToolBatch':
        return batchEvent(host, payload, t);
      default:
        return 'none';
    }
  },
  files: (payload) => filesIn(fieldsOf(at(payload, 'tool_input'))),
};

/** Files that an input names by a key of its own. */
export function filesIn(input: Fields | undefined): string[] {
  return FILE_KEYS.map((key) => at(input, key)).filter((value) => typeof value === 'string');
}

/** The event of one call; undefined where it cannot be told from others. */
export function callEvent(
  e: CallEvent['e'],
  host: string,
  payload: Fields,
  t: number,
): CallEvent | undefined {
  const id = idOf(at(payload, 'tool_use_id'));
  const tool = nameOf(at(payload, 'tool_name'));
  if (id === undefined || tool === undefined) return undefined;
  const input = at(payload, 'tool_input');
  const response = at(payload, 'tool_response') ?? at(payload, 'error');
  return {
    e,
    t,
    host,
    id,
    tool,
    ...set('ms', durationOf(at(payload, 'duration_ms'))),
    ...agentOf(payload),
    ...set('in', sizeOf(input)),
    ...set('out', sizeOf(response)),
    ...shellCommits(tool, fieldsOf(input), response),
  };
}

function shellCommits(
  tool: string,
  input: Fields | undefined,
  response: unknown,
): ReturnType<typeof commitsOf> {
  if (!isShell(tool)) return {};
  const command = at(input, 'command') ?? at(input, 'cmd');
  const text = Array.isArray(command)
    ? command.filter((word) => typeof word === 'string').join(' ')
    : command;
  return typeof text === 'string' ? commitsOf(text, textOf(response)) : {};
}

function batchEvent(host: string, payload: Fields, t: number): BatchEvent | undefined {
  const list = at(payload, 'tool_calls');
  if (!Array.isArray(list)) return undefined;
  const calls = list.flatMap((one: unknown): BatchCall[] => {
    const call = fieldsOf(one);
    const id = idOf(at(call, 'tool_use_id'));
    const tool = nameOf(at(call, 'tool_name'));
    if (id === undefined || tool === undefined) return [];
    const response = at(call, 'tool_response');
    const failed = at(call, 'is_error') === true || textOf(response).trimStart().startsWith(TOOL_ERROR);
    return [
      {
        id,
        tool,
        ...(failed ? { failed: true as const } : {}),
        ...set('in', sizeOf(at(call, 'tool_input'))),
        ...set('out', sizeOf(response)),
      },
    ];
  });
  return { e: 'batch', t, host, ...agentOf(payload), calls };
}

// The compaction's own agents have an empty type.
function agentOf(payload: Fields): { agent?: string; agent_id?: string } {
  return {
    ...set('agent', nameOf(at(payload, 'agent_type'))),
    ...set('agent_id', nameOf(at(payload, 'agent_id'))),
  };
}

const set = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
