import { composeRecord, type NewSection } from '../record/compose.ts';
import { formatTime, type SessionId } from '../record/ids.ts';
import { leadText } from '../record/markdown-shown.ts';
import { SECTIONS } from '../record/sections.ts';
import { safeLine } from '../text/safe.ts';
import { cutTo } from '../text/width.ts';
import type { Moment } from '../world.ts';
import type { Draft, DraftSection } from './draft.ts';
import { ALLOWED_SECRETS } from './draft-keys.ts';
import type { SessionFacts } from './facts.ts';
import { numberItems, type KnownItem } from './number-items.ts';
import { containedText } from './section-text.ts';

/**
 * What was counted of a session's tool calls. Without a journal it is absent, and says so; with one, these
 * are the keys that follow `host` in the record.
 */
export interface Telemetry {
  readonly telemetry: 'complete' | 'partial' | 'absent';
  readonly host?: string;
  readonly host_sessions?: readonly string[];
  readonly model?: string;
  readonly tool_calls?: number;
  readonly tool_failures?: number;
  readonly tool_calls_breakdown?: Readonly<Record<string, number>>;
  readonly tokens?: Readonly<Record<string, number>>;
}

export interface SessionParts {
  readonly id: SessionId;
  readonly operator: string;
  readonly created: Moment;
  readonly draft: Draft;
  readonly facts: SessionFacts;
  /** The session that it continues, unless the draft says another. */
  readonly parent?: string | undefined;
  /** An id that was claimed for it, where its record has another. */
  readonly alias?: string | undefined;
  readonly telemetry: Telemetry;
  /** Fingerprints of findings that the operator let through. */
  readonly allowedSecrets: readonly string[];
}

/** A session as it will stand on disk. */
export interface ComposedSession {
  readonly title: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const LONGEST_TITLE = 200;
const ITEM_SECTIONS: Readonly<Record<string, 'w' | 'q'>> = { 'Waiting On': 'w', 'Open Questions': 'q' };

/** The whole record of a session: what the author said, then what the machine knows. */
export async function composeSession(parts: SessionParts): Promise<ComposedSession> {
  const { draft, facts, telemetry } = parts;
  const title = titleOf(draft);
  const { host, host_sessions, model, ...counted } = telemetry;
  const data: Record<string, unknown> = Object.assign(Object.create(null) as Record<string, unknown>, {
    parent: parts.parent,
    ...(parts.alias === undefined ? {} : { aliases: [parts.alias] }),
    ...draft.data,
    title,
    operator: parts.operator,
    kind: 'session',
    id: parts.id,
    status: 'handed-off',
    created: formatTime(parts.created),
    ...facts,
    host,
    host_sessions,
    model,
    ...counted,
    ...(parts.allowedSecrets.length === 0 ? {} : { [ALLOWED_SECRETS]: [...parts.allowedSecrets] }),
  });
  const sections = await orderSections(draft);
  return { title, data, text: composeRecord('session', data, sections) };
}

/** The draft's title, or the first words of what it says, on one line. */
export function titleOf(draft: Pick<Draft, 'data' | 'sections'>): string {
  const { title, summary } = draft.data;
  if (typeof title === 'string' && oneLine(title) !== '') return cutTo(oneLine(title), LONGEST_TITLE);
  const said = [summary, ...draft.sections.map(({ text }) => text)].find(
    (text) => typeof text === 'string' && oneLine(text) !== '',
  );
  return firstWords(String(said ?? 'Session'));
}

const oneLine = (text: string): string => safeLine(text).replace(/\s+/g, ' ').trim();

/** The first sentence as plain text, cut between words. */
function firstWords(text: string): string {
  const plain = oneLine(leadText(text, text));
  const sentence = /^.*?[.!?](?=\s|$)/.exec(plain)?.[0].replace(/\.$/, '') ?? plain;
  if (Array.from(sentence).length <= 72) return sentence || 'Session';
  const words = cutTo(sentence, 72).replace(/…$/, '');
  const cut = words.lastIndexOf(' ');
  return `${(cut > 30 ? words.slice(0, cut) : words).replace(/[,;:–—-]\s*$/, '')}…`;
}

/** Known sections in the order of the kind, the author's own after them, See Also last; items numbered. */
export async function orderSections(
  draft: Pick<Draft, 'name' | 'sections'>,
  known: (heading: string) => readonly KnownItem[] = () => [],
): Promise<NewSection[]> {
  const order = SECTIONS.session;
  const last = order.length - 1;
  const rank = (section: DraftSection): number => {
    const at = section.known ? order.indexOf(section.heading) : last;
    return section.known && at === last ? last + 1 : at;
  };
  const written = await Promise.all(
    [...draft.sections]
      .sort((one, other) => rank(one) - rank(other))
      .map(async (section): Promise<NewSection> => {
        const { heading } = section;
        const text = await containedText(section.text, heading, draft.name);
        const prefix = section.known ? ITEM_SECTIONS[heading] : undefined;
        return {
          heading,
          text: prefix === undefined ? text : await numberItems(text, prefix, known(heading)),
        };
      }),
  );
  return written.filter(({ text }) => text !== '');
}
