import { test } from 'vitest';
import { resumeText } from '/tmp/wt/resume/src/cli/output/resume.ts';
import { makeLook } from '/tmp/wt/resume/src/cli/output/look.ts';
import { wholePage, page, lastSession, some, session } from '/tmp/wt/resume/test/resume/fixture.ts';
test('x', () => {
  console.log(resumeText(wholePage(), makeLook(false)));
  console.log(resumeText(wholePage(), makeLook(true)));
  console.log(resumeText(page(), makeLook(false)));
  console.log(resumeText(page({last: lastSession({title:'Очень длинный заголовок сессии про то, как мы перенесли всё в репозиторий и не потеряли ни строки', unmeasured:'unreachable', commitsSince:null, nextAction: '- first do this which is very long and wraps over the line since it has many words\n- then that\n\n```\ncode   here\n```', branch:'other'}), candidates: some(session('RT-260511-02')), elsewhere: some(session('SK-260511-09',{operator:'sergei'})), broken: some({path:'docs/sessions/x.md',code:'E_FRONTMATTER_SYNTAX',line:7}), legacyUnattributed: 102}, {operator: null, subject:null}), makeLook(false)));
});
