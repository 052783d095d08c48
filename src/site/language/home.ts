/** What the first page says. Functions get what stands in the middle. */
export const home = {
  en: {
    about: 'What waits on whom, what goes on, and what was done last.',
    waitsOn: (name: string): string => `Waiting on ${name}`,
    waitsOnNobody: 'Waiting',
    nothingWaits: 'Nothing waits on anybody.',
    more: (count: number): string => `${count} more`,
    moreImported: (count: number, imported: number): string =>
      count === imported
        ? `${count} more from imported sessions`
        : `${count} more, ${imported} from imported sessions`,
    imported: (times: number): string => (times === 1 ? 'imported' : `imported ${times} times`),
    questions: (count: number): string => `Open questions (${count})`,
    active: 'Active work',
    nothingActive: 'No workstream is active. Start one with',
    allWorkstreams: 'All workstreams',
    next: 'Next',
    allDone: 'Every task is done.',
    blockedBy: 'Blocked by',
    allSessions: 'All sessions',
    noSessions: 'Sessions',
    firstSession: 'No session has been handed off yet. At the end of one, run',
    noDay: 'Without a date',
    from: 'from',
  },
  ru: {
    about: 'Чего от кого ждут, что сейчас в работе и что сделано последним.',
    waitsOn: (name: string): string => `Ожидается от: ${name}`,
    waitsOnNobody: 'Ожидается',
    nothingWaits: 'Никто никого не ждёт.',
    more: (count: number): string => `Ещё ${count}`,
    moreImported: (count: number, imported: number): string =>
      count === imported ? `Ещё ${count} из импорта` : `Ещё ${count}, из импорта ${imported}`,
    imported: (times: number): string => (times === 1 ? 'импорт' : `импорт, повторений: ${times}`),
    questions: (count: number): string => `Открытые вопросы (${count})`,
    active: 'Сейчас в работе',
    nothingActive: 'Сейчас нет активных потоков работ. Начать новый:',
    allWorkstreams: 'Все потоки работ',
    next: 'Дальше',
    allDone: 'Все задачи выполнены.',
    blockedBy: 'Ждёт',
    allSessions: 'Все сессии',
    noSessions: 'Сессии',
    firstSession: 'Пока не передано ни одной сессии. В конце работы выполните',
    noDay: 'Без даты',
    from: 'из',
  },
};
