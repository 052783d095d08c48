import { quotedLine, quotedText } from '../../resume/quote.ts';
import { progressText } from '../../work/progress.ts';
import type { Progress, Row } from '../../work/row.ts';
import { quote } from '../output/columns.ts';
import type { Look } from '../output/look.ts';
import { pairs } from '../output/pairs.ts';
import { reflow } from '../output/reflow.ts';
import { table } from '../output/table.ts';
import type { RecordLink } from './links.ts';

/** What is shown of a record. */
export interface Shown {
  readonly row: Row;
  /** Of a workstream or plan. */
  readonly progress?: Progress | undefined;
  readonly frontmatter: Readonly<Record<string, unknown>>;
  /** Without the title, and without comments: those are no content. */
  readonly body: string;
  readonly out: readonly RecordLink[];
  readonly into: readonly RecordLink[];
  /** Lines before its text, and behind it: what is known from other records. */
  readonly above: readonly string[];
  readonly below: readonly string[];
}

// What the first lines say already.
const IN_HEAD = new Set(['title', 'id', 'kind', 'operator', 'owner', 'status', 'created']);

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, one]) => `${key} ${valueText(one)}`)
      .join(' · ');
  }
  return String(value);
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * A record for reading. Its text stands between rules with a mark before every line: it is what somebody
 * wrote, and nothing in it can pass for a line of canon's.
 */
export function showText(
  { row, progress, frontmatter, body, out, into, above, below }: Shown,
  look: Look,
): string {
  const status = row.legacy ? 'legacy' : row.status;
  const facts = [row.kind, row.owner, status, progressText(progress), row.created].filter(Boolean);
  const title = quotedLine(row.title);
  const lines = [
    look.bold(title === row.id ? row.id : `${quotedLine(row.id)}  ${title}`),
    look.dim(facts.map((fact) => quotedLine(fact ?? '')).join(' · ')),
  ];
  if (above.length > 0) lines.push('', ...above);
  const rest = Object.entries(frontmatter).filter(([key, value]) => !IN_HEAD.has(key) && !isEmpty(value));
  if (rest.length > 0) {
    lines.push('');
    lines.push(
      ...pairs(
        rest.map(([key, value]) => [quotedLine(key, 40), quotedLine(valueText(value), 2000)]),
        look,
        look.dim,
      ),
    );
  }
  const text = reflow(quotedText(body, Number.POSITIVE_INFINITY));
  if (text !== '') lines.push('', ...quote(text, '', { source: quotedLine(row.path), close: '' }, look));
  else lines.push('', look.dim(`${quotedLine(row.path)} has no text.`));
  lines.push(...below);
  lines.push(...linkLines('Links to', out, look), ...linkLines('Linked from', into, look));
  return lines.join('\n');
}

const MOST = 20;

function linkLines(heading: string, links: readonly RecordLink[], look: Look): string[] {
  if (links.length === 0) return [];
  // A record that is named in several ways is one line.
  const byRecord = new Map<string, RecordLink>();
  for (const link of links) {
    const key = link.path ?? link.id ?? link.href ?? '';
    const known = byRecord.get(key);
    byRecord.set(key, known ? { ...known, via: `${known.via}, ${link.via}` } : link);
  }
  const merged = [...byRecord.values()];
  const shown = merged.slice(0, MOST);
  const rows = table(
    [
      { values: shown.map(({ via }) => quotedLine(via, 30)), max: 20, style: look.dim },
      { values: shown.map(({ id, path, href }) => quotedLine(id ?? path ?? href ?? '')), max: 44 },
      {
        values: shown.map(({ title, id, path, href }) => {
          if (title !== null) return title === id ? '' : quotedLine(title);
          return path === null && href === undefined ? 'not there' : '';
        }),
        max: 200,
        flexible: true,
        style: look.dim,
      },
    ],
    look.width - 2,
  );
  const more = merged.length - shown.length;
  return [
    '',
    look.bold(heading),
    ...rows.map((row) => `  ${row}`),
    ...(more > 0 ? [look.dim(`  and ${more} more: --json`)] : []),
  ];
}
