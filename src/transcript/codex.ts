import { type Rollouts, rollouts, timeOfId } from './codex-files.ts';
import { CODEX_ITEMS, codexTool } from './codex-names.ts';
import { readOutput } from './codex-output.ts';
import { codexTokens } from './codex-tokens.ts';
import type { Tokens, TranscriptFacts, TranscriptPlace } from './facts.ts';
import { type Gathered, NO_TOKENS, addTokens, atTime, callOf, factsOf, gathering } from './gather.ts';
import { CODEX_HOOKLESS, CODEX_HOSTED } from './hookless.ts';
import { type Bag, bag, id, name, text } from './json.ts';
import { eachLine } from './lines.ts';
import { parseLine, startsLike } from './parse-line.ts';
import { type Watch, watching } from './watch.ts';

// What makes a line worth parsing: calls and their outputs (`function_call_output` and the like), and a few events.
const MARKS = [
  '_call',
  '_output"',
  '"token_count"',
  '"session_meta"',
  '"turn_context"',
  '"item_completed"',
].map((mark) => Buffer.from(mark));
/** Lines that repeat what stands elsewhere, and may be very long. */
const REPEATING = /"type": ?"(?:compacted|world_state)"/;
const CALLS = new Set(['function_call', 'custom_tool_call', 'local_shell_call', 'tool_search_call']);
const OUTPUTS = new Set(['function_call_output', 'custom_tool_call_output', 'tool_search_output']);

/** Codex's rollout of a session, with those of its subagents. */
export function readCodex(place: TranscriptPlace): TranscriptFacts | undefined {
  const files = rollouts(place);
  return files && readRollouts(files);
}

/**
 * The same of files that somebody has found.
 * @param watch is told of what else stands in them
 */
export function readRollouts(files: Rollouts, watch?: Watch): TranscriptFacts | undefined {
  const all = gathering();
  const main = readFile(files.main, { all, watch, agentId: undefined });
  if (main === undefined) return undefined;
  const agents = new Map<string, string>();
  let tokens = ownTokens(main);
  files.subagents.forEach((path, at) => {
    const agentId = String(at);
    const file = readFile(path, { all, watch, agentId });
    if (file?.agent !== undefined) agents.set(agentId, file.agent);
    if (file !== undefined) tokens = addTokens(tokens, ownTokens(file));
  });
  return factsOf(files.main, all, tokens, { agentOf: (agentId) => agents.get(agentId), proof: true });
}

/** How a file is read. */
interface Way {
  readonly all: Gathered;
  readonly watch: Watch | undefined;
  readonly agentId: string | undefined;
}

/** What a file says while it is read. */
interface Reading extends Way {
  /** The thread has said who it is. */
  known: boolean;
  /** When this thread began, if its id tells. */
  begun: number | undefined;
  turn: string | undefined;
  agent: string | undefined;
  /** It goes on from another thread. */
  forked: boolean;
  tokens: Tokens;
  /** What the sum began with: that of the thread it was forked from. */
  before: Tokens | undefined;
}

function readFile(path: string, way: Way): Reading | undefined {
  const { all, watch } = way;
  const reading: Reading = {
    ...way,
    known: false,
    begun: undefined,
    turn: undefined,
    agent: undefined,
    forked: false,
    tokens: NO_TOKENS,
    before: undefined,
  };
  const onLine = (line: Buffer, open: boolean): void => {
    const telling = MARKS.some((mark) => line.includes(mark));
    if ((!telling && watch?.wants(line) !== true) || startsLike(line, REPEATING)) return;
    const parsed = parseLine(line);
    if (parsed !== undefined) readLine(parsed, reading);
    else if (telling && !open) all.skipped += 1;
  };
  const lines = eachLine(path, onLine, { budget: all.budget, ...watching(watch) });
  if (lines === undefined) return undefined;
  all.lines += lines.lines;
  all.skipped += lines.lost;
  all.budget -= lines.bytes;
  return reading;
}

