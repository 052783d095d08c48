import type { Args } from '../../fault/diagnostic.ts';
import type { Messages } from '../../fault/messages/types.ts';

/** A mistake in YAML: what stands beside the caret, and what to do. */
interface Cause {
  readonly note: string | ((args: Args) => string);
  readonly remedy: string | ((args: Args) => string);
}

const quoteIt =
  (otherwise: string) =>
  (args: Args): string =>
    args['fixed'] === undefined ? otherwise : `Возьмите значение в кавычки: ${String(args['fixed'])}.`;

const CAUSES: Readonly<Record<string, Cause>> = {
  alias: {
    note: 'ссылки YAML в этом файле не используются',
    remedy: 'Напишите значение полностью или возьмите его в кавычки.',
  },
  'after-bracket': {
    note: (args) => `значение закончилось на ${String(args['bracket'])}, а здесь стоит что-то ещё`,
    remedy: quoteIt('Если скобки — часть текста, возьмите в кавычки всё значение.'),
  },
  'after-quote': {
    note: 'текст в кавычках закончился раньше',
    remedy: (args) =>
      args['quote'] === "'"
        ? "Внутри одинарных кавычек пишите '' вместо ' или возьмите всё значение в двойные."
        : 'Внутри двойных кавычек пишите \\" вместо " или возьмите всё значение в одинарные.',
  },
  'block-header': {
    note: 'после | или > в этой строке может стоять только комментарий',
    remedy: 'Перенесите текст на следующие строки с отступом или возьмите значение в кавычки.',
  },
  bracket: {
    note: 'эту скобку ничто не открывало',
    remedy: quoteIt('Уберите её или возьмите значение в кавычки.'),
  },
  colon: {
    note: 'двоеточие с пробелом начинает здесь новый ключ',
    remedy: quoteIt('Возьмите в кавычки всё значение.'),
  },
  conflict: {
    note: 'неразрешённый конфликт слияния',
    remedy:
      'Оставьте верное с обеих сторон и уберите строки с метками; если здесь встретились две записи, `canon renumber ID` сохранит обе.',
  },
  dash: {
    note: 'список не начинается в строке своего ключа',
    remedy:
      'Напишите каждый пункт на своей строке под ключом или так: [один, два]; текст, который начинается с дефиса, возьмите в кавычки.',
  },
  'duplicate-key': {
    note: (args) => `${String(args['key'])} стоит здесь второй раз`,
    remedy: 'Оставьте одно из двух.',
  },
  'endless-alias': {
    note: 'эта ссылка YAML стоит внутри того, что повторяет',
    remedy: 'Напишите значение полностью.',
  },
  escape: {
    note: 'в двойных кавычках нет такой последовательности',
    remedy:
      'Вместо обратной черты пишите \\\\ или возьмите значение в одинарные кавычки: в них она остаётся собой.',
  },
  indent: {
    note: 'такого отступа нет ни у одного ключа выше',
    remedy:
      'Начинайте все ключи в одной колонке, с пробелами; текст возьмите в кавычки, а не переносите со строки на строку.',
  },
  'key-not-text': { note: 'ключом может быть только простой текст', remedy: 'Напишите «ключ: значение».' },
  'no-blank-after-colon': { note: 'после двоеточия нет пробела', remedy: 'Напишите «ключ: значение».' },
  'no-colon': {
    note: 'здесь должны стоять ключ и двоеточие',
    remedy: 'Напишите «ключ: значение»; даже длинный текст остаётся на одной строке.',
  },
  reserved: {
    note: (args) => `значение не может начинаться с ${String(args['character'])}`,
    remedy: quoteIt('Возьмите значение в кавычки.'),
  },
  'several-documents': {
    note: 'здесь начинается второй документ YAML',
    remedy: 'Оставьте один: уберите строку с --- или ... выше или возьмите её в кавычки как текст.',
  },
  tab: { note: 'отступ этой строки сделан табуляцией', remedy: 'Делайте отступы пробелами.' },
  'too-deep': { note: 'слишком глубокая вложенность', remedy: 'Сделайте вложенность меньше.' },
  'too-large': {
    note: 'это больше, чем читает canon',
    remedy: 'Оставьте то, что canon знает, а текст перенесите в тело записи, под вторую черту ---.',
  },
  'too-many-aliases': {
    note: 'ссылки YAML разворачиваются в больше, чем читает canon',
    remedy: 'Напишите значения полностью.',
  },
  unclosed: {
    note: 'заголовок, который открывается здесь, ничем не закрыт',
    remedy: 'Поставьте --- на отдельной строке после последнего ключа.',
  },
  'unclosed-bracket': {
    note: 'эта скобка не закрыта',
    remedy: (args) => `Закройте её: ${String(args['bracket'])}.`,
  },
  'unclosed-quote': {
    note: 'эта кавычка не закрыта',
    remedy: (args) => `Закройте её в той же строке: ${String(args['quote'])}.`,
  },
  'unknown-alias': {
    note: (args) => `выше ничто не названо &${String(args['name'])}`,
    remedy: quoteIt('Если звёздочка — часть текста, возьмите значение в кавычки.'),
  },
};

const OTHER: Cause = {
  note: 'этого нельзя разобрать как YAML',
  remedy: 'Исправьте строку или возьмите значение в кавычки.',
};

/** The names of the mistakes that are told apart. */
export const CAUSES_RU: readonly string[] = Object.keys(CAUSES);

const causeOf = ({ cause }: Args): Cause => {
  const name = String(cause);
  return (Object.hasOwn(CAUSES, name) ? CAUSES[name] : undefined) ?? OTHER;
};
const filled = (part: Cause['note'], args: Args): string => (typeof part === 'function' ? part(args) : part);

/** What canon says in Russian of a record that cannot be read; `fault/messages` says the same, and all else, in English. */
export const faultsRu: Messages = {
  E_FRONTMATTER_SYNTAX: {
    text: 'заголовок записи не разбирается',
    note: (args) => filled(causeOf(args).note, args),
    hint: (args) => filled(causeOf(args).remedy, args),
  },
  E_FRONTMATTER_NOT_A_MAP: {
    text: 'в заголовке записи нет ключей',
    note: 'здесь должны стоять ключ и двоеточие',
    hint: 'Напишите «ключ: значение» на строках между чертами ---.',
  },
  E_FILE_SYMLINK: {
    text: ({ path }) => `${String(path)} — символическая ссылка, а запись должна быть отдельным файлом`,
    hint: 'Положите на это место сам файл, а где он нужен, поставьте на него ссылку Markdown.',
  },
  E_FILE_NOT_REGULAR: {
    text: ({ path }) => `${String(path)} — не обычный файл`,
    hint: 'Уберите его из папки с записями.',
  },
  E_FILE_NOT_UTF8: {
    text: ({ path }) => `${String(path)} — не в кодировке UTF-8, поэтому его текст неизвестен`,
    hint: 'Сохраните его заново в UTF-8; старые файлы переводит `iconv -f WINDOWS-1251 -t UTF-8`.',
  },
  E_FILE_TOO_LARGE: {
    text: ({ path, max }) => `${String(path)} больше ${Math.round(Number(max) / 1024 / 1024)} МБ`,
    hint: 'Запись — это страница-две: вынесите журналы и выгрузки в отдельные файлы и сошлитесь на них.',
  },
  E_FILE_UNREADABLE: {
    text: ({ path }) => `${String(path)} не удалось прочитать`,
    hint: 'Проверьте права на файл; в неполном клоне сначала получите его: `git checkout -- <путь>`.',
  },
};
