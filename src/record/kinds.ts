/** The five kinds of record. */
export type Kind = 'session' | 'workstream' | 'plan' | 'adr' | 'learning';

export const KINDS: readonly Kind[] = ['session', 'workstream', 'plan', 'adr', 'learning'];

/** The frontmatter key that says whose a record is, where a kind has one. */
export const OWNER_KEY: Readonly<Record<Kind, 'operator' | 'owner' | undefined>> = {
  session: 'operator',
  workstream: 'owner',
  plan: 'owner',
  adr: undefined,
  learning: undefined,
};
