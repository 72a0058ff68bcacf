/* The user, the counter and the cart. The other parts of the page are modules of their own. */

import './devices.js';
import './parallel.js';
import './visitors.js';
import './plots.js';
import './theme.js';
import {watchNodes} from './cluster.js';
import {button, element, line, replaceLines} from './page.js';
import {click, onState} from './requests.js';

const ITEMS = ['lamp', 'teapot', 'bicycle', 'atlas', 'kite', 'globe'];
const ENDED = 'You are logged out: another browser has ended this session, or it was idle for too long.';

let user = null;

onState((state, label) => {
  const ended = user && !state.user && label !== 'log out';
  user = state.user;
  if (ended || user || label === 'log out') element('notice').textContent = ended ? ENDED : '';
  showUser();
  element('session').textContent = state.session ? `${state.session}…` : 'none yet';
  element('counter').textContent = state.counter;
  const lines = Object.entries(state.cart).sort().map(([item, quantity]) => cartLine(item, quantity));
  replaceLines(element('cart'), lines.length ? lines : [line('', 'empty')]);
});

/** Who logs in or out by the keyboard goes on with what has come in the place of the form. */
function showUser() {
  const focused = document.activeElement;
  const wasIn = id => element(id).contains(focused);
  const next = wasIn('login') && user ? element('logout') : wasIn('greeting') && !user ? element('user') : null;
  element('login').hidden = Boolean(user);
  element('greeting').hidden = !user;
  element('name').textContent = user ?? '';
  next?.focus();
}

function cartLine(item, quantity) {
  const less = () => click(`− ${item}`, 'POST', `/api/cart/remove?item=${encodeURIComponent(item)}`);
  return line(`${quantity} × ${item}`, '', button('−', less, `one ${item} less`));
}

element('shelf').append(...ITEMS.map(item =>
  button(`+ ${item}`, () => click(`+ ${item}`, 'POST', `/api/cart/add?item=${encodeURIComponent(item)}`))));
element('count').onclick = () => click('count', 'POST', '/api/count');
element('logout').onclick = () => click('log out', 'POST', '/api/logout');
element('login').onsubmit = event => {
  event.preventDefault();
  click('log in', 'POST', `/api/login?user=${encodeURIComponent(element('user').value)}`);
};

watchNodes().then(() => click('open the page', 'GET', '/api/state'));
