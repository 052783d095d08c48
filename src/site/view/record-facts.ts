import { instantOf } from '../../work/order.ts';
import { excerpt } from '../excerpt.ts';
import type { SiteRecord } from '../model.ts';
import type { Person } from './card.ts';
import { numberIn, textIn, numbersIn } from './frontmatter.ts';
import type { FactsAround } from './nearby.ts';
import type { PersonReader } from './person-reader.ts';

/** What stands beside a record's text; null or empty where it says nothing. Plain JSON. */
export interface FactsView extends FactsAround {
  readonly created: string | null;
  readonly updated: string | null;
  readonly owner: Person | null;
  readonly priority: string | null;
  readonly confidence: string | null;
  readonly ratified: string | null;
  readonly version: string | null;
  readonly score: string | null;
  readonly expires: string | null;
  readonly appliesTo: readonly string[];
  readonly tags: readonly string[];
  readonly branch: string | null;
  readonly commits: readonly string[];
  /** How many more there are. */
  readonly moreCommits: number;
  readonly files: number | null;
  readonly insertions: number | null;
  readonly deletions: number | null;
  readonly minutes: number | null;
  readonly host: string | null;
  readonly model: string | null;
  readonly telemetry: string | null;
  readonly path: string;
  /** Names that it had before. */
  readonly former: readonly string[];
  readonly tools: ToolsView | null;
}

/** The tool calls of a session. */
export interface ToolsView {
  readonly calls: number;
  readonly failures: number;
  /** The most often called first, and what must not be called at all last. */
  readonly tools: readonly (readonly [name: string, calls: number])[];
  /** Calls of tools that are not listed. */
  readonly others: number;
}

const isLater = (at: string, created: string | undefined): boolean =>
  at !== created && (instantOf(at) ?? -Infinity) > (instantOf(created) ?? -Infinity);

const MOST_COMMITS = 12;
const MOST_TOOLS = 8;

/** Gathers a record's facts. Frontmatter may hold anything: what is not of its type is left out. */
export function recordFacts(
  { row, facts: { data }, history }: SiteRecord,
  { plan, workstream, source, deciders }: FactsAround,
  person: PersonReader,
): FactsView {
  const commits = row.commits ?? [];
  const updated = history[0]?.at;
  return {
    created: row.created ?? null,
    // A record that git met before it was made says nothing of when it has changed.
    updated: updated !== undefined && isLater(updated, row.created) ? updated : null,
    owner: person(row.owner),
    plan,
    workstream,
    source,
    priority: row.priority ?? null,
    confidence: textIn(data, 'confidence'),
    ratified: textIn(data, 'ratified'),
    version: textIn(data, 'version'),
    score: textIn(data, 'score'),
    expires: row.expires ?? null,
    deciders,
    appliesTo: row.appliesTo ?? [],
    tags: row.tags ?? [],
    branch: row.branch ?? null,
    commits: commits.slice(0, MOST_COMMITS),
    moreCommits: Math.max(0, commits.length - MOST_COMMITS),
    files: numberIn(data, 'files_changed'),
    insertions: numberIn(data, 'insertions'),
    deletions: numberIn(data, 'deletions'),
    minutes: numberIn(data, 'duration_minutes'),
    host: textIn(data, 'host'),
    model: textIn(data, 'model'),
    telemetry: textIn(data, 'telemetry'),
    path: row.path,
    former: row.aliases ?? [],
    tools: toolsOf(data),
  };
}

function toolsOf(data: SiteRecord['facts']['data']): ToolsView | null {
  const all = numbersIn(data, 'tool_calls_breakdown').map(
    ([name, calls]) => [excerpt(name, 80), calls] as const,
  );
  const calls = numberIn(data, 'tool_calls') ?? all.reduce((sum, [, count]) => sum + count, 0);
  if (calls === 0 && all.length === 0) return null;
  const sorted = all.toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  const called = sorted.filter(([, count]) => count > 0);
  // A counter that says zero is there to say so.
  const none = sorted.filter(([, count]) => count === 0).slice(0, 3);
  const others = called.slice(MOST_TOOLS).reduce((sum, [, count]) => sum + count, 0);
  return {
    calls,
    failures: numberIn(data, 'tool_failures') ?? 0,
    tools: [...called.slice(0, MOST_TOOLS), ...none],
    others,
  };
}
