import { type OpenItem, waitsOn } from '../../work/open-items.ts';
import { ownFirst } from '../../work/own-first.ts';
import { isOver } from '../../work/transitions.ts';
import { excerpt } from '../excerpt.ts';
import type { SiteRecord } from '../model.ts';
import { contributorsUrl } from '../urls.ts';
import { type AboutLinks, aboutLinks } from './about-links.ts';
import { type TaskView, taskViews } from './about-tasks.ts';
import type { Around } from './around.ts';
import type { Person } from './card.ts';
import { type HeadView, headOf } from './document.ts';
import { type Cut, cutAt, mapCut } from './cut.ts';
import { type ChangeView, changesOf } from './changes.ts';
import { factsAround, headAround } from './nearby.ts';
import { type FactsView, recordFacts } from './record-facts.ts';
import { type NamedRef, type Ref, refOf } from './ref.ts';

/** Something that waits or is asked, with the record that says so. */
export interface OpenView {
  readonly item: string;
  readonly text: string;
  readonly type: OpenItem['type'];
  readonly whom: Person | null;
  readonly from: Ref;
}

/** A session that contributed. */
export interface SessionLine extends Ref {
  readonly summary: string | null;
  readonly owner: Person | null;
  readonly created: string | null;
}

/** A workstream that carries a plan out. */
export interface WorkstreamLine extends Ref {
  readonly done: number;
  readonly total: number;
  readonly next: string | null;
  readonly owner: Person | null;
}

/** What the page about a plan, workstream, decision or learning shows. */
export interface AboutView extends HeadView {
  readonly facts: FactsView;
  /** Where its text stands. */
  readonly document: string;
  /** What it is about, where the summary does not say it. */
  readonly lead: string | null;
  readonly done: number;
  readonly total: number;
  readonly next: { readonly id: string; readonly text: string } | null;
  readonly blockedBy: readonly NamedRef[];
  readonly blocks: readonly Ref[];
  readonly open: Cut<OpenView>;
  readonly tasks: Cut<TaskView>;
  readonly workstreams: Cut<WorkstreamLine>;
  readonly changes: Cut<ChangeView>;
  readonly sessions: Cut<SessionLine>;
  /** Where all of them are, if they are not all here. */
  readonly allSessions: string | null;
  readonly links: AboutLinks;
}

const MOST_OPEN = 10;
const MOST_TASKS = 100;
const MOST_WORKSTREAMS = 50;
const MOST_CHANGES = 20;
/** More of them have pages of their own. */
export const MOST_SESSIONS = 50;
const LONGEST_SUMMARY = 200;

/** Reads what there is to say about a record. */
export function aboutOf(
  record: SiteRecord,
  around: Around,
  sessions: readonly SiteRecord[] = contributed(record, around),
): AboutView {
  const { row, facts } = record;
  const { relations } = around;
  const head = headOf(record, headAround(record, around), around.person);
  const { done = 0, total = 0, next } = relations.progressOf(row) ?? {};
  const over = isOver(row.status);
  const workstreams = row.kind === 'plan' ? relations.workstreamsOf(row.id) : [];
  const blocks = around.links
    .to(record)
    .filter((link) => link.via.includes('blocked_by') && !isOver(link.record.row.status));
  return {
    ...head,
    facts: recordFacts(record, factsAround(record, around), around.person),
    document: record.documentUrl,
    lead: facts.lead === head.summary ? null : facts.lead,
    done,
    total,
    next: next && !over ? { id: next.id, text: next.text } : null,
    blockedBy: over ? [] : blockersOf(record, around),
    blocks: over ? [] : blocks.slice(0, MOST_OPEN).map((link) => refOf(link.record)),
    open: openOf(record, around),
    tasks: taskViews(facts.tasks, around, MOST_TASKS),
    workstreams: mapCut(cutAt(workstreams, MOST_WORKSTREAMS), (one) => workstreamLine(one, around)),
    changes: changesOf(record, around, MOST_CHANGES),
    sessions: sessionsOf(sessions, around),
    allSessions: sessions.length > MOST_SESSIONS ? contributorsUrl(record) : null,
    links: aboutLinks(record, around),
  };
}

function blockersOf({ row }: SiteRecord, { relations }: Around): NamedRef[] {
  return (row.blockedBy ?? []).flatMap((id): NamedRef[] => {
    const by = relations.named('workstream', id);
    if (by && isOver(by.row.status)) return [];
    return [by ? refOf(by) : id];
  });
}

/** What waits goes before what is asked, and all of that before what imported sessions have left. */
function openOf(record: SiteRecord, around: Around): Cut<OpenView> {
  const { own, imported } = ownFirst(around.openIn(record));
  const sorted = [own, imported].flatMap((open): OpenItem[] => [
    ...open.filter(isWaiting),
    ...open.filter((item) => !isWaiting(item)),
  ]);
  const { shown, more } = cutAt(sorted, MOST_OPEN);
  return { shown: shown.flatMap((item) => openView(item, around)), more };
}

const isWaiting = ({ type }: OpenItem): boolean => type === 'waiting';

function openView(open: OpenItem, around: Around): OpenView[] {
  const { ref, text, type, path } = open;
  const from = around.byPath(path);
  if (!from) return [];
  const item = ref.slice(ref.lastIndexOf('#') + 1);
  return [{ item, text, type, whom: around.person(waitsOn(open)), from: refOf(from) }];
}

function workstreamLine(record: SiteRecord, { relations, person }: Around): WorkstreamLine {
  const { done = 0, total = 0, next } = relations.progressOf(record.row) ?? {};
  const said = next && !isOver(record.row.status) ? excerpt(`${next.id} ${next.text}`, 120) : null;
  return { ...refOf(record), done, total, next: said, owner: person(record.row.owner) };
}

/** Sessions of it, those its commits were made in, and of what has none of its own those that link to it. */
export function contributed(record: SiteRecord, around: Around): SiteRecord[] {
  const { row, history } = record;
  const { relations, links } = around;
  const found = new Set<SiteRecord>(
    row.kind === 'plan'
      ? relations.sessionsOf(row.id)
      : row.kind === 'workstream'
        ? relations.sessionsOn(row.id)
        : [...links.to(record), ...links.from(record).filter(({ via }) => via.includes('source'))].map(
            (link) => link.record,
          ),
  );
  for (const { session } of history) {
    const made = session === null ? undefined : relations.named('session', session);
    if (made) found.add(made);
  }
  return around.sorted([...found].filter((one) => one.row.kind === 'session'));
}

function sessionsOf(sessions: readonly SiteRecord[], around: Around): Cut<SessionLine> {
  return mapCut(cutAt(sessions, MOST_SESSIONS), (one) => ({
    ...refOf(one),
    summary: one.row.summary === undefined ? null : excerpt(one.row.summary, LONGEST_SUMMARY),
    owner: around.person(one.row.owner),
    created: one.row.created ?? null,
  }));
}
