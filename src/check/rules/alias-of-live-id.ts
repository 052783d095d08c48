import type { Finding, RepositoryRule } from '../rule.ts';

/** An alias that another record has as its id: the id wins, so that the alias finds nothing. */
export const aliasOfLiveId: RepositoryRule = {
  name: 'alias-of-live-id',
  severity: 'info',
  checkAll(rows) {
    if (!rows.some((row) => row.aliases)) return [];
    const live = new Map(
      rows.flatMap((row) => (row.stub ? [] : [[`${row.kind}:${row.id}`, row.path] as const])),
    );
    return rows.flatMap(({ path, kind, aliases = [] }) =>
      [...new Set(aliases)].flatMap((alias): Finding[] => {
        const other = live.get(`${kind}:${alias}`);
        return other === undefined ? [] : [{ path, args: { alias, other } }];
      }),
    );
  },
};
