'use strict';

const ITEMS = ['lamp', 'teapot', 'bicycle', 'atlas', 'kite', 'globe'];
const LOG_LINES = 9;
const COLORS = 3;
const element = id => document.getElementById(id);

let nodes = [];
const served = new Map();

/* a color for each node, in the order in which they are first heard of */
const names = [];

function colorOf(name) {
  if (!names.includes(name)) names.push(name);
  return `var(--node-${names.indexOf(name) % COLORS})`;
}

// ---------------------------------------------------------------- the nodes: asked of the balancer, not of the shop

/* another balancer knows nothing of them: then there are no cards and no costs */
let known = true;

async function askNodes() {
  if (!known) return nodes;
  const response = await fetch('/_demo/nodes');
  known = response.status !== 404;
  nodes = known ? await response.json() : [];
  element('costs').hidden = !known;
  return nodes;
}

async function command(name, verb) {
  await fetch(`/_demo/nodes/${name}/${verb}`, {method: 'POST'});
  await showNodes();
}

function nodeCard(node) {
  const card = element('node').content.cloneNode(true).firstElementChild;
  card.id = node.name;
  card.style.setProperty('--color', colorOf(node.name));
  card.querySelector('.name').textContent = node.name;
  card.querySelector('.kill').onclick = () => command(node.name, 'kill');
  card.querySelector('.restart').onclick = () => command(node.name, 'restart');
  element('nodes').append(card);
  return card;
}

async function showNodes() {
  for (const node of await askNodes()) {
    const card = element(node.name) ?? nodeCard(node);
    card.classList.remove('up', 'starting', 'down');
    card.classList.add(node.state);
    card.querySelector('.state').textContent = node.state;
    card.querySelector('.facts').textContent = `${node.version}, process ${node.pid}`;
    card.querySelector('.served').textContent = `${served.get(node.name) ?? 0} of your requests`;
    card.querySelector('.kill').disabled = node.state === 'down';
    card.querySelector('.restart').disabled = node.state === 'starting';
  }
}

// ---------------------------------------------------------------- what a request cost: counters after it less before

const CALLS = {
  StoreLoads: 'read', StoreCreates: 'create', StoreSaves: 'save',
  StoreTouches: 'touch', StoreRenames: 'rename', StoreDeletes: 'delete',
};

function difference(before, after, counter) {
  return after.reduce((sum, node) => {
    const earlier = before.find(other => other.pid === node.pid);
    return sum + (earlier ? (node.costs[counter] ?? 0) - (earlier.costs[counter] ?? 0) : 0);
  }, 0);
}

function costBetween(before, after) {
  const calls = Object.entries(CALLS)
    .map(([counter, name]) => [difference(before, after, counter), name])
    .filter(([count]) => count > 0)
    .map(([count, name]) => count === 1 ? name : `${count} × ${name}`);
  const units = {
    read: difference(before, after, 'StoreReadUnits'),
    write: difference(before, after, 'StoreWriteUnits'),
  };
  return {calls: calls.join(' + ') || 'no store call', units};
}

// ---------------------------------------------------------------- the session: one request after the other

let queue = Promise.resolve();

function click(label, method, path) {
  queue = queue.then(() => request(label, method, path)).catch(error => logFailure(label, error.message));
  return queue;
}

async function request(label, method, path) {
  const before = await askNodes();
  const response = await fetch(path, {method});
  if (!response.ok) {
    logFailure(label, method === 'POST' ? 'the node died; done or not? looking' : `status ${response.status}`);
    if (method === 'POST') await request('look', 'GET', '/api/state');
    return;
  }
  const state = await response.json();
  served.set(state.node, (served.get(state.node) ?? 0) + 1);
  const failedOver = response.headers.has('X-Failed-Over');
  showState(state);
  log(label, state, costBetween(before, await askNodes()), failedOver);
  if (state.user) await showDevices();
  await showNodes();
}

