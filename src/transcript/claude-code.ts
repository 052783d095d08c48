import { type AgentTypes, agentTypes } from './claude-agents.ts';
import { type ClaudeFiles, claudeFiles } from './claude-files.ts';
import type { Tokens, TranscriptFacts, TranscriptPlace } from './facts.ts';
import {
  type Gathered,
  type Usage,
  atTime,
  callOf,
  factsOf,
  gathering,
  outcomeOf,
  usageByKey,
} from './gather.ts';
import { CLAUDE_STOPPED } from './hookless.ts';
import { type Bag, bag, bags, count, id, name, text } from './json.ts';
import { eachLine } from './lines.ts';
import { parseLine, startsLike } from './parse-line.ts';
import { type Watch, watching } from './watch.ts';

const MARKS = ['"tool_use"', '"tool_result"', '"usage"'].map((mark) => Buffer.from(mark));
const SOURCE = Buffer.from('"querySource"');
/** Requests are noted as they were sent: what was called is in them, too, and they may be very long. */
const REPEATING = /^\{"type": ?"api-request-/;
/** A file about a subagent is one small object. */
const META = 1 << 20;
/** Lines of the beginning that are looked at for a time, whatever they tell of. */
const HEAD = 20;

/** Claude Code's transcript of a session, with those of its subagents. It may be written well after the calls. */
export function readClaudeCode(place: TranscriptPlace): TranscriptFacts | undefined {
  const files = claudeFiles(place);
  return files && readClaudeFiles(files, place.session);
}

/**
 * The same of files that somebody has found.
 * @param watch is told of what else stands in them
 */
export function readClaudeFiles(
  files: ClaudeFiles,
  session: string,
  watch?: Watch,
): TranscriptFacts | undefined {
  const all = gathering();
  const usage = usageByKey();
  const agents = agentTypes();
  const reading = { session, all, usage, agents, watch };
  if (!readFile(files.main, undefined, reading)) return undefined;
  for (const { path, agentId, meta } of files.subagents) {
    if (meta !== undefined)
      eachLine(meta, (line) => agents.named(agentId, name(parseLine(line)?.['agentType'])), { budget: META });
    readFile(path, agentId, reading);
  }
  return factsOf(files.main, all, usage.sum(), { agentOf: agents.typeOf, proof: false });
}

interface Reading {
  readonly session: string;
  readonly all: Gathered;
  readonly usage: Usage;
  readonly agents: AgentTypes;
  readonly watch: Watch | undefined;
}

function readFile(path: string, agentId: string | undefined, reading: Reading): boolean {
  const { all, agents, watch } = reading;
  let at = 0;
  const onLine = (line: Buffer, open: boolean): void => {
    at += 1;
    const telling = MARKS.some((mark) => line.includes(mark)) && !startsLike(line, REPEATING);
    const heading = all.first === undefined && at <= HEAD;
    const naming = agentId !== undefined && !agents.has(agentId) && line.includes(SOURCE);
    const watched = watch?.wants(line) === true && !startsLike(line, REPEATING);
    if (!telling && !heading && !naming && !watched) return;
    const parsed = parseLine(line);
    if (parsed === undefined) {
      // A last line without its end is being written; it tells of nothing that could be missed.
      if (telling && !open) all.skipped += 1;
      return;
    }
    if (isForeign(parsed, reading.session)) return;
    if (naming) agents.source(agentId, text(parsed['querySource']));
    if (heading) atTime(all, parsed['timestamp']);
    if (telling) readLine(parsed, agentId, reading);
    watch?.line(parsed, agentId);
  };
  const lines = eachLine(path, onLine, { budget: all.budget, ...watching(watch) });
  if (lines === undefined) return false;
  all.lines += lines.lines;
  all.skipped += lines.lost;
  all.budget -= lines.bytes;
  return true;
}

/**
 * A session that was forked from another begins with lines of that one, whose calls were recorded there. They keep
 * its id, or name it as where they come from (`forkedFrom`, `requestSessionId`: what 2.1.330 writes in answers).
 */
function isForeign(line: Bag, session: string): boolean {
  return [line['sessionId'], line['requestSessionId'], bag(line['forkedFrom'])?.['sessionId']].some((one) => {
    const of = text(one);
    return of !== undefined && of !== session;
  });
}

function readLine(line: Bag, agentId: string | undefined, reading: Reading): void {
  const { all, usage, agents } = reading;
  const message = bag(line['message']);
  // Requests that are noted as they were sent, and progress of subagents, repeat blocks that stand elsewhere.
  if (message === undefined || (line['type'] !== 'assistant' && line['type'] !== 'user')) return;
  atTime(all, line['timestamp']);
  const content = bags(message['content']);
  if (line['type'] === 'user') {
    for (const block of content) if (block['type'] === 'tool_result') readResult(block, line, reading);
    return;
  }
  const model = name(message['model']);
  if (agentId === undefined && model !== undefined && model !== '<synthetic>') all.model = model;
  const tokens = usageOf(message['usage']);
  const key = `${text(message['id']) ?? text(line['uuid']) ?? ''} ${text(line['requestId']) ?? ''}`;
  if (tokens !== undefined && !usage.add(key, tokens)) all.skipped += 1;
  for (const block of content) {
    const call = block['type'] === 'tool_use' ? id(block['id']) : undefined;
    if (call === undefined) continue;
    callOf(all, call, name(block['name']) ?? 'unknown', agentId);
    agents.asked(call, name(bag(block['input'])?.['subagent_type']));
  }
}

function readResult(block: Bag, line: Bag, { all, agents }: Reading): void {
  const call = id(block['tool_use_id']);
  if (call === undefined) return;
  const told = line['toolUseResult'];
  agents.started(call, id(bag(told)?.['agentId']));
  // What the user stopped has an answer for the model alone: it did not come to an end.
  if (isStopped(told) || isStopped(block['content'])) return;
  const outcome = outcomeOf(all, call);
  outcome.result = true;
  if (block['is_error'] === true) outcome.failed = true;
}

function isStopped(told: unknown): boolean {
  const said = text(told) ?? text(bags(told)[0]?.['text']);
  return said !== undefined && CLAUDE_STOPPED.some((start) => said.startsWith(start));
}

function usageOf(value: unknown): Tokens | undefined {
  const usage = bag(value);
  if (usage === undefined) return undefined;
  return {
    input: count(usage['input_tokens']),
    output: count(usage['output_tokens']),
    cache_read: count(usage['cache_read_input_tokens']),
    cache_creation: count(usage['cache_creation_input_tokens']),
  };
}
