import type { Known, KnownFrom } from '../item.ts';
import type { Fact } from './fact-keys.ts';
import { readAuthor } from './read-author.ts';
import type { DocumentFacts } from './read-facts.ts';
import { readWhen } from './read-when.ts';

/** What a text says of itself, as it says it. */
export type Said = Map<Fact, { readonly value: unknown; readonly rank: number; readonly from: KnownFrom }>;

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The texts in a value: of a list each, of a map its own. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (isMap(value)) {
    const { name, slug, email } = value;
    const mail = textsOf(email)[0];
    return [[...textsOf(name ?? slug), mail === undefined ? '' : `<${mail}>`].join(' ').trim()].filter(
      Boolean,
    );
  }
  if (value === null || value === undefined) return [];
  const text = String(value).trim();
  return text === '' ? [] : [text];
}

const HASH = /(?<![0-9a-zA-Z])(?=[0-9]*[a-f])[0-9a-f]{7,40}(?![0-9a-zA-Z])/g;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What `Said` comes to. */
type Settled = Omit<DocumentFacts, 'heading' | 'rest' | 'header' | 'bodyStart'>;

/** Makes values of what a text says, and looks into the name of its file for what it does not say. */
export function settleFacts(said: Said, path: string, heading: string | undefined): Settled {
  const one = (fact: Fact): string | undefined => {
    const [text] = textsOf(said.get(fact)?.value);
    return text === undefined ? undefined : oneLine(text);
  };
  const list = (fact: Fact): string[] | undefined => {
    const value = said.get(fact)?.value;
    const texts = typeof value === 'string' ? value.replace(/^\[|\]$/g, '').split(/[,;]/) : textsOf(value);
    const clean = texts.map((text) => oneLine(text.replace(/[`"'#]/g, ''))).filter(Boolean);
    return clean.length > 0 ? [...new Set(clean)] : undefined;
  };
  const name = said.get('author');
  const author = textsOf(name?.value)
    .map(readAuthor)
    .find((found) => found !== undefined);
  const commits = [...new Set(textsOf(said.get('commits')?.value).join(' ').match(HASH) ?? [])];
  const session = one('session');
  const id = one('name');
  const isName = id !== undefined && /^[\p{L}\p{N}][\p{L}\p{N}._#-]{0,60}$/u.test(id) && !UUID.test(id);
  const title = one('title');
  const tags = list('tags');
  const summary = one('summary');
  const branch = one('branch')?.replace(/[`*]/g, '').split(/\s/)[0];
  const status = one('status');
  const type = one('type');
  const created = createdOf(said, path, heading);
  const fields: Record<string, unknown> = {};
  const put = (key: string, value: unknown): void => {
    if (value !== undefined && value !== '') fields[key] = value;
  };
  put('summary', summary);
  put('tags', tags);
  put('branch', branch);
  put('commits', commits.length > 0 ? commits : undefined);
  put('model', one('model'));
  put('host', one('host'));
  put('priority', /^P[0-3]$/i.exec(one('priority') ?? '')?.[0].toUpperCase());
  put('confidence', /^[HML]$/i.exec(one('confidence') ?? '')?.[0].toUpperCase());
  put('deciders', list('deciders'));
  put('host_sessions', session !== undefined && /^[\w-]{8,80}$/.test(session) ? [session] : undefined);
  for (const key of ['files_changed', 'insertions', 'deletions', 'duration_minutes'] as const) {
    const digits = /^\d{1,9}$/.exec(one(key) ?? '')?.[0];
    put(key, digits === undefined ? undefined : Number(digits));
  }
  return {
    ...(title === undefined ? {} : { title }),
    ...(author === undefined || name === undefined ? {} : { author: { value: author, from: name.from } }),
    ...(created === undefined ? {} : { created }),
    ...(branch === undefined ? {} : { branch }),
    ...(commits.length > 0 ? { commits } : {}),
    ...(status === undefined ? {} : { status }),
    ...(tags === undefined ? {} : { tags }),
    ...(summary === undefined ? {} : { summary }),
    ...(type === undefined ? {} : { type }),
    names: isName ? [id] : [],
    fields,
  };
}

function createdOf(said: Said, path: string, heading: string | undefined): Known<string> | undefined {
  const told = said.get('created');
  const when = told && readWhen(textsOf(told.value)[0] ?? '');
  if (told && when !== undefined) return { value: when, from: told.from };
  const named = whenOfPath(path);
  if (named !== undefined) return { value: named, from: 'name' };
  const text = heading === undefined ? undefined : readWhen(heading);
  return text === undefined ? undefined : { value: text, from: 'text' };
}

/** The date in the name of a file, or else of one of the folders it is in. */
export function whenOfPath(path: string): string | undefined {
  const names = path.split('/');
  for (const name of names.slice(-3).reverse()) {
    const when = readWhen(name.replace(/\.(?:md|markdown|ya?ml|txt)$/i, ''));
    if (when !== undefined) return when;
  }
  return readWhen(/(?:^|\/)((?:19|20)\d\d\/\d\d\/\d\d)(?:\/|$)/.exec(path)?.[1] ?? '');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