function showState(state) {
  element('session').textContent = state.session ? `${state.session}…` : 'none yet';
  element('counter').textContent = state.counter;
  element('login').hidden = Boolean(state.user);
  element('greeting').hidden = !state.user;
  element('name').textContent = state.user ?? '';
  const lines = Object.entries(state.cart).sort().map(([item, quantity]) => cartLine(item, quantity));
  element('cart').replaceChildren(...(lines.length ? lines : [emptyCart()]));
  /* shown by showDevices: hidden and shown again, it would move the page under the user's mouse */
  if (!state.user) element('devices').hidden = true;
}

function cartLine(item, quantity) {
  const line = document.createElement('li');
  const what = document.createElement('span');
  what.textContent = `${quantity} × ${item}`;
  const remove = button('−', () => click(`− ${item}`, 'POST', `/api/cart/remove?item=${encodeURIComponent(item)}`));
  remove.setAttribute('aria-label', `one ${item} less`);
  line.append(what, remove);
  return line;
}

function emptyCart() {
  const line = document.createElement('li');
  line.className = 'empty';
  line.textContent = 'empty';
  return line;
}

function button(text, onclick) {
  const made = document.createElement('button');
  made.textContent = text;
  made.onclick = onclick;
  return made;
}

// ---------------------------------------------------------------- where else the user is logged in

async function showDevices() {
  const response = await fetch('/api/devices');
  const devices = response.ok ? await response.json() : []; // other session managers know of no devices
  element('device-list').replaceChildren(...devices.map(deviceLine));
  element('devices').hidden = devices.length === 0;
}

function deviceLine(device) {
  const line = document.createElement('li');
  const what = document.createElement('span');
  what.textContent = `since ${new Date(device.since).toLocaleTimeString()}${device.here ? ', here' : ''}`;
  line.append(what);
  if (!device.here) line.append(button('Log out', () => logOutElsewhere(device.handle)));
  return line;
}

function logOutElsewhere(handle) {
  click('log out elsewhere', 'POST', `/api/devices/logout?handle=${encodeURIComponent(handle)}`);
}

// ---------------------------------------------------------------- the log

function log(label, state, cost, failedOver) {
  const by = `${state.node}${failedOver ? ' (failed over)' : ''}`;
  element('last').classList.remove('failed');
  element('last').innerHTML = '<b></b> was served by <b></b><span></span>';
  const [what, who] = element('last').querySelectorAll('b');
  what.textContent = label;
  who.textContent = by;
  const {calls, units} = cost;
  element('last').querySelector('span').textContent =
    known ? `: ${calls}; ${units.read} read and ${units.write} write units` : '';
  logLine(`${label} · ${by}`, known ? `${units.read} R  ${units.write} W` : '', colorOf(state.node));
  flash(state.node);
}

function logFailure(label, reason) {
  element('last').classList.add('failed');
  element('last').textContent = `${label}: ${reason}`;
  logLine(`${label}: ${reason}`, '', 'var(--down)');
}

function logLine(text, cost, color) {
  const line = document.createElement('li');
  line.innerHTML = '<i></i><span></span><em></em>';
  line.style.setProperty('--color', color);
  line.querySelector('span').textContent = text;
  line.querySelector('em').textContent = cost;
  element('log').prepend(line);
  while (element('log').children.length > LOG_LINES) element('log').lastChild.remove();
}

function flash(name) {
  document.querySelectorAll('.node.hit').forEach(card => card.classList.remove('hit'));
  element(name)?.classList.add('hit');
}

// ---------------------------------------------------------------- start

element('shelf').append(...ITEMS.map(item =>
  button(`+ ${item}`, () => click(`+ ${item}`, 'POST', `/api/cart/add?item=${encodeURIComponent(item)}`))));
element('count').onclick = () => click('count', 'POST', '/api/count');
element('look').onclick = () => click('look', 'GET', '/api/state');
element('logout').onclick = () => click('log out', 'POST', '/api/logout');
element('login').onsubmit = event => {
  event.preventDefault();
  click('log in', 'POST', `/api/login?user=${encodeURIComponent(element('user').value)}`);
};

showNodes().then(() => click('open the page', 'GET', '/api/state'));
setInterval(() => showNodes().catch(() => {}), 1000);
