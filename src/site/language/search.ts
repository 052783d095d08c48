/** What search says: on its page, and in the browser while somebody types. `#` is a number, `%` a name. */
export const search = {
  en: {
    title: 'Search',
    needsScript: 'Search needs JavaScript. All records, by kind, status, owner and tag, are in the',
    index: 'index of records',
    failed: 'What search needs could not be loaded. Reload the page to try again.',
    help: 'Words, "an exact phrase", kind:plan, status:active, owner:name, tag:name, -without.',
    browser: {
      count: { one: '# record', other: '# records' },
      partly: '% so far',
      all: 'All results',
      none: 'Nothing found for %',
      noneHint: 'Try fewer or other words.',
      replaced: 'replaced by %',
      more: 'Show more',
      filters: 'Filters',
      results: 'Results',
      kind: 'Kind',
      status: 'Status',
      owner: 'Owner',
      tag: 'Tag',
    },
  },
  ru: {
    title: 'Поиск',
    needsScript:
      'Для поиска нужен JavaScript. Все записи по видам, состояниям, владельцам и меткам собраны в',
    index: 'указателе записей',
    failed: 'Не удалось загрузить данные для поиска. Обновите страницу, чтобы попробовать ещё раз.',
    help: 'Слова, "точная фраза", kind:plan, status:active, owner:имя, tag:метка, -без.',
    browser: {
      count: { one: '# запись', few: '# записи', many: '# записей', other: '# записи' },
      partly: 'Пока %',
      all: 'Все результаты',
      none: 'По запросу % ничего не нашлось',
      noneHint: 'Попробуйте меньше слов или другие слова.',
      replaced: 'заменено на %',
      more: 'Показать ещё',
      filters: 'Фильтры',
      results: 'Результаты',
      kind: 'Вид',
      status: 'Состояние',
      owner: 'Владелец',
      tag: 'Метка',
    },
  },
} satisfies Record<'en' | 'ru', unknown>;

/** What the browser says. */
export interface SearchWords {
  readonly count: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;
  /** Where more may be found. */
  readonly partly: string;
  readonly all: string;
  readonly none: string;
  readonly noneHint: string;
  readonly replaced: string;
  readonly more: string;
  readonly filters: string;
  readonly results: string;
  readonly kind: string;
  readonly status: string;
  readonly owner: string;
  readonly tag: string;
}
