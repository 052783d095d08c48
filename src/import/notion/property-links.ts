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

function markLine(line: string, leads: Leads): string {
  if (!line.includes('(') || line.includes('](')) return markFiles(line, leads);
  let out = '';
  let from = 0;
  for (let open = line.indexOf('('); open >= 0;) {
    const close = closing(line, open);
    if (close === undefined) {
      open = line.indexOf('(', open + 1);
      continue;
    }
    const href = line.slice(open + 1, close);
    const ends = close + 1 === line.length || line[close + 1] === ',';
    const name = line
      .slice(from, open)
      .replace(/^,?\s*/, '')
      .trimEnd();
    if (ends && name !== '' && !/\s/.test(href) && leads(href)) {
      const lead = line.slice(from, open).match(/^,?\s*/)?.[0] ?? '';
      out += `${lead}[${label(name)}](${href})`;
      from = close + 1;
      open = line.indexOf('(', from);
    } else open = line.indexOf('(', open + 1);
  }
  return out + line.slice(from);
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

/** Where the bracket ends that begins at an offset: names and paths of files have some of their own. */
function closing(line: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < line.length && at - open < 4096; at += 1) {
    if (line[at] === '(') depth += 1;
    else if (line[at] === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

/** A text between the brackets of a link: brackets of its own must not end it. */
export const label = (name: string): string => name.replace(/[[\]]/g, '\\$&');
