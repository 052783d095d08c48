import type { VNode } from 'preact';
import type { Words } from '../language/words.ts';
import type { Context } from '../page.ts';
import { mondayOf, type Weeks, weekOf } from '../view/weeks.ts';
import { Columns } from './columns.tsx';
import { FromTo } from './from-to.tsx';

interface Part {
  readonly context: Context;
  readonly weeks: Weeks;
}

interface Week {
  readonly monday: string;
  readonly count: number;
}

const eachWeek = ({ first, counts }: Weeks): Week[] =>
  counts.map((count, at) => ({ monday: mondayOf((weekOf(first) ?? 0) + at), count }));

/** What a strip shows, in words. */
function sayWeeks(weeks: Weeks, { people: say, plural, date }: Words): string {
  const all = weeks.counts.reduce((sum, count) => sum + count, 0);
  const busiest = eachWeek(weeks).reduce((most, week) => (week.count > most.count ? week : most));
  const sum = say.weeksTo(
    plural(all, ...say.records),
    weeks.counts.length,
    date(weeks.first),
    date(weeks.last),
  );
  return all === 0
    ? sum
    : `${sum} ${say.busiest(date(busiest.monday), plural(busiest.count, ...say.records))}`;
}

/** How much somebody did in each week, as a drawing alone. */
export const WeeksStrip = ({ context: { words }, weeks }: Part): VNode => (
  <Columns
    columns={eachWeek(weeks).map(({ monday, count }) => ({
      value: count,
      title: `${words.people.weekHead} ${words.date(monday)}: ${count}`,
    }))}
    label={sayWeeks(weeks, words)}
  />
);

/** The same with its dates, and the numbers as a table. */
export function WeeksChart({ context, weeks }: Part): VNode {
  const { words } = context;
  const { people: say, date, number } = words;
  return (
    <>
      <figure class="chart small">
        <WeeksStrip context={context} weeks={weeks} />
        <FromTo context={context} from={weeks.first} to={weeks.last} columns={weeks.counts.length} />
      </figure>
      <details>
        <summary>{say.asTable}</summary>
        <table class="numbers">
          <caption class="hidden">{say.activity}</caption>
          <thead>
            <tr>
              <th scope="col">{say.weekHead}</th>
              <th scope="col">{say.recordsHead}</th>
            </tr>
          </thead>
          <tbody>
            {eachWeek(weeks)
              .filter(({ count }) => count > 0)
              .toReversed()
              .map(({ monday, count }) => (
                <tr>
                  <th scope="row">{date(monday)}</th>
                  <td>{number(count)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
