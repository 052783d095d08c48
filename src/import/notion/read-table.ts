/** A database's table: the names of its columns, and its rows. */
export interface Cells {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The table in a text; undefined where it is none. */
export async function readTable(text: string, mostBytes: number): Promise<Cells | undefined> {
  const { parse } = await import('csv-parse/sync');
  let lines: string[][];
  try {
    lines = parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: mostBytes,
    });
  } catch {
    return undefined;
  }
  const [columns = [], ...rows] = lines;
  return {
    columns: columns.map((name) => name.trim()),
    rows: rows.filter((row) => row.some((cell) => cell.trim() !== '')),
  };
}
