/** What a served site says of sessions that no record tells of. Read in the browser: it stands in no page. */
export const live = {
  en: {
    heading: 'Not handed off yet',
    working: 'working',
    quiet: 'quiet',
    ended: 'ended',
    calls: { one: 'call', few: 'calls', many: 'calls', other: 'calls' },
    failed: 'failed',
    nobody: 'Somebody',
    none: 'nothing called yet',
  },
  ru: {
    heading: 'Ещё не передано',
    working: 'в работе',
    quiet: 'затихла',
    ended: 'завершена',
    calls: { one: 'вызов', few: 'вызова', many: 'вызовов', other: 'вызова' },
    failed: 'с ошибкой',
    nobody: 'Кто-то',
    none: 'вызовов пока нет',
  },
};
