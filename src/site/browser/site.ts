import { copyButtons } from './copy.ts';
import { relativeDates } from './dates.ts';
import { searchBox } from './search-box.ts';
import { swapPages } from './swap.ts';
import { themeSwitch } from './theme-switch.ts';

themeSwitch();
relativeDates();
copyButtons();
searchBox();
swapPages();
