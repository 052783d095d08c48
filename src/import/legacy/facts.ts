import { toRowFully } from '../../work/to-row.ts';
import type { Author, Known } from '../item.ts';
import type { FileOrigin } from '../reader.ts';
import { readFacts } from '../text/read-facts.ts';

/** What a session's file says of itself, and git of it. */
export interface LegacyFacts {
  readonly title: string;
  readonly titled: boolean;
  readonly author: Known<Author> | undefined;
  readonly created: Known<string> | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

export async function factsOf(
  path: string,
  text: string,
  origin: FileOrigin | undefined,
): Promise<LegacyFacts> {
  const { author, created, branch, commits } = readFacts(text, path);
  const row = await toRowFully(path, 'session', text);
  return {
    title: row.title,
    titled: row.title !== row.id,
    author: author ?? (origin && { value: { name: origin.author, email: origin.email }, from: 'git' }),
    created: created ?? (origin && { value: origin.at, from: origin.inBulk ? 'guess' : 'git' }),
    fields: {
      ...(branch === undefined ? {} : { branch }),
      ...(commits === undefined || commits.length === 0 ? {} : { commits }),
    },
  };
}
