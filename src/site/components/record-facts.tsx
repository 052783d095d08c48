import type { ComponentChild, VNode } from 'preact';
import type { Context } from '../page.ts';
import type { FactsView } from '../view/record-facts.ts';
import { Commit } from './commit.tsx';
import { Facts } from './facts.tsx';
import { Id } from './id.tsx';
import { NamedRefLink } from './named-ref.tsx';
import { Owner } from './owner.tsx';
import { ToolCalls } from './tool-calls.tsx';
import { isKnown, Verification } from './verification.tsx';
import { When } from './when.tsx';

type Item = readonly [label: string, child: ComponentChild];

/** What is known of a record: what is short in two columns where there is little room, then what is long. */
export function RecordFacts({
  context,
  facts,
  children,
}: {
  readonly context: Context;
  readonly facts: FactsView;
  readonly children?: ComponentChild;
}): VNode {
  const { record } = context.words;
  const short = shortFacts(context, facts).filter(isThere);
  const long = longFacts(context, facts).filter(isThere);
  return (
    <aside class="record-facts" aria-label={record.facts}>
      {short.length > 0 ? <Facts items={short} /> : null}
      {long.length > 0 ? (
        <div class="long">
          <Facts items={long} />
        </div>
      ) : null}
      {facts.tools ? <ToolCalls context={context} tools={facts.tools} /> : null}
      {children}
    </aside>
  );
}

const isThere = ([, child]: Item): boolean => child !== null && child !== '';

function shortFacts(context: Context, facts: FactsView): Item[] {
  const { record } = context.words;
  const when = (at: string | null): ComponentChild => at && <When context={context} at={at} day />;
  const { insertions, deletions } = facts;
  return [
    [record.created, when(facts.created)],
    [record.updated, when(facts.updated)],
    [record.owner, facts.owner && <Owner context={context} owner={facts.owner} />],
    [record.priority, facts.priority],
    [record.confidence, facts.confidence && (record.confidences[facts.confidence] ?? facts.confidence)],
    [record.ratified, when(facts.ratified)],
    [record.version, facts.version],
    [record.score, facts.score],
    [record.expires, when(facts.expires)],
    [record.files, facts.files === null ? null : String(facts.files)],
    [
      record.lines,
      insertions === null && deletions === null ? null : (
        <span class="lines">
          <span class="go">+{insertions ?? 0}</span> <span class="stop">−{deletions ?? 0}</span>
        </span>
      ),
    ],
    [record.duration, facts.minutes === null ? null : duration(facts.minutes, context)],
    [record.branch, facts.branch && <span class="id">{facts.branch}</span>],
    [record.host, facts.host],
    [record.telemetry, facts.telemetry && (record.telemetries[facts.telemetry] ?? facts.telemetry)],
  ];
}

function longFacts(context: Context, facts: FactsView): Item[] {
  const { words, body } = context;
  const { record } = words;
  const ids = (list: readonly string[]): ComponentChild =>
    list.length === 0 ? null : (
      <ul class="inline">
        {list.map((one) => (
          <li class="id">{one}</li>
        ))}
      </ul>
    );
  return [
    [record.plan, facts.plan && <NamedRefLink context={context} to={facts.plan} />],
    [record.workstream, facts.workstream && <NamedRefLink context={context} to={facts.workstream} />],
    [record.source, facts.source && <NamedRefLink context={context} to={facts.source} />],
    [
      record.deciders,
      facts.deciders.length === 0 ? null : (
        <ul class="inline">
          {facts.deciders.map((one) => (
            <li>
              <Owner context={context} owner={one} />
            </li>
          ))}
        </ul>
      ),
    ],
    [record.verification, isKnown(body) ? <Verification context={context} body={body} /> : null],
    [record.appliesTo, ids(facts.appliesTo)],
    [
      record.tags,
      facts.tags.length === 0 ? null : (
        <ul class="inline">
          {facts.tags.map((tag) => (
            <li>
              <a class="tag" href={context.to(context.listOf('tag', tag))}>
                {tag}
              </a>
            </li>
          ))}
        </ul>
      ),
    ],
    [
      record.commits,
      facts.commits.length === 0 ? null : (
        <ul class="inline">
          {facts.commits.map((sha) => (
            <li>
              <Commit context={context} sha={sha} />
            </li>
          ))}
          {facts.moreCommits > 0 ? <li class="quiet">{record.more(facts.moreCommits)}</li> : null}
        </ul>
      ),
    ],
    [record.model, facts.model],
    [record.former, ids(facts.former)],
    [record.path, <FilePath context={context} path={facts.path} />],
  ];
}

/** A record's file, linked to where the repository is shown. */
export function FilePath({ context, path }: { readonly context: Context; readonly path: string }): VNode {
  const { remote } = context.settings;
  if (!remote) return <Id context={context} id={path} />;
  return (
    <a class="id" href={remote.file + path.split('/').map(encodeURIComponent).join('/')}>
      {path}
    </a>
  );
}

function duration(minutes: number, { words: { record } }: Context): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  return [
    hours > 0 ? `${hours} ${record.hours}` : '',
    rest > 0 || hours === 0 ? `${rest} ${record.minutes}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
