import type { Args } from '../diagnostic.ts';
import { recordMessages } from './record.ts';
import { storeMessages } from './store.ts';
import type { Messages } from './types.ts';

const TYPES: Readonly<Record<string, string>> = {
  text: 'text',
  id: 'the id of a record',
  slug: 'the slug of an operator (lower-case words joined by `-`)',
  date: 'a date, YYYY-MM-DD',
  time: 'a time with its offset, as in 2026-05-11T15:12:40+02:00',
  count: 'a whole number, 0 or more',
  counts: 'a map of names to counts',
  list: 'a list of text',
  map: 'a map',
  item: 'an item of a session, as in RT-260510-02#w1',
  origin: 'a map with source, id and at',
};

/** What a schema wants of a key, in words. */
export const wanted = (args: Args): string => {
  const allowed = args['allowed'];
  if (args['wanted'] === 'one-of' && Array.isArray(allowed)) return `one of ${allowed.join(', ')}`;
  return TYPES[String(args['wanted'])] ?? String(args['wanted']);
};

const times = (count: Args[string] | undefined): string => (Number(count) === 1 ? 'once' : `${count} times`);

const BROKEN_LINK: Readonly<Record<string, string>> = {
  missing: 'which is not there',
  claimed: 'a session that is still being written',
  outside: 'which is outside of the repository',
  unreadable: 'which no file can be called',
};

/** What the refusal of such a file would say. */
function refusal(part: 'text' | 'note' | 'hint', args: Args): string | undefined {
  const code = String(args['fault']);
  const said = (recordMessages[code] ?? storeMessages[code])?.[part];
  return typeof said === 'function' ? said(args) : said;
}

/** What is wrong and why, in one sentence: a finding has no source line for the cause to stand at. */
function refused(args: Args): string | undefined {
  const said = [refusal('text', args), refusal('note', args)].filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.join(': ');
}

/** What canon says about its findings. The codes are the names of the rules. */
export const checkMessages: Messages = {
  'frontmatter-syntax': {
    text: (args) => refused(args) ?? 'the record cannot be read',
    hint: (args) =>
      refusal('hint', args) ?? 'Until it is mended it is shown as broken; the others are not affected.',
  },
  schema: {
    text: (args) =>
      args['problem'] === 'missing'
        ? `${args['key']} is missing: every ${args['kind']} has it`
        : `${args['key']} should be ${wanted(args)}, and is ${args['found']}`,
    hint: (args) =>
      args['problem'] === 'missing'
        ? `Add ${args['key']}: ${wanted(args)}.`
        : `\`canon schema ${args['kind']}\` shows what each key holds.`,
  },
  'id-mismatch': {
    text: ({ key, found, expected }) =>
      key === 'id'
        ? `the frontmatter says id ${found}, the file name says ${expected}`
        : `the frontmatter says kind ${found}, the folder says ${expected}`,
    hint: ({ key, expected }) =>
      key === 'id'
        ? `Links lead to the file name: write \`id: ${expected}\`, or rename the file.`
        : `Write \`kind: ${expected}\`, or move the file to the folder of its kind.`,
  },
  'broken-invariant': {
    text: ({ name, count, max }) =>
      `INVARIANT BROKEN: ${name} was called ${times(count)}, and ${Number(max) === 0 ? 'must never be called' : `may be called at most ${times(max)}`}`,
    hint: 'Find out what called it (`canon telemetry ID`); the limit stands in .canon/config.yaml, `invariants`.',
  },
  'duplicate-id': {
    text: ({ id, other }) => `${id} is also the id of ${other}`,
    hint: ({ id }) =>
      `\`canon renumber ${id}\` gives the younger one another id; with a path instead of the id, that file.`,
  },
  'broken-link': {
    text: ({ href, why }) => `the link leads to ${href}, ${BROKEN_LINK[String(why)]}`,
    hint: ({ why }) =>
      why === 'outside'
        ? 'Link to files of the repository, or write a web address.'
        : why === 'claimed'
          ? 'Nothing to do: its handoff writes the record.'
          : 'Correct the path (it starts at the folder of this file), or remove the link.',
  },
  wikilink: {
    text: ({ target }) => `[[${target}]] is a link in one editor only`,
    hint: 'Write a relative Markdown link: it works there, on GitHub and on the site.',
  },
  'stale-derived': {
    text: ({ missing, superfluous }) =>
      missing
        ? 'this derived file is not there'
        : superfluous
          ? 'this derived file is no longer needed'
          : 'the derived text does not say what the records say',
    hint: '`canon index` writes it again.',
  },
  'key-order': {
    text: ({ key, before }) => `${key} stands after ${before}`,
    hint: '`canon check --fix` puts the keys in order: what means something to a person first.',
  },
};
