import type { VNode } from 'preact';
import { Bars } from '../components/bars.tsx';
import { Columns } from '../components/columns.tsx';
import { FromTo } from '../components/from-to.tsx';
import { NothingYet } from '../components/nothing-yet.tsx';
import { Part } from '../components/part.tsx';
import { When } from '../components/when.tsx';
import type { Words } from '../language/words.ts';
import type { SiteModel } from '../model.ts';
import { type Context, definePage, type Page, type Template } from '../page.ts';
import type { Coverage } from '../view/counted.ts';
import { type DayCalls, type ToolCalls, toolCalls } from '../view/tool-calls.ts';

const COVERAGE: readonly Coverage[] = ['complete', 'partial', 'none'];

/** What it comes to in one sentence. */
const sumOf = ({ calls, failures, counted }: ToolCalls, { telemetry: say, plural }: Words): string =>
  say.sum(plural(calls, ...say.calls), plural(counted, ...say.inSessions), plural(failures, ...say.failed));

const telemetry: Template<ToolCalls> = {
  name: 'telemetry',
  head: (view, { words }) => ({ title: words.telemetry.title, description: sumOf(view, words) }),
  render: (view, context) => {
    const { telemetry: say } = context.words;
    return (
      <article class="counts">
        <h1>{say.title}</h1>
        <p class="quiet">
          {view.calls === 0 ? '' : `${sumOf(view, context.words)} `}
          {say.about}
        </p>
        {view.calls === 0 ? (
          <NothingYet title={say.empty} help={say.emptyHelp} />
        ) : (
          <>
            <ByDay context={context} view={view} />
            <ByTool context={context} view={view} />
          </>
        )}
        {view.sessions === 0 ? null : <HowComplete context={context} view={view} />}
      </article>
    );
  },
};

interface Shown {
  readonly context: Context;
  readonly view: ToolCalls;
}

function ByDay({ context, view: { days } }: Shown): VNode | null {
  const { words } = context;
  const { telemetry: say, plural } = words;
  if (days.length === 0) return null;
  const told = ({ day, calls, failures }: DayCalls): string =>
    `${words.date(day)}: ${plural(calls, ...say.calls)}, ${plural(failures, ...say.failed)}`;
  const busiest = days.reduce((most, day) => (day.calls > most.calls ? day : most));
  return (
    <Part id="by-day" title={say.byDay}>
      <p class="legend">
        <span class="swatch column" aria-hidden="true" /> {say.callsHead}{' '}
        <span class="swatch wrong" aria-hidden="true" /> {say.failedHead}
        <span class="end">
          {say.most}: {told(busiest)}
        </span>
      </p>
      <figure class="chart">
        <Columns
          columns={days.map((day) => ({ value: day.calls, bad: day.failures, title: told(day) }))}
          label={`${plural(days.length, ...say.lastDays)}. ${say.most}: ${told(busiest)}.`}
        />
        <FromTo context={context} from={days[0]?.day} to={days.at(-1)?.day} columns={days.length} />
      </figure>
      <details>
        <summary>{say.asTable}</summary>
        <div class="wide">
          <table class="numbers">
            <caption class="hidden">{say.byDay}</caption>
            <thead>
              <tr>
                <th scope="col">{say.dayHead}</th>
                <th scope="col">{say.callsHead}</th>
                <th scope="col">{say.failedHead}</th>
                <th scope="col">{say.sessionsHead}</th>
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map(({ day, calls, failures, sessions }) => (
                <tr>
                  <th scope="row">
                    <When context={context} at={day} day />
                  </th>
                  <td>{words.number(calls)}</td>
                  <td>{words.number(failures)}</td>
                  <td>{words.number(sessions)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Part>
  );
}

function ByTool({ context, view: { tools, others } }: Shown): VNode | null {
  const { telemetry: say, plural } = context.words;
  if (tools.length === 0) return null;
  const rest =
    others.names === 0
      ? []
      : [{ name: plural(others.names, ...say.others), value: others.calls, plain: true }];
  return (
    <Part id="by-tool" title={say.byTool}>
      <Bars
        context={context}
        caption={say.byTool}
        head={[say.tool, say.callsHead]}
        rows={[...tools.map(([name, value]) => ({ name: <code>{name}</code>, value })), ...rest]}
      />
    </Part>
  );
}

function HowComplete({ context, view: { coverage } }: Shown): VNode {
  const { telemetry: say } = context.words;
  return (
    <Part id="coverage" title={say.coverage}>
      <Bars
        context={context}
        caption={say.coverage}
        head={[say.coverageHead, say.sessionsHead]}
        rows={COVERAGE.map((one) => ({ name: say[one], value: coverage[one] }))}
      />
      <p class="quiet">{say.coverageAbout}</p>
    </Part>
  );
}

/** The page of what was called, when, and how often it failed. */
export const telemetryPage = (model: SiteModel): Page =>
  definePage('telemetry/', telemetry, toolCalls(model));
