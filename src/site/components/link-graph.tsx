import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { LinkView } from '../view/about-links.ts';

/** Height of a neighbour, in pixels: that of its row in `style/record.css`. */
const ROW = 52;
const WIDTH = 64;

/**
 * A record and what is one step away, at build time: what links to it on the left, what it links to on the right. The
 * lines are a drawing; the names are links of the page, which cut themselves to the room there is.
 */
export function LinkGraph({
  context,
  to,
  from,
  label,
}: {
  readonly context: Context;
  readonly to: readonly LinkView[];
  readonly from: readonly LinkView[];
  readonly label: string;
}): VNode {
  const { record } = context.words;
  const rows = Math.max(to.length, from.length);
  const side = to.length === 0 ? ' only-from' : from.length === 0 ? ' only-to' : '';
  return (
    <figure class={`graph${side}`}>
      {from.length === 0 ? null : <Side context={context} links={from} words={record.from} name="from" />}
      <svg
        role="img"
        aria-label={label}
        width={WIDTH}
        height={rows * ROW}
        viewBox={`0 0 ${WIDTH} ${rows * ROW}`}
      >
        <title>{label}</title>
        {from.map((_, at) => (
          <Edge at={at} of={from.length} rows={rows} isTo={false} whole={to.length === 0} />
        ))}
        {to.map((_, at) => (
          <Edge at={at} of={to.length} rows={rows} isTo whole={from.length === 0} />
        ))}
        <circle
          class="centre"
          cx={to.length === 0 ? WIDTH - 8 : from.length === 0 ? 8 : WIDTH / 2}
          cy={(rows * ROW) / 2}
          r="6"
        />
      </svg>
      {to.length === 0 ? null : <Side context={context} links={to} words={record.to} name="to" />}
    </figure>
  );
}

/** A line from the middle to a neighbour, whose side is centred like the record itself. */
function Edge({
  at,
  of,
  rows,
  isTo,
  whole,
}: {
  readonly at: number;
  readonly of: number;
  readonly rows: number;
  readonly isTo: boolean;
  readonly whole: boolean;
}): VNode {
  const middle = (rows * ROW) / 2;
  const y = middle + (at - (of - 1) / 2) * ROW;
  const [x, centre] = isTo ? [WIDTH - 4, whole ? 8 : WIDTH / 2] : [4, whole ? WIDTH - 8 : WIDTH / 2];
  const half = (x + centre) / 2;
  return (
    <>
      <path d={`M${centre} ${middle}C${half} ${middle} ${half} ${y} ${x} ${y}`} />
      <circle cx={x} cy={y} r="3" />
    </>
  );
}

const Side = ({
  context,
  links,
  words,
  name,
}: {
  readonly context: Context;
  readonly links: readonly LinkView[];
  readonly words: Readonly<Record<string, string>>;
  readonly name: string;
}): VNode => (
  <ul class={name}>
    {links.map(({ ref: one, via }) => (
      <li>
        <a href={context.to(one.url)} title={`${one.title} (${one.id})`}>
          <span class="name">{one.title}</span>
          <span class="how">{howOf(via, words)}</span>
        </a>
      </li>
    ))}
  </ul>
);

/** In which ways two records are linked, in words. */
export const howOf = (via: readonly string[], words: Readonly<Record<string, string>>): string =>
  via.map((one) => words[one] ?? one).join(', ');
