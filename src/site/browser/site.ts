import { copyButtons } from './copy.ts';
import { searchBox } from './search-box.ts';
import { swapPages } from './swap.ts';
import { themeSwitch } from './theme-switch.ts';

themeSwitch();
copyButtons();
searchBox();
swapPages();
