import { relativeDates } from './dates.ts';

// Runs before anything is drawn, so that nobody sees the other theme first, and no button that does nothing.
document.documentElement.dataset['js'] = '';
try {
  const chosen = localStorage.getItem('canon-theme');
  // What is no theme changes nothing.
  if (chosen) document.documentElement.dataset['theme'] = chosen;
} catch {
  // Where nothing may be kept, the system's theme it is.
}

relativeDates();
