/* Light or dark as the system has it, until the user says otherwise. */

import {element} from './page.js';

const system = matchMedia('(prefers-color-scheme: dark)');
const chosen = () => localStorage.getItem('theme');
const dark = () => chosen() ? chosen() === 'dark' : system.matches;

function show() {
  document.documentElement.style.colorScheme = chosen() ?? '';
  element('theme').setAttribute('aria-pressed', String(dark()));
  document.dispatchEvent(new Event('theme'));
}

element('theme').onclick = () => {
  localStorage.setItem('theme', dark() ? 'light' : 'dark');
  show();
};
system.addEventListener('change', show);
show();
