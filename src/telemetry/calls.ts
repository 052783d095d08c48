import type { BatchCall, BatchEvent, CallEvent, JournalLine, RecordMark, SessionEvent } from './event.ts';

/** One call of a tool, whatever it was reported by and however often. */
export interface Call {
  /** The host's id of it. */
  readonly id: string;
  readonly tool: string;
  readonly host: string;
  /** When it ended, in milliseconds since the epoch. */
  readonly at: number;
  readonly ms?: number;
  readonly failed: boolean;
  /** Type of the subagent that made it; undefined for the session itself. */
  readonly agent?: string;
  readonly agentId?: string;
  /** Bytes of input and response. */
  readonly in?: number;
  readonly out?: number;
  readonly commits?: readonly string[];
  readonly committing?: true;
  readonly paths?: readonly string[];
  /** Where in the journal it is first told of: what stands above a mark belongs to its record. */
  readonly seq: number;
}

/** A mark that a record was written, with its place in the journal. */
export interface Mark extends RecordMark {
  readonly seq: number;
}

/** What tells the record of a mark from all others: two projects in one clone may have records of one id. */
export const keyOf = ({ record, path }: Pick<RecordMark, 'record' | 'path'>): string => path ?? record;

/** A journal, understood. */
export interface Journal {
  /** The host's id of the session, where the journal says it. */
  readonly session: string | undefined;
  /** In order of first appearance. */
  readonly calls: readonly Call[];
  readonly marks: readonly Mark[];
  /** Starts, compactions, ends, in order of the file. */
  readonly events: readonly SessionEvent[];
}

/** What is known of a call so far: the first of its own events, the first batch it stands in. */
interface Known {
  /** Of the first line that tells of it; of a call that was only told to begin, of the line by which it was over. */
  seq: number;
  failed: boolean;
  own?: CallEvent;
  listed?: Listed;
  begun?: CallEvent;
}

interface Listed {
  readonly batch: BatchEvent;
  readonly call: BatchCall;
}

/**
 * Joins what was told of each call. In which order it was told does not matter, nor how often: hosts report a call and
 * its batch at once, two of them may run the same hooks, and a fold that was killed does its last batch again.
 */
export function joinLines(lines: Iterable<JournalLine>): Journal {
  const calls = new Map<string, Known>();
  // Begun, and nothing told since: still going on, as far as anybody knows.
  const running = new Set<Known>();
  const marks: Mark[] = [];
  const events: SessionEvent[] = [];
  let session: string | undefined;
  let seq = 0;
  const known = (id: string): Known => {
    let call = calls.get(id);
    if (call === undefined) calls.set(id, (call = { seq, failed: false }));
    return call;
  };
  for (const line of lines) {
    seq += 1;
    switch (line.e) {
      case 'session':
        session ??= line.id;
        break;
      case 'begin': {
        const call = known(line.id);
        if (call.begun === undefined && !hasEnded(call)) {
          // Agents wait for an answer as a rule; of calls side by side the ends are told later, and count then.
          endAll(running, seq);
          running.add(call);
        }
        if (call.begun === undefined || isBefore(line, call.begun)) call.begun = line;
        break;
      }
      case 'use':
      case 'fail':
        endAll(running, seq);
        addOwn(ending(known(line.id)), line);
        break;
      case 'batch':
        endAll(running, seq);
        for (const call of line.calls) addListed(ending(known(call.id)), { batch: line, call });
        break;
      case 'record':
        if (line.was === undefined) marks.push({ ...line, seq });
        else rename(marks, line);
        break;
      default:
        endAll(running, seq);
        events.push(line);
    }
  }
  // The end of a session is noted before its last calls are folded.
  const over = events.reduce((last, { e, t }) => (e === 'end' ? Math.max(last, t) : last), 0);
  for (const call of running) {
    if ((call.begun?.t ?? Infinity) > over) continue;
    call.failed = true;
    running.delete(call);
  }
  const ended = [...calls].filter(([, call]) => !running.has(call));
  const inOrder = ended.sort(([, one], [, other]) => one.seq - other.seq);
  return { session, calls: inOrder.map(([id, one]) => callOf(id, one)), marks, events };
}

/** Marks of a record that a push has given another id are marks of that one. */
function rename(marks: Mark[], { record, path, was }: RecordMark): void {
  for (const [at, mark] of marks.entries()) {
    if (mark.record === was && folderOf(mark) === folderOf({ path }))
      marks[at] = { ...mark, record, ...(path === undefined ? {} : { path }) };
  }
}

const folderOf = ({ path }: { readonly path?: string | undefined }): string =>
  path?.slice(0, path.lastIndexOf('/') + 1) ?? '';

const hasEnded = ({ own, listed }: Known): boolean => own !== undefined || listed !== undefined;

/**
 * A call that began is over when something else is told, and has failed if it is never told of again. From then
 * on it counts, and is of the record that counts it, whatever comes later.
 */
function endAll(running: Set<Known>, seq: number): void {
  for (const call of running) {
    call.seq = seq;
    call.failed = true;
  }
  running.clear();
}

/** A call whose end is told of did not fail by not being told of. */
function ending(call: Known): Known {
  if (!hasEnded(call)) call.failed = false;
  return call;
}

function addOwn(known: Known, event: CallEvent): void {
  if (event.e === 'fail') known.failed = true;
  if (known.own === undefined || isBefore(event, known.own)) known.own = event;
}

function addListed(known: Known, listed: Listed): void {
  if (
    known.listed === undefined ||
    isBefore({ ...listed.batch, calls: [listed.call] }, { ...known.listed.batch, calls: [known.listed.call] })
  )
    known.listed = listed;
}

// Of two that say the same of one call, the same one has to win in whatever order they come.
const isBefore = <E extends { readonly t: number }>(one: E, other: E): boolean =>
  one.t === other.t ? JSON.stringify(one) < JSON.stringify(other) : one.t < other.t;

function callOf(id: string, { seq, failed, own, listed, begun }: Known): Call {
  const batch = listed?.batch;
  const from = own ?? batch ?? begun;
  const agent = own?.agent ?? batch?.agent ?? begun?.agent;
  const agentId = own?.agent_id ?? batch?.agent_id ?? begun?.agent_id;
  const size = { in: own?.in ?? listed?.call.in ?? begun?.in, out: own?.out ?? listed?.call.out };
  return {
    id,
    tool: own?.tool ?? listed?.call.tool ?? begun?.tool ?? '',
    host: from?.host ?? '',
    at: from?.t ?? 0,
    ...(own?.ms === undefined ? {} : { ms: own.ms }),
    // A batch cannot tell of a call that ended by itself how it ended.
    failed: own === undefined && listed !== undefined ? listed.call.failed === true : failed,
    ...(agent === undefined ? {} : { agent }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(size.in === undefined ? {} : { in: size.in }),
    ...(size.out === undefined ? {} : { out: size.out }),
    ...(own?.commits === undefined ? {} : { commits: own.commits }),
    ...(own?.committing === undefined ? {} : { committing: own.committing }),
    ...pathsOf(own ?? begun),
    seq,
  };
}

const pathsOf = (event: CallEvent | undefined): { paths?: readonly string[] } =>
  event?.paths === undefined ? {} : { paths: event.paths };
