const RULE = /^[ \t]*(?::?-+:?)[ \t]*$/;

/** Whether a line is the head of a table, with the line of dashes below it: both have as many cells. */
export function isTableHead(head: string, rule: string): boolean {
  const cells = cellsOf(rule);
  return cells.every((cell) => RULE.test(cell)) && cells.length === cellsOf(head).length;
}

/** The cells of a row, marks of quotes before it left out. */
function cellsOf(row: string): string[] {
  const bare = row.replace(/^[\s>]+|\s+$/g, '').replace(/^\||(?<!\\)\|$/g, '');
  return bare.split(/(?<!\\)\|/);
}
