/** What a served site says of sessions in progress. Read in the browser: it stands in no page. */
export const live = {
  en: {
    heading: 'In progress',
    unclosed: 'not handed off',
    ended: 'ended',
    calls: { one: 'call', other: 'calls' },
    failed: 'failed',
    nobody: 'somebody',
    none: 'nothing called yet',
  },
  ru: {
    heading: 'Сейчас в работе',
    unclosed: 'не передано',
    ended: 'завершена',
    calls: { one: 'вызов', few: 'вызова', many: 'вызовов', other: 'вызова' },
    failed: 'с ошибкой',
    nobody: 'кто-то',
    none: 'вызовов пока нет',
  },
};
