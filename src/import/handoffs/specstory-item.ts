import { linkDestination } from '../../record/markdown-write.ts';
import type { NewSection } from '../../record/compose.ts';
import { closeBlocks } from '../text/close-blocks.ts';
import { readWhen, dayOf } from '../text/read-when.ts';
import { whenOfPath } from '../text/settle-facts.ts';
import { demoted } from '../text/demoted.ts';
import { authorOf, createdOf } from './markdown-item.ts';
import type { Recognised } from './recognise.ts';
import type { DraftItem, SourceFile } from './source-file.ts';
import { plainTitle, titleOfName } from './title-of.ts';

/** A longer conversation comes along as a file of its own: a record is to be read. */
export const LONGEST_KEPT = 256 * 1024;

const SESSION = /<!--\s*([\w .-]{1,40}?) Session ([0-9a-f]{8}-[0-9a-f-]{27})/i;
const USER = /^_\*\*User\b[^\n]{0,80}\*\*_/gm;
const HOSTS: Readonly<Record<string, string>> = {
  'claude code': 'claude-code',
  'codex cli': 'codex',
  codex: 'codex',
};

/** Whether the conversation itself stands in the record. */
export const isKept = (text: string): boolean => text.length <= LONGEST_KEPT;

/** The item of a conversation that SpecStory kept. The record of a long one links to it: `name` is what the link says. */
export function specstoryItem(file: SourceFile, { kind }: Recognised): DraftItem {
  const { text, path } = file;
  const top = text.slice(0, 4000);
  const heading = /^# +(.+)$/m.exec(top)?.[1];
  const named =
    whenOfPath(path) ?? readWhen(heading ?? '') ?? readWhen(/\(([^()\n]+)\)\s*-->/.exec(top)?.[1] ?? '');
  const created = named === undefined ? createdOf(file, {}) : ({ value: named, from: 'name' } as const);
  const [, host = '', session] = SESSION.exec(top) ?? [];
  const model = /^_\*\*Agent \((?:model )?([\w.-]+)/m.exec(text.slice(0, 200_000))?.[1];
  const requests = text.match(USER)?.length ?? 0;
  const title = titleOf(heading, path, created.value);
  const author = authorOf(file, {});
  const said = `A conversation with ${requests === 1 ? 'one request' : `${requests} requests`}, kept by SpecStory.`;
  const whole = `[${path.slice(path.lastIndexOf('/') + 1).replace(/[[\]\\`*_<>]/g, ' ')}](${selfLink(path)})`;
  const sections: NewSection[] = isKept(text)
    ? [
        { heading: 'Summary', text: said },
        { heading: 'Conversation', text: closeBlocks(demoted(text.replace(/^\uFEFF/, ''), 2)) },
      ]
    : [{ heading: 'Summary', text: `${said} It is too long for a record: ${whole} has all of it.` }];
  return {
    id: file.id,
    path,
    hash: file.hash,
    // A file that comes along as it is has lost nothing.
    text: isKept(text) ? text : undefined,
    kind,
    title,
    ...(author === undefined ? {} : { author }),
    created,
    fields: {
      tags: ['specstory'],
      ...(HOSTS[host.toLowerCase()] === undefined ? {} : { host: HOSTS[host.toLowerCase()] }),
      ...(session === undefined ? {} : { host_sessions: [session] }),
      ...(model === undefined ? {} : { model }),
    },
    aliases: [],
    sections,
    doubts: [
      ...(created.from === 'file' ? (['date'] as const) : []),
      ...(file.oddEncoding ? (['encoding'] as const) : []),
    ],
  };
}

/** The destination by which a record links to the file that it was made of. */
export const selfLink = (path: string): string => linkDestination(path.slice(path.lastIndexOf('/') + 1));

// Its heading is often nothing but the time.
function titleOf(heading: string | undefined, path: string, created: string): string {
  const said = plainTitle(heading ?? '').replace(/\s*\(\d{4}-[^()]*\)$/, '');
  if (/\p{L}{3}/u.test(said.replace(/\d[\dTZ:. -]*/g, ''))) return said;
  const name = titleOfName(path);
  return /\p{L}{3}/u.test(name) && name !== path ? name : `Conversation of ${dayOf(created)}`;
}
