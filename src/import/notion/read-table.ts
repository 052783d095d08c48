/** A database's table: the names of its columns, and its rows. */
export interface Cells {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** More columns than any database has: looking each up for each row would take for ever. */
const MOST_COLUMNS = 1000;

/** More rows than files are read. */
const MOST_ROWS = 100_000;

/** The table in a text; undefined where it is none that can be taken row by row. */
export async function readTable(text: string, mostBytes: number): Promise<Cells | undefined> {
  const { parse } = await import('csv-parse/sync');
  const read = (most: number): string[][] =>
    parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: mostBytes,
      to: most,
    });
  try {
    // The columns alone at first: rows that have others are slow to read.
    if ((read(1)[0]?.length ?? 0) > MOST_COLUMNS) return undefined;
    const [columns = [], ...rows] = read(MOST_ROWS + 2);
    if (rows.length > MOST_ROWS) return undefined;
    return {
      columns: columns.map((name) => name.trim()),
      rows: rows.filter((row) => row.some((cell) => cell.trim() !== '')),
    };
  } catch {
    return undefined;
  }
}
