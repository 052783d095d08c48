import { createHash } from 'node:crypto';
import { cutSections } from '../text/cut-sections.ts';
import { headerOf } from '../text/header-of.ts';
import { readFacts } from '../text/read-facts.ts';
import { authorOf } from './markdown-item.ts';
import type { Recognised } from './recognise.ts';
import type { DraftItem, Making, SourceFile } from './source-file.ts';
import { introOf, type Log } from './split-log.ts';
import { plainTitle } from './title-of.ts';

/** The longest name of an entry in its id. */
const LONGEST = 160;

/** The items of a log: one for each entry. */
export function logItems(
  file: SourceFile,
  { kind }: Recognised,
  log: Log,
  { synonyms }: Making,
): DraftItem[] {
  return log.entries.map((entry, i): DraftItem => {
    const before = i === log.oldest ? log.before : '';
    const facts = readFacts(entry.body, '');
    const cut = cutSections(kind.value, entry.body.slice(facts.bodyStart), synonyms);
    const title = withoutDay(plainTitle(entry.heading));
    const { fields, properties } = headerOf(
      facts,
      kind.value,
      title,
      [entry.heading, cut.title].filter((one) => one !== undefined),
    );
    const kept = [properties ?? '', before.trim() === '' ? '' : introOf(before)].filter(Boolean).join('\n\n');
    const author = authorOf(file, facts);
    const text = before.trim() === '' ? entry.text : `${before}\n\n${entry.text}`;
    return {
      id: `${file.id}#${entry.name.slice(0, LONGEST)}`,
      path: file.path,
      // What stands between it and the next one is nobody's.
      hash: createHash('sha256').update(text.trimEnd()).digest('hex'),
      text,
      kind,
      title,
      ...(author === undefined ? {} : { author }),
      created: facts.created?.from === 'label' ? facts.created : { value: entry.when, from: 'text' },
      fields,
      aliases: facts.names,
      sections: cut.sections,
      ...(kept === '' ? {} : { properties: kept }),
      doubts: file.oddEncoding ? ['encoding'] : [],
    };
  });
}

/** The day stands in the frontmatter; what stands behind it names the entry. */
function withoutDay(heading: string): string {
  const rest = heading.replace(/^\[?\d{4}[-/.]\d\d[-/.]\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?\]?[\s:—–-]*/u, '');
  return /^[\p{L}\p{N}«"'`].*\p{L}{3}|^\p{L}{3}/u.test(rest) ? rest : heading;
}
