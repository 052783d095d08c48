import type { VNode } from 'preact';
import type { Context } from '../page.ts';
import type { ToolsView } from '../view/record-facts.ts';

/** The tool calls of a session: a table of numbers, with a bar under each name. */
export function ToolCalls({
  context: { words },
  tools: { calls, failures, tools, others },
}: {
  readonly context: Context;
  readonly tools: ToolsView;
}): VNode {
  const { record } = words;
  const most = Math.max(1, others, ...tools.map(([, count]) => count));
  const rows: readonly (readonly [string, number])[] = [
    ...tools,
    ...(others > 0 ? [[record.otherTools, others] as const] : []),
  ];
  return (
    <section class="tools">
      <h2 class="label">{record.toolCalls}</h2>
      <p class="sum">
        {words.plural(calls, ...record.callCount)}
        {failures > 0 ? (
          <>
            , <span class="stop">{words.plural(failures, ...record.failureCount)}</span>
          </>
        ) : null}
      </p>
      <table>
        <thead class="hidden">
          <tr>
            <th scope="col">{record.tool}</th>
            <th scope="col">{record.calls}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, count]) => (
            <tr>
              <th scope="row">
                <span class="name">{name}</span>
                <svg viewBox="0 0 100 4" height="4" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="all" width="100" height="4" />
                  <rect class="part" width={Math.round((1000 * count) / most) / 10} height="4" />
                </svg>
              </th>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
