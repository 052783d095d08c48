import { composeHeading, composeRecord, type NewSection } from '../../record/compose.ts';
import { formatEntry } from '../../record/format-value.ts';
import { type Kind, OWNER_KEY } from '../../record/kinds.ts';
import type { SourceItem, SourceName } from '../item.ts';
import { withDestinations } from '../markdown/destinations.ts';
import { closed } from './closed.ts';
import { fieldsOf } from './fields-of.ts';
import { asHeading, type Title } from './titles.ts';
import type { When } from './when.ts';

/** What a record is composed of besides the item. */
export interface Parts {
  readonly source: SourceName;
  readonly kind: Kind;
  readonly id: string;
  readonly title: Title;
  readonly owner: string;
  readonly when: When;
  readonly aliases: readonly string[];
  readonly at: string;
  readonly links: ReadonlyMap<string, string>;
  /** More for Properties, as Markdown. */
  readonly extra?: string | undefined;
}

const PROPERTIES = 'Properties';
const MARKS = '## ';

/** The whole record of an item. */
export async function composeItem(item: SourceItem, parts: Parts): Promise<string> {
  const { kind, id, title, when, links } = parts;
  const { fields, odd } = fieldsOf(kind, item.fields, parts.source === 'transcripts');
  const owner = OWNER_KEY[kind];
  const data = {
    ...fields,
    title: title.title,
    ...(owner ? { [owner]: parts.owner } : {}),
    kind,
    ...(kind === 'session' ? { id } : {}),
    [kind === 'adr' ? 'date' : 'created']: kind === 'session' ? when.time : when.day,
    ...(parts.aliases.length > 0 ? { aliases: parts.aliases } : {}),
    imported: { source: parts.source, id: item.id, at: parts.at },
  };
  const to = (href: string): string | undefined => links.get(href);
  const known = [...links.keys()];
  // A destination stands in the text as it is: where none does, nothing has to be found out about code and brackets.
  const linked = async (text: string): Promise<string> =>
    known.some((href) => text.includes(href)) ? withDestinations(text, to) : text;
  const sections: NewSection[] = [];
  for (const { heading, text } of item.sections) {
    sections.push({
      // Behind its marks: `[a]: b` begins no reference there.
      heading: (await linked(`${MARKS}${heading}`)).slice(MARKS.length),
      text: await closed(await linked(text)),
    });
  }
  const properties = [
    title.whole === undefined ? '' : asHeading(title.whole),
    item.properties === undefined ? '' : await linked(item.properties),
    odd.length === 0 ? '' : yamlBlock(odd.map(([key, value]) => formatEntry(key, value)).join('')),
    parts.extra ?? '',
  ].filter((part) => part.trim() !== '');
  if (properties.length > 0) {
    sections.push({ heading: PROPERTIES, text: await closed(properties.join('\n\n')) });
  }
  return withPlainHeading(composeRecord(kind, data, sections), composeHeading(kind, data));
}

/** The title is text: brackets in it are no link, and `<!--` begins no comment. */
function withPlainHeading(record: string, heading: string): string {
  const before = `\n---\n# ${heading}\n`;
  const at = record.indexOf(before);
  const plain = asHeading(heading);
  if (at < 0 || plain === heading) return record;
  return `${record.slice(0, at)}\n---\n# ${plain}\n${record.slice(at + before.length)}`;
}

/** YAML as a block of code, in a fence that nothing in it ends. */
export function yamlBlock(yaml: string): string {
  const longest = Math.max(2, ...[...yaml.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}yaml\n${yaml.endsWith('\n') ? yaml : `${yaml}\n`}${fence}`;
}
