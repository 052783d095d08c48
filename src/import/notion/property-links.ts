/** Finds out whether what stands in brackets leads to something of the export. */
type Leads = (href: string) => boolean;

/**
 * The value of a property with its links as Markdown writes them. Notion writes a relation as `Name (there.md), Other
 * (https://www.notion.so/…)`, and a file as its bare path; what leads out of the export stays as it is.
 */
export function markLinks(value: string, leads: Leads): string {
  return value
    .split('\n')
    .map((line) => markLine(line, leads))
    .join('\n');
}

/** A longer address is none. */
const LONGEST = 4096;

function markLine(line: string, leads: Leads): string {
  if (!line.includes('(') || line.includes('](')) return markFiles(line, leads);
  let out = '';
  let from = 0;
  for (const [open, close] of brackets(line)) {
    const ends = close + 1 === line.length || line[close + 1] === ',';
    if (!ends || open < from || close - open > LONGEST) continue;
    const href = line.slice(open + 1, close);
    if (href === '' || /\s/.test(href) || !leads(href)) continue;
    const [, lead = '', name = ''] = /^(,?\s*)([^]*)$/.exec(line.slice(from, open).trimEnd()) ?? [];
    if (name === '') continue;
    out += `${lead}[${label(name)}](${href})`;
    from = close + 1;
  }
  return out + line.slice(from);
}

/** Outermost pairs of brackets, in order: names and paths of files have some of their own. */
function brackets(line: string): [open: number, close: number][] {
  const pairs: [number, number][] = [];
  const opened: number[] = [];
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '(') opened.push(at);
    else if (line[at] === ')') {
      const open = opened.pop();
      if (open === undefined) continue;
      // What was inside of this pair is a part of it.
      while ((pairs.at(-1)?.[0] ?? -1) > open) pairs.pop();
      pairs.push([open, at]);
    }
  }
  return pairs;
}

function markFiles(line: string, leads: Leads): string {
  if (line === '' || line.includes('](')) return line;
  const parts = line.split(/(,\s+)/);
  const marked = parts.map((part, i) =>
    i % 2 === 0 &&
    /\.[a-z0-9]{1,8}$/i.test(part) &&
    !/\s/.test(part) &&
    !/^[a-z]+:/i.test(part) &&
    leads(part)
      ? `[${label(part)}](${part})`
      : part,
  );
  return marked.join('');
}

/** A text between the brackets of a link: brackets of its own must not end it. */
export const label = (name: string): string => name.replace(/[[\]]/g, '\\$&');
