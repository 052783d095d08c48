import type { Kind } from '../../record/kinds.ts';
import { escapeInline } from '../../record/markdown-write.ts';
import { safeLine } from '../../text/safe.ts';
import type { Words } from '../language/words.ts';
import type { SiteModel, SiteRecord } from '../model.ts';
import { isGoing } from '../view/active.ts';
import { absoluteUrl } from './absolute.ts';
import { FEED } from './feed-names.ts';
import type { MachineText } from './machine-text.ts';

/** A reader with little room wants the newest. */
const MOST_SESSIONS = 20;
const MOST = 200;
/** States in which something else holds. */
const REPLACED = new Set(['superseded', 'deprecated', 'rejected']);

/** What a model reads is what people see: nothing hidden, nothing that steers a terminal. */
const plain = (text: string): string => escapeInline(safeLine(text));

/** What the site is about, for a language model (llmstxt.org): a title, a summary, and lists of links. */
export function llmsText({ settings, records }: SiteModel, words: Words): MachineText {
  const { machines: say, plural } = words;
  const of = (kind: Kind): SiteRecord[] => records.filter(({ row }) => row.kind === kind);
  const current = (kind: Kind): SiteRecord[] =>
    of(kind).filter(({ row }) => !REPLACED.has(row.status ?? '') && row.fault === undefined);
  // Whole addresses where they are known: the file may be read without its place.
  const to = (url: string): string => absoluteUrl(settings.url ?? '', url);
  const lineOf = ({ row, facts, documentUrl }: SiteRecord): string => {
    const summary = row.summary ?? facts.lead;
    const link = `- [${plain(row.title)}](${to(documentUrl)})`;
    return summary === null ? link : `${link}: ${plain(summary)}`;
  };
  const section = (title: string, all: readonly SiteRecord[], most = MOST): string =>
    all.length === 0 ? '' : `## ${title}\n\n${all.slice(0, most).map(lineOf).join('\n')}\n`;
  const also = [
    `- [index.json](${to('index.json')}): ${say.indexAbout}`,
    ...(settings.url === undefined ? [] : [`- [${FEED}](${to(FEED)}): ${say.feedAbout}`]),
  ];
  const parts = [
    `# ${plain(settings.title)}\n`,
    `> ${say.about} ${plural(records.length, ...say.records)}.\n`,
    section(say.kinds.plan, current('plan')),
    section(say.activeWork, records.filter(isGoing)),
    section(say.kinds.adr, current('adr')),
    section(say.kinds.learning, current('learning')),
    section(say.newestSessions, of('session'), MOST_SESSIONS),
    // By the convention, what may be left out.
    `## Optional\n\n${also.join('\n')}\n`,
  ];
  return { path: 'llms.txt', text: parts.filter((part) => part !== '').join('\n') };
}
