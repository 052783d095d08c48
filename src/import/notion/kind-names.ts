import type { Kind } from '../../record/kinds.ts';
import { foldName } from '../map.ts';

// In this order: a log of decisions is one of decisions, and a project's plan is a plan.
const WORDS: readonly (readonly [Kind, string])[] = [
  ['adr', 'decision decisions adr adrs решение решения решений'],
  [
    'learning',
    'learning learnings note notes lesson lessons runbook runbooks playbook playbooks wiki knowledge guide guides howto howtos faq til вывод выводы урок уроки заметка заметки знания инструкция инструкции регламент регламенты вики',
  ],
  [
    'plan',
    'plan plans spec specs specification specifications rfc rfcs prd prds proposal proposals roadmap roadmaps план планы планов спецификация спецификации тз предложение предложения',
  ],
  [
    'session',
    'session sessions handoff handoffs conversation conversations conv log logs сессия сессии сессий передача передачи беседа беседы разговор разговоры диалог диалоги журнал лог логи хендофф хендоффы',
  ],
  [
    'workstream',
    'task tasks project projects workstream workstreams epic epics initiative initiatives todo todos backlog ticket tickets задача задачи задач проект проекты проектов эпик эпики инициатива инициативы бэклог поток потоки',
  ],
];

const SETS = WORDS.map(([kind, words]) => [kind, new Set(words.split(' '))] as const);

/** More words than this are the title of a text, not the name of a collection. */
const LONGEST_NAME = 5;

/** The kind that the name of a database, or of a page above others, says. */
export function kindOfName(name: string): Kind | undefined {
  const words = foldName(name.replaceAll('-', '')).match(/[\p{L}\d]+/gu) ?? [];
  if (words.length > LONGEST_NAME) return undefined;
  return SETS.find(([, set]) => words.some((word) => set.has(word)))?.[0];
}

const COLUMNS: readonly (readonly [Kind, readonly (readonly string[])[]])[] = [
  [
    'session',
    [
      ['next action'],
      ['resume prompt'],
      ['what i did'],
      ['for future me'],
      ['handoff'],
      ['branch', 'commits'],
      ['следующее действие'],
      ['следующий шаг'],
      ['ветка', 'коммиты'],
    ],
  ],
  [
    'adr',
    [
      ['alternatives considered'],
      ['consequences'],
      ['decision', 'context'],
      ['deciders'],
      ['последствия'],
      ['решение', 'контекст'],
    ],
  ],
  [
    'plan',
    [['success criteria'], ['phases'], ['ratified'], ['locked decisions'], ['критерии успеха'], ['фазы']],
  ],
  [
    'learning',
    [
      ['why it matters'],
      ['how to apply'],
      ['lesson'],
      ['applies to'],
      ['почему это важно'],
      ['как применять'],
    ],
  ],
  [
    'workstream',
    [
      ...['assignee', 'assign', 'owner', 'due', 'due date', 'deadline', 'priority', 'sprint'].map((one) => [
        'status',
        one,
      ]),
      ...['исполнитель', 'ответственный', 'владелец', 'срок', 'дедлайн', 'приоритет'].map((one) => [
        'статус',
        one,
      ]),
    ],
  ],
];

/** The kind that the columns of a database say. */
export function kindOfColumns(columns: readonly string[]): Kind | undefined {
  const have = new Set(columns.map(foldName));
  return COLUMNS.find(([, sets]) => sets.some((names) => names.every((name) => have.has(name))))?.[0];
}

/** The kind that a title says that begins with a number: `ADR-12: …`, `RFC 7 …`, `CONV-30 — …`. */
export function kindOfTitle(title: string): Kind | undefined {
  const word = /^(adr|rfc|conv)[ -]?\d+\b/i.exec(title)?.[1]?.toLowerCase();
  return word === 'adr' ? 'adr' : word === 'rfc' ? 'plan' : word === 'conv' ? 'session' : undefined;
}
