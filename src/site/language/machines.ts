/** What stands in feeds, in llms.txt, and where something has moved. */
export const machines = {
  en: {
    kinds: {
      session: 'Sessions',
      workstream: 'Workstreams',
      plan: 'Plans',
      adr: 'Decisions',
      learning: 'Learnings',
    },
    records: ['record', 'records'],
    about:
      'Records of the work that people and coding agents do in one repository: what was done, what was decided and why, what comes next.',
    activeWork: 'Active work',
    newestSessions: 'Newest sessions',
    indexAbout: 'every record as data',
    feedAbout: 'what is new, as an Atom feed',
    moved: 'This record has moved',
    movedTo: 'It is now found at',
  },
  ru: {
    kinds: {
      session: 'Сессии',
      workstream: 'Потоки работ',
      plan: 'Планы',
      adr: 'Решения',
      learning: 'Уроки',
    },
    records: ['запись', 'записи', 'записей'],
    about:
      'Записи о работе, которую люди и агенты ведут в одном репозитории: что сделано, что и почему решено, что дальше.',
    activeWork: 'Текущая работа',
    newestSessions: 'Последние сессии',
    indexAbout: 'все записи как данные',
    feedAbout: 'новое, лентой Atom',
    moved: 'Эта запись переехала',
    movedTo: 'Теперь она здесь:',
  },
};
