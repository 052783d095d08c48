/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The results as text, and whether every limit was kept. A case that could not run is loud, but no failure. */
export function table(baseline, cases) {
  const node = median(baseline.times);
  const rows = [['case', 'limit', '× node', 'median', 'peak', '']];
  rows.push([baseline.name, '', '1.00', `${node.toFixed(1)} ms`, '', `${baseline.times.length} runs`]);
  let ok = true;
  const medians = new Map(
    cases.flatMap(({ name, skip, times }) =>
      skip === undefined && times.length > 0 ? [[name, median(times)]] : [],
    ),
  );
  for (const one of cases) {
    const limit = one.limitMs ? `≤ ${one.limitMs} ms` : one.limit === undefined ? '' : `≤ ${one.limit}`;
    if (one.times.length === 0 || one.skip !== undefined) {
      rows.push([one.name, limit, '–', '–', '–', `NOT MEASURED: ${one.skip ?? 'no runs'}`]);
      if (one.skip !== undefined && one.required) ok = false;
      continue;
    }
    const ms = median(one.times);
    const ratio = ms / node;
    const kept =
      (one.limit === undefined || ratio <= one.limit) && (one.limitMs === undefined || ms <= one.limitMs);
    ok &&= kept;
    rows.push([
      one.name,
      limit,
      ratio.toFixed(2),
      `${ms.toFixed(1)} ms`,
      one.peak === undefined ? '' : `${one.peak.toFixed(0)} MiB`,
      limit === '' ? '' : kept ? 'ok' : 'TOO SLOW',
    ]);
    for (const [name, most] of Object.entries(one.against ?? {})) {
      const other = medians.get(name);
      const times = other === undefined ? '–' : (ms / other).toFixed(2);
      const fine = other === undefined || ms / other <= most;
      ok &&= fine;
      const verdict = other === undefined ? 'NOT MEASURED' : fine ? 'ok' : 'TOO SLOW';
      rows.push([`  as a multiple of ${name}`, `≤ ${most}`, times, '', '', verdict]);
    }
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const text = rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 || column === row.length - 1
            ? cell.padEnd(widths[column])
            : cell.padStart(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
  return { text, ok };
}
