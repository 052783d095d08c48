import type { SourceItem } from '../item.ts';

/** A longer one is no title: it is cut, and stands whole in the text. */
const LONGEST = 200;

// What steers a terminal, hides, or turns the direction of what follows. Each becomes a blank: words stay apart.
const ODD =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFFE\uFFFF]|\p{Cs}/gu;

/** A title on one line, and the whole of it where that had to be cut. */
export interface Title {
  readonly title: string;
  readonly whole?: string;
}

export function titleOf({ title: given, path }: Pick<SourceItem, 'title' | 'path'>): Title {
  const clean = oneLine(given);
  const title = clean === '' ? oneLine(path.replace(/^.*\//, '').replace(/\.[a-z]{1,5}$/i, '')) : clean;
  if (title === '') return { title: 'Untitled' };
  const letters = [...title];
  if (letters.length <= LONGEST) return { title };
  const cut = letters.slice(0, LONGEST - 1).join('');
  const blank = cut.lastIndexOf(' ');
  return { title: `${(blank > LONGEST / 2 ? cut.slice(0, blank) : cut).trimEnd()}…`, whole: title };
}

export const oneLine = (text: string): string => text.replace(ODD, ' ').replace(/\s+/g, ' ').trim();

/** A title as a heading that is nothing but text: no link, no code, no comment. */
export const asHeading = (title: string): string => title.replace(/[\\`[\]<]/g, '\\$&');
