import { copyButtons } from './copy.ts';
import { searchBox } from './search-box.ts';
import { swapPages } from './swap.ts';
import { themeSwitch } from './theme-switch.ts';

// The page of an old address leads on by itself, but what stands behind a `#` only a script takes along.
const moved = document.querySelector<HTMLAnchorElement>('.moved a');
if (moved) location.replace(moved.href + location.hash);
themeSwitch();
copyButtons();
searchBox();
swapPages();
