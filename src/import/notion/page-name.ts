/** What the name of a page's or a database's file says. */
export interface PageName {
  /** Without the id; cut at 50 characters where it was longer. */
  readonly name: string;
  /** 32 hexadecimal digits. Newer exports leave them out where no other name is the same. */
  readonly id: string | undefined;
}

const ID = /(?:^|[ _-])([0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i;

/** @param base the name of a file or folder, without its extension */
export function pageName(base: string): PageName {
  const match = ID.exec(base);
  if (!match) return { name: base.trim(), id: undefined };
  return { name: base.slice(0, match.index).trim(), id: plainId(match[1] ?? '') };
}

/** An id without dashes, as `external_id` has it. */
export const plainId = (id: string): string => id.replaceAll('-', '').toLowerCase();

export const folderOf = (path: string): string =>
  path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';

export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The path of a file without the folder that an export has around all, named anew each time. */
export const placeInExport = (path: string): string => path.replace(/^Export(?:Block)?-[0-9a-f-]{36}\//i, '');
