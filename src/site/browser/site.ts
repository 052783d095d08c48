import { copyButtons } from './copy.ts';
import { relativeDates } from './dates.ts';
import { searchBox } from './search-box.ts';
import { themeSwitch } from './theme-switch.ts';

themeSwitch();
relativeDates();
copyButtons();
searchBox();
