import { scanBody } from './document.ts';
import { type ItemLists, itemLists } from './items.ts';

// What a session's items are made of, kept behind its frontmatter until somebody wants its row (`source-row.ts`):
// JSON of the items, or the number of a line and the section that begins there.

/** What is kept of the items in a body. */
export interface KeptItems {
  /** Empty where there are none. */
  readonly text: string;
  /** One of them is open. */
  readonly open: boolean;
}

const HEADING = /waiting\s+on|open\s+questions/gi;
/** A line that is a heading as canon writes it: with nothing open before it, that is what it is. */
const USUAL = /\n## (?:Waiting On|Open Questions)\n/;
/** What might swallow a heading (fences, HTML), or ask for the rest of the text. */
const MAY_HIDE = /[<\r]|```|~~~/;
/** Entries of one line each, up to the next heading of the second level. */
const PLAIN = /^(?:- \[[ xX]\] [^\s`<[\]][^\n`<[\]]*\n|\n)*$/;
const OPEN = /^- \[ \]/m;

/**
 * Keeps what the body of a session adds to its row where the frontmatter says the rest. Mostly that is one section,
 * of which more than half of all reading would be. Undefined where only the full readers can tell.
 * @param bodyLine the file's line that the body begins on
 */
export function keepItems(body: string, bodyLine: number): KeptItems | undefined {
  const section = onlySection(body);
  if (section) {
    const text = body.slice(section.start, section.end);
    return { text: `${bodyLine + linesBefore(body, section.start)}\n${text}`, open: OPEN.test(text) };
  }
  const scanned = scanBody('session', body);
  if (!scanned) return undefined;
  const lists = itemLists('session', scanned, bodyLine);
  const all = [...(lists.waiting ?? []), ...(lists.questions ?? [])];
  return { text: all.length === 0 ? '' : JSON.stringify(lists), open: all.some((item) => item.open) };
}

/** The items that were kept. */
export function keptItems(text: string): ItemLists {
  if (text === '') return {};
  if (text.startsWith('{')) return JSON.parse(text) as ItemLists;
  const end = text.indexOf('\n');
  const scanned = scanBody('session', text.slice(end + 1));
  return scanned ? itemLists('session', scanned, Number(text.slice(0, end))) : {};
}

function onlySection(body: string): { start: number; end: number } | undefined {
  if (body.match(HEADING)?.length !== 1) return undefined;
  const found = USUAL.exec(body);
  if (!found) return undefined;
  const start = found.index + 1;
  const content = found.index + found[0].length;
  const next = body.indexOf('\n## ', content - 1);
  const end = next < 0 ? body.length : next + 1;
  if (MAY_HIDE.test(body.slice(0, start)) || !PLAIN.test(body.slice(content, end))) return undefined;
  return { start, end };
}

function linesBefore(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
