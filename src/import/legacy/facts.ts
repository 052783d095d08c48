import type { FrontmatterData } from '../../record/frontmatter.ts';
import { isDate, isTime } from '../../record/ids.ts';
import { toRowFully } from '../../work/to-row.ts';
import type { Author, Known } from '../item.ts';
import type { FileOrigin } from '../reader.ts';
import { readWhen } from '../text/read-when.ts';

/** What a session's file says of itself, and git of it. */
export interface LegacyFacts {
  readonly title: string;
  readonly titled: boolean;
  readonly author: Known<Author> | undefined;
  readonly created: Known<string> | undefined;
  readonly branch: string | undefined;
}

const AUTHOR = ['operator', 'author', 'owner', 'user', 'by'] as const;
const CREATED = ['created', 'created_at', 'createdAt', 'date', 'started', 'timestamp', 'updated'] as const;
const LABEL =
  /^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?([\p{L}][\p{L} _-]{1,24}?)(?:\*\*|__)?[ \t]*:[ \t]*(?:\*\*|__)?[ \t]*(\S.*?)[ \t]*$/u;
/** As many lines from the top are looked at for labels. */
const TOP = 40;

const LABELS: Readonly<Record<string, 'author' | 'created' | 'branch'>> = {
  operator: 'author',
  author: 'author',
  by: 'author',
  owner: 'author',
  автор: 'author',
  оператор: 'author',
  date: 'created',
  created: 'created',
  when: 'created',
  дата: 'created',
  branch: 'branch',
  ветка: 'branch',
};

export async function factsOf(
  path: string,
  text: string,
  data: FrontmatterData,
  body: string,
  origin: FileOrigin | undefined,
): Promise<LegacyFacts> {
  const labels = labelsIn(body);
  const row = await toRowFully(path, 'session', text);
  const fromFront = firstText(data, CREATED);
  const said = firstWhen([
    [fromFront, 'frontmatter'],
    [labels.created, 'label'],
    [row.id, 'name'],
    [origin?.at, 'git'],
  ]);
  const author = firstText(data, AUTHOR);
  const branch = typeof data['branch'] === 'string' ? undefined : labels.branch;
  return {
    title: row.title,
    titled: row.title !== row.id,
    author:
      author !== undefined
        ? { value: { name: author }, from: 'frontmatter' }
        : labels.author !== undefined
          ? { value: { name: labels.author }, from: 'label' }
          : origin && { value: { name: origin.author, email: origin.email }, from: 'git' },
    created: said,
    branch,
  };
}

function firstText(data: FrontmatterData, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = data[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

function firstWhen(
  candidates: readonly (readonly [text: string | undefined, from: Known<string>['from']])[],
): Known<string> | undefined {
  for (const [text, from] of candidates) {
    if (text === undefined) continue;
    const value = isDate(text) || isTime(text) ? text : from === 'name' ? dayInName(text) : readWhen(text);
    if (value !== undefined) return { value, from };
  }
  return undefined;
}

/** `2026-05-11` or `260511` in `CONV-2026-05-11-email`. */
function dayInName(name: string): string | undefined {
  const [, year = '', month = '', day = ''] =
    /(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/.exec(name) ??
    /(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)/.exec(name) ??
    [];
  const found = `${year.length === 2 ? `20${year}` : year}-${month}-${day}`;
  return isDate(found) ? found : undefined;
}

function labelsIn(body: string): Partial<Record<'author' | 'created' | 'branch', string>> {
  const found: Partial<Record<'author' | 'created' | 'branch', string>> = {};
  for (const line of body.split('\n', TOP)) {
    const [, name = '', value = ''] = LABEL.exec(line.replace(/\r$/, '')) ?? [];
    const what = Object.hasOwn(LABELS, name.toLowerCase()) ? LABELS[name.toLowerCase()] : undefined;
    if (what) found[what] ??= value.replace(/[*_`]+$/, '').replace(/^[*_`]+/, '');
  }
  return found;
}
