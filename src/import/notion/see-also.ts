import { linkDestination, relativePath } from '../../record/markdown-write.ts';
import type { LinkTo } from '../item.ts';
import type { Draft } from './drafts.ts';
import { LISTED_ROWS } from './limits.ts';
import { label } from './property-links.ts';

/** A line that names what is above or below a page. */
export interface Relation {
  readonly as: 'Parent' | 'Database' | 'Subpage' | 'File';
  readonly name: string;
  readonly href?: string;
  /** Where `href` leads. */
  readonly to?: LinkTo;
}

/**
 * The address of a page in a link that is written here: as long as it has no record, it is found where it came from.
 * @param folder of the page that has the link
 */
export const addressOf = ({ notionId, page, path, id }: Draft, folder: string): string =>
  notionId !== undefined
    ? `https://www.notion.so/${notionId}`
    : page
      ? linkDestination(relativePath(`${folder === '' ? '' : `${folder}/`}x`, path))
      : `notion-row:${encodeURIComponent(id)}`;

/** The children that a page should name: those that its text does not lead to. Of many rows, none. */
export function childrenToName(children: readonly Draft[], linked: ReadonlySet<string>): readonly Draft[] {
  const open = children.filter(({ id }) => !linked.has(id));
  const rows = open.filter(({ table }) => table !== undefined);
  return rows.length > LISTED_ROWS ? open.filter(({ table }) => table === undefined) : open;
}

/** As Markdown. */
export const relationLines = (relations: readonly Relation[]): string =>
  relations
    .map(({ as, name, href }) => `- ${as}: ${href === undefined ? label(name) : `[${label(name)}](${href})`}`)
    .join('\n');
