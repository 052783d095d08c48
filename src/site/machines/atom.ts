import { safeLine } from '../../text/safe.ts';
import { element, type Xml, xmlDocument } from './xml.ts';

/** Something that is new, for those who follow a feed. Addresses are whole. */
export interface FeedEntry {
  readonly url: string;
  readonly title: string;
  readonly summary: string | null;
  readonly author: string | null;
  /** RFC 3339, as `updated`. */
  readonly published: string;
  readonly updated: string;
  readonly tags: readonly string[];
}

/** A feed as a whole. */
export interface Feed {
  /** Its own address. */
  readonly self: string;
  /** The page that shows the same to people. */
  readonly page: string;
  readonly title: string;
  /** Whose everything is that names nobody. */
  readonly author: string;
  readonly language: string;
  readonly entries: readonly FeedEntry[];
}

/** When nothing has happened yet: a feed has to have a date, and the same one in every build. */
const NEVER = '1970-01-01T00:00:00Z';

/** A feed in the format of RFC 4287. The id of an entry is its address, which never moves. */
export function atom({ self, page, title, author, language, entries }: Feed): string {
  const updated = entries.map((entry) => entry.updated).toSorted();
  return xmlDocument(
    element(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language },
      element('id', {}, self),
      element('title', {}, safeLine(title)),
      element('updated', {}, updated.at(-1) ?? NEVER),
      element('author', {}, element('name', {}, safeLine(author))),
      element('link', { rel: 'self', type: 'application/atom+xml', href: self }),
      element('link', { rel: 'alternate', type: 'text/html', href: page }),
      element('generator', {}, 'canon'),
      ...entries.map(entryXml),
    ),
  );
}

const entryXml = ({ url, title, summary, author, published, updated, tags }: FeedEntry): Xml =>
  element(
    'entry',
    {},
    element('id', {}, url),
    element('title', {}, safeLine(title)),
    element('link', { rel: 'alternate', type: 'text/html', href: url }),
    element('published', {}, published),
    element('updated', {}, updated),
    ...(author === null ? [] : [element('author', {}, element('name', {}, safeLine(author)))]),
    ...tags.map((term) => element('category', { term: safeLine(term) })),
    ...(summary === null ? [] : [element('summary', { type: 'text' }, safeLine(summary))]),
  );
