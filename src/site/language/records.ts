/** What lists of records say. */
export const records = {
  en: {
    title: 'Records',
    about: 'Every plan, workstream, decision, learning and session, one card per thing, the newest first.',
    aboutSome: (what: string): string =>
      `${what}. The records of this repository it is true of, the newest first.`,
    of: { kind: 'Kind', status: 'Status', owner: 'Owner', tag: 'Tag' },
    kinds: {
      session: 'Sessions',
      workstream: 'Workstreams',
      plan: 'Plans',
      adr: 'Decisions',
      learning: 'Learnings',
    },
    filters: 'Filters',
    all: 'All records',
    allTags: 'All tags',
    latest: 'Latest',
    earlier: (count: number): string => `Earlier iterations (${count})`,
    more: (count: number): string => `${count} more`,
    newer: 'Newer',
    older: 'Older',
    pager: 'More records',
    refine: 'Refine in search',
    none: 'There are no records yet. Begin with a plan, a decision, or the handoff of a session:',
    noSuch: 'This page is not here',
    noSuchText:
      'The address may have a mistake in it, or the record has been taken out. Search for it, or begin at one of these pages:',
  },
  ru: {
    title: 'Записи',
    about: 'Все планы, потоки работ, решения, уроки и сессии: по карточке на каждое дело, сначала новые.',
    aboutSome: (what: string): string =>
      `${what}. Записи этого репозитория, к которым это относится, сначала новые.`,
    of: { kind: 'Вид', status: 'Состояние', owner: 'Владелец', tag: 'Метка' },
    kinds: {
      session: 'Сессии',
      workstream: 'Потоки работ',
      plan: 'Планы',
      adr: 'Решения',
      learning: 'Уроки',
    },
    filters: 'Фильтры',
    all: 'Все записи',
    allTags: 'Все метки',
    latest: 'Последнее',
    earlier: (count: number): string => `Предыдущие (${count})`,
    more: (count: number): string => `Ещё ${count}`,
    newer: 'Новее',
    older: 'Старее',
    pager: 'Другие записи',
    refine: 'Уточнить в поиске',
    none: 'Записей пока нет. Начните с плана, решения или передачи сессии:',
    noSuch: 'Такой страницы нет',
    noSuchText:
      'Возможно, в адресе ошибка или запись убрали. Поищите её или начните с одной из этих страниц:',
  },
};
