import type { Kind } from '../../record/kinds.ts';

// Folded words of other tools, by the status of the kind that they mean.
const STATUS: Readonly<Partial<Record<Kind, Readonly<Record<string, string>>>>> = {
  workstream: {
    draft: 'to do|todo|draft|backlog|open|new|planned|pending|not started|ready|к выполнению|черновик|новая',
    active: 'in progress|active|doing|started|wip|in review|review|testing|partial|в работе|в процессе',
    blocked: 'blocked|on hold|waiting|заблокировано|ожидание',
    done: 'done|complete|completed|closed|finished|resolved|shipped|готово|выполнено|завершено',
    superseded: 'superseded|replaced|duplicate',
  },
  plan: {
    stub: 'stub',
    draft: 'draft|proposed|wip|in progress|review|in review|черновик',
    ratified: 'ratified|approved|accepted|agreed|active|утвержден',
    done: 'done|complete|completed|implemented|finished|готово',
    superseded: 'superseded|replaced',
  },
  adr: {
    proposed: 'proposed|draft|pending|open|in review|предложено',
    accepted: 'accepted|approved|decided|adopted|implemented|принято',
    rejected: 'rejected|declined|отклонено',
    deprecated: 'deprecated|obsolete',
    superseded: 'superseded|replaced|заменено',
  },
  learning: { active: 'active|current|valid', deprecated: 'deprecated|obsolete|outdated' },
};

/** The status of a kind that a word of another tool means; undefined where it means none. */
export function statusOf(kind: Kind, said: string): string | undefined {
  const folded = said
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  for (const [status, words] of Object.entries(STATUS[kind] ?? {})) {
    if (words.split('|').includes(folded)) return status;
  }
  return undefined;
}
