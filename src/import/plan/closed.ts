import { readOutline } from '../../record/markdown-outline.ts';

const PROBE = 'the section behind';
/** As a section begins whose heading was called otherwise. */
const COMMENT = /^<!--[^\n<>]*-->\n/;
const MAY_BE_OPEN = /`{3}|~{3}|<[!?/A-Za-z]/;

/**
 * The text of a section with what it leaves open closed, so that the heading behind it is one: a fence or a comment that
 * nothing ends would swallow all that follows.
 */
export async function closed(text: string): Promise<string> {
  const own = text.slice(COMMENT.exec(text)?.[0].length ?? 0);
  if (!MAY_BE_OPEN.test(own) || !(await swallows(text))) return text;
  const runs = [...text.matchAll(/`{3,}|~{3,}/g)].map(([run]) => run);
  const longest = (mark: string): string =>
    runs.filter((run) => run.startsWith(mark)).reduce((a, b) => (b.length > a.length ? b : a), '');
  const ends = [
    longest('`'),
    longest('~'),
    '-->',
    '</pre>',
    '</script>',
    '</style>',
    '</textarea>',
    '?>',
    ']]>',
  ];
  for (const end of ends) {
    if (end !== '' && !(await swallows(`${text}\n${end}`))) return `${text}\n${end}`;
  }
  return text;
}

async function swallows(text: string): Promise<boolean> {
  const { headings } = await readOutline(`${text}\n\n## ${PROBE}\n`);
  return headings.at(-1)?.text !== PROBE;
}
