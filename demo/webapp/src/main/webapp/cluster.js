/* The nodes: asked of the balancer, not of the shop. */

import {announce, colorOf, element, enable, enabled} from './page.js';

let nodes = [];
const served = new Map();
const listeners = [];

/** Another balancer knows nothing of nodes: then there are no cards and no costs, and nothing that needs its own settings. */
export let known = true;

/** Called every second, with the nodes. */
export function onNodes(listener) {
  listeners.push(listener);
}

export async function askNodes() {
  if (!known) return nodes;
  const response = await fetch('/_demo/nodes');
  known = response.status !== 404;
  nodes = known ? await response.json() : [];
  document.querySelectorAll('[data-cluster]').forEach(part => part.hidden = !known);
  return nodes;
}

/** By the handle of a session: which node served it last, and for which browser. */
export async function askSessions() {
  return known ? (await fetch('/_demo/sessions')).json() : {};
}

export function countServed(name, requests = 1) {
  served.set(name, (served.get(name) ?? 0) + requests);
}

async function command(button, name, verb) {
  if (!enabled(button)) return;
  await fetch(`/_demo/nodes/${name}/${verb}`, {method: 'POST'});
  await showNodes();
}

function nodeCard(node) {
  const card = element('node').content.cloneNode(true).firstElementChild;
  card.id = node.name;
  card.style.setProperty('--color', colorOf(node.name));
  card.querySelector('.name').textContent = node.name;
  for (const verb of ['kill', 'restart']) {
    const button = card.querySelector(`.${verb}`);
    button.setAttribute('aria-label', `${button.textContent.trim()} ${node.name}`);
    button.onclick = () => command(button, node.name, verb);
  }
  element('nodes').append(card);
  return card;
}

function showState(card, node) {
  const state = card.querySelector('.state');
  if (state.textContent && state.textContent !== node.state) announce(`${node.name} is ${node.state}`);
  state.textContent = node.state;
  card.classList.remove('up', 'starting', 'down');
  card.classList.add(node.state);
  enable(card.querySelector('.kill'), node.state !== 'down');
  enable(card.querySelector('.restart'), node.state !== 'starting');
}

export async function showNodes() {
  for (const node of await askNodes()) {
    const card = element(node.name) ?? nodeCard(node);
    showState(card, node);
    card.querySelector('.facts').textContent = `${node.version}, process ${node.pid}`;
    card.querySelector('.served').textContent = `${served.get(node.name) ?? 0} of your requests`;
  }
}

export function flash(name) {
  document.querySelectorAll('.node.hit').forEach(card => card.classList.remove('hit'));
  element(name)?.classList.add('hit');
}

async function tick() {
  await showNodes();
  listeners.forEach(listener => listener(nodes));
}

function again() {
  setTimeout(() => tick().catch(() => {}).finally(again), 1000);
}

/** Looks now, and again a second after each answer: also a node that is slow to answer is asked once at a time. */
export async function watchNodes() {
  await tick();
  again();
}

// ---------------------------------------------------------------- what a request cost: counters after it less before

const CALLS = {
  StoreLoads: 'read', StoreCreates: 'create', StoreSaves: 'save',
  StoreTouches: 'touch', StoreRenames: 'rename', StoreDeletes: 'delete', StoreLocks: 'lock',
};

/* Of the nodes that answered both times: one that is down tells nothing, and one that has restarted begins anew. */
function difference(before, after, counter) {
  return after.reduce((sum, node) => {
    const earlier = before.find(other => other.pid === node.pid);
    return sum + ((node.costs[counter] - earlier?.costs[counter]) || 0);
  }, 0);
}

/** Units of requests, and apart from them those of expiry events, which no request causes. */
export function unitsBetween(before, after) {
  const of = counter => difference(before, after, counter);
  const expiry = {read: of('StoreExpiryReadUnits'), write: of('StoreExpiryWriteUnits')};
  return {
    read: of('StoreReadUnits') - expiry.read,
    write: of('StoreWriteUnits') - expiry.write,
    expiry: expiry.read + expiry.write,
  };
}

export function costBetween(before, after) {
  const calls = Object.entries(CALLS)
    .map(([counter, name]) => [difference(before, after, counter), name])
    .filter(([count]) => count > 0)
    .map(([count, name]) => count === 1 ? name : `${count} × ${name}`);
  return {calls: calls.join(' + ') || 'no store call', units: unitsBetween(before, after)};
}
