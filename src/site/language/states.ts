/** States of records, and their kinds. */
export const states: Readonly<Record<'en' | 'ru', Readonly<Record<string, string>>>> = {
  en: {
    'handed-off': 'handed off',
    auto: 'no handoff',
    broken: 'does not parse',
  },
  ru: {
    active: 'в работе',
    ratified: 'утверждено',
    accepted: 'принято',
    'handed-off': 'передано',
    done: 'готово',
    draft: 'черновик',
    stub: 'заготовка',
    proposed: 'предложено',
    auto: 'без передачи',
    imported: 'перенесено',
    blocked: 'ждёт',
    rejected: 'отклонено',
    deprecated: 'устарело',
    superseded: 'заменено',
    legacy: 'до canon',
    broken: 'не читается',
  },
};

/** Names of the kinds. */
export const kinds = {
  en: { session: 'Session', workstream: 'Workstream', plan: 'Plan', adr: 'Decision', learning: 'Learning' },
  ru: { session: 'Сессия', workstream: 'Поток работ', plan: 'План', adr: 'Решение', learning: 'Урок' },
};