function readLine(line: Bag, reading: Reading): void {
  const payload = bag(line['payload']);
  if (payload === undefined) return;
  const { all } = reading;
  switch (line['type']) {
    case 'session_meta':
      // A fork has that of the session it comes from behind its own.
      if (!reading.known) {
        reading.known = true;
        reading.forked = text(payload['forked_from_id']) !== undefined;
        reading.begun = timeOfId(text(payload['id']) ?? '');
        reading.agent = name(payload['agent_role']) ?? name(payload['agent_nickname']);
        atTime(all, line['timestamp']);
        reading.watch?.line(line, reading.agentId);
      }
      return;
    case 'turn_context':
      reading.turn = text(payload['turn_id']);
      if (!isCopied(reading.turn, reading)) reading.watch?.line(line, reading.agentId);
      if (reading.agentId === undefined) all.model = name(payload['model']) ?? all.model;
      return;
    case 'event_msg':
      atTime(all, line['timestamp']);
      readEvent(payload, reading);
      if (!isCopied(text(payload['turn_id']) ?? reading.turn, reading))
        reading.watch?.line(line, reading.agentId);
      return;
    case 'response_item':
      atTime(all, line['timestamp']);
      readItem(payload, reading);
      if (!isCopied(turnOf(payload, reading), reading)) reading.watch?.line(line, reading.agentId);
  }
}

function readEvent(payload: Bag, reading: Reading): void {
  if (payload['type'] === 'token_count') {
    const total = bag(bag(payload['info'])?.['total_token_usage']);
    if (total === undefined) return;
    // The sum of all so far: the last one counts.
    reading.tokens = codexTokens(total);
    reading.before ??= addTokens(
      reading.tokens,
      codexTokens(bag(bag(payload['info'])?.['last_token_usage']) ?? {}),
      -1,
    );
    return;
  }
  const item = payload['type'] === 'item_completed' ? bag(payload['item']) : undefined;
  const call = id(item?.['id']);
  if (item === undefined || call === undefined || isCopied(text(payload['turn_id']), reading)) return;
  const { all, agentId } = reading;
  const failed = item['status'] === 'failed' || item['status'] === 'declined';
  const known = all.calls.get(call);
  if (known !== undefined) {
    known.failed ||= failed;
    // The end of a command says its answer, or that of whoever waited for it; nobody else's end is told to hooks.
    if (known.tool !== 'Bash') Object.assign(known, failed ? { noHook: true } : { proven: true });
    return;
  }
  // Whether a hook was called for it nobody says, unless the call itself stands in the file.
  const tool = CODEX_ITEMS.get(text(item['type']) ?? '')?.(item);
  const made = tool === undefined ? undefined : callOf(all, call, tool, agentId);
  if (made !== undefined) Object.assign(made, { result: true, failed, noHook: true });
}

function readItem(payload: Bag, reading: Reading): void {
  const { all, agentId } = reading;
  const type = text(payload['type']) ?? '';
  const call = id(payload['call_id']) ?? id(payload['id']);
  if (call === undefined) return;
  if (isCopied(turnOf(payload, reading), reading)) return;
  if (OUTPUTS.has(type)) {
    readOutput(all, call, payload['output']);
  } else if (CODEX_HOSTED.has(type)) {
    const made = callOf(all, call, type.replace(/_call$/, ''), agentId);
    if (made !== undefined) Object.assign(made, { result: true, noHook: true });
  } else if (CALLS.has(type)) {
    const own = type === 'local_shell_call' ? 'local_shell' : (name(payload['name']) ?? type);
    const made = callOf(all, call, codexTool(own, name(payload['namespace'])), agentId);
    if (made === undefined) return;
    // A name in a namespace is another tool's.
    if (type === 'tool_search_call' || (CODEX_HOOKLESS.has(own) && text(payload['namespace']) === undefined))
      made.noHook = true;
  }
}

/** The turn that an item is of. */
function turnOf(payload: Bag, { turn }: Reading): string | undefined {
  const meta = bag(payload['internal_chat_message_metadata_passthrough']);
  return text(meta?.['turn_id']) ?? turn;
}

/**
 * A fork begins with a copy of what it comes from, and so does a subagent that was given the conversation. Turns of
 * the copy are older than the thread, and the ids of both tell when they were made.
 */
function isCopied(turn: string | undefined, { begun }: Reading): boolean {
  const at = timeOfId(turn ?? '');
  return at !== undefined && begun !== undefined && at < begun;
}

const ownTokens = ({ tokens, forked, before }: Reading): Tokens =>
  forked && before !== undefined ? addTokens(tokens, before, -1) : tokens;
