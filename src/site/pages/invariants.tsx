import type { VNode } from 'preact';
import { Columns } from '../components/columns.tsx';
import { FromTo } from '../components/from-to.tsx';
import { Facts } from '../components/facts.tsx';
import { Icon } from '../components/icon.tsx';
import { NothingYet } from '../components/nothing-yet.tsx';
import { Part } from '../components/part.tsx';
import { SessionTable } from '../components/session-table.tsx';
import type { Words } from '../language/words.ts';
import type { SiteModel } from '../model.ts';
import { type Context, definePage, type Page, type Template } from '../page.ts';
import { type Counter, counterId, counters } from '../view/counters.ts';

/** What the page of the invariants shows. */
export interface InvariantsView {
  readonly counters: readonly Counter[];
}

const invariants: Template<InvariantsView> = {
  name: 'invariants',
  head: ({ counters }, { words }) => ({
    title: words.telemetry.invariants,
    description:
      counters
        .map((one) => `${one.name}: ${verdictOf(one, words)}`)
        .join(' · ')
        .slice(0, 300) || null,
  }),
  render: ({ counters }, context) => {
    const { telemetry: say } = context.words;
    return (
      <article class="counts invariants">
        <h1>{say.invariants}</h1>
        <p class="quiet">{say.invariantsAbout}</p>
        {counters.length === 0 ? (
          <NothingYet title={say.noInvariants} help={[say.noInvariantsHelp]} />
        ) : (
          counters.map((counter, at) => <Invariant context={context} counter={counter} at={at} />)
        )}
      </article>
    );
  },
};

/** How an invariant stands, in a few words: "Never broken in 41 sessions". */
function verdictOf({ counted, broken }: Counter, { telemetry: say, plural, number }: Words): string {
  if (counted === 0) return say.neverCounted;
  const among = plural(counted, ...say.inSessions);
  return broken === 0
    ? say.neverBroken(among)
    : say.broken(plural(broken, ...say.brokenSessions), number(counted));
}

interface Shown {
  readonly context: Context;
  readonly counter: Counter;
}

function Invariant({ context, counter, at }: Shown & { readonly at: number }): VNode {
  const { telemetry: say, plural } = context.words;
  const { name, max, mode, tools, counted, uncounted, broken, recent } = counter;
  const isWell = broken === 0;
  return (
    <Part id={counterId(at)} title={name}>
      <p class={`verdict ${counted === 0 ? 'open' : isWell ? 'held' : 'broke'}`}>
        <Icon name={counted === 0 ? 'quiet' : isWell ? 'done' : 'broken'} />{' '}
        {verdictOf(counter, context.words)}
      </p>
      {recent.length === 0 ? null : <OverTime context={context} counter={counter} />}
      <Facts
        items={[
          [say.limit, max === 0 ? say.limitNone : plural(max, ...say.limitOf)],
          [say.counts, <Tools tools={tools} />],
          [say.ifBroken, mode === 'block' ? say.block : say.warn],
          [say.uncounted, uncounted === 0 ? null : <Uncounted context={context} counter={counter} />],
        ]}
      />
      {isWell ? null : <Breaches context={context} counter={counter} />}
    </Part>
  );
}

const Tools = ({ tools }: Pick<Counter, 'tools'>): VNode => (
  <>
    {tools.map((tool, at) => (
      <>
        {at > 0 ? ', ' : ''}
        <code>{tool}</code>
      </>
    ))}
  </>
);

const Uncounted = ({ context: { words }, counter: { uncounted } }: Shown): VNode => (
  <>
    {words.plural(uncounted, ...words.telemetry.sessions)}.{' '}
    <span class="quiet">{words.telemetry.uncountedAbout}</span>
  </>
);

function OverTime({ context, counter: { recent, max } }: Shown): VNode {
  const { telemetry: say, plural, date } = context.words;
  const most = Math.max(...recent.map(({ count }) => count));
  return (
    <>
      <figure class="chart small">
        <Columns
          columns={recent.map(({ id, count, created }) => ({
            value: count,
            title: `${id}, ${date(created)}: ${count}`,
          }))}
          limit={max}
          label={say.lastCounts(plural(recent.length, ...say.sessions), String(most))}
        />
        <FromTo
          context={context}
          from={recent[0]?.created}
          to={recent.at(-1)?.created}
          columns={recent.length}
        />
      </figure>
      <details>
        <summary>{say.lastSessions(plural(recent.length, ...say.sessions))}</summary>
        <SessionTable context={context} caption={say.overTime} sessions={recent.toReversed()} max={max} />
      </details>
    </>
  );
}

function Breaches({ context, counter: { breaches, broken, max } }: Shown): VNode {
  const { telemetry: say } = context.words;
  return (
    <>
      <h3>{say.brokenBy}</h3>
      {broken > breaches.length ? <p class="quiet">{say.newestOf(breaches.length, broken)}</p> : null}
      <SessionTable context={context} caption={say.brokenBy} sessions={breaches} max={max} />
    </>
  );
}

/** The page of what is promised of every session, and whether it was kept. */
export const invariantsPage = (model: SiteModel): Page =>
  definePage('invariants/', invariants, { counters: counters(model) });
