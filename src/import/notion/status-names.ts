import type { Kind } from '../../record/kinds.ts';
import { foldName } from '../map.ts';

const OPEN =
  'not started|to do|todo|to-do|backlog|new|idea|open|inbox|someday|planned|next|не начато|к выполнению|бэклог|новая|новое|идея|открыто|запланировано';
const BUSY =
  'in progress|doing|active|started|ongoing|current|wip|in review|review|testing|in development|в работе|в процессе|активно|делается|на проверке|на ревью';
const STUCK = 'blocked|on hold|waiting|paused|stuck|заблокировано|ожидание|ожидает|на паузе|отложено';
const DONE =
  'done|complete|completed|finished|closed|shipped|released|resolved|implemented|готово|сделано|завершено|выполнено|закрыто|выпущено';
const REPLACED = 'superseded|replaced|obsolete|заменено|устарело';

const TABLE: Readonly<Record<Exclude<Kind, 'session'>, Readonly<Record<string, string>>>> = {
  workstream: {
    draft: `${OPEN}|draft|черновик`,
    active: BUSY,
    blocked: STUCK,
    done: DONE,
    superseded: REPLACED,
  },
  plan: {
    stub: 'stub|idea|идея',
    draft: `draft|in review|review|wip|proposed|черновик|на проверке|на ревью|предложено|${OPEN.replaceAll('|idea', '').replaceAll('|идея', '')}`,
    ratified:
      'ratified|approved|accepted|agreed|signed off|active|in progress|утверждено|утвержден|утверждён|согласовано|принято|одобрено|в работе|активно',
    done: DONE,
    superseded: REPLACED,
  },
  adr: {
    proposed:
      'proposed|draft|open|in review|review|under discussion|rfc|pending|предложено|черновик|обсуждается|открыто',
    accepted:
      'accepted|approved|decided|done|final|agreed|active|implemented|принято|принят|утверждено|одобрено|решено|готово',
    rejected: 'rejected|declined|отклонено|отклонён|отклонен|отвергнуто',
    deprecated: 'deprecated|obsolete|archived|устарело|в архиве',
    superseded: 'superseded|replaced|заменено',
  },
  learning: {
    active:
      'active|current|published|done|final|live|verified|актуально|активно|опубликовано|готово|проверено',
    deprecated: 'deprecated|archived|obsolete|outdated|stale|устарело|в архиве|неактуально',
  },
};

/** The status of a kind that a word for it means; undefined where none does. A session's says nothing. */
export function statusOf(kind: Kind, value: string): string | undefined {
  if (kind === 'session') return undefined;
  // Boards put pictures in front: `🟢 Done`.
  const word = foldName(value.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, ''));
  return Object.entries(TABLE[kind]).find(
    ([status, words]) => status === word || words.split('|').includes(word),
  )?.[0];
}

/** `P0` to `P3` for the usual words. */
export function priorityOf(value: string): string | undefined {
  const word = foldName(value.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, ''));
  if (/^p[0-3]$/.test(word)) return word.toUpperCase();
  const at = [
    'critical|urgent|highest|blocker|критический|срочно|критично',
    'high|важно|высокий|высокая',
    'medium|normal|moderate|средний|средняя|обычный',
    'low|lowest|низкий|низкая',
  ].findIndex((words) => words.split('|').includes(word));
  return at < 0 ? undefined : `P${at}`;
}
