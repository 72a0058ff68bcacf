/* The requests of this page, one after the other, and the log of them. */

import {askNodes, costBetween, countServed, flash, known, showNodes} from './cluster.js';
import {colorOf, element} from './page.js';

const LOG_LINES = 9;
const listeners = [];

let queue = Promise.resolve();

/** Called after each answer, with the state of the shop that it brought and the label of the click. */
export function onState(listener) {
  listeners.push(listener);
}

/** Runs what a click asks for when all that was clicked before is done. */
export function enqueue(label, task) {
  queue = queue.then(task).catch(error => logFailure(label, error.message));
  return queue;
}

export function click(label, method, path) {
  return enqueue(label, () => request(label, method, path));
}

/** The answers as this browser has measured them: when, in how many milliseconds, by which node. */
export const answers = [];

/** One request to the shop; its answer is JSON and names the node. */
export async function measured(path, options) {
  const begin = performance.now();
  const response = await fetch(path, options);
  const millis = performance.now() - begin;
  const answer = response.ok ? await response.json() : {};
  if (answer.node) {
    answers.push({at: Date.now(), millis, node: answer.node});
    countServed(answer.node);
  }
  return {response, answer, millis};
}

async function request(label, method, path) {
  const before = await askNodes();
  const {response, answer, millis} = await measured(path, {method});
  if (!response.ok) {
    logFailure(label, method === 'POST' ? 'the node died; done or not? looking' : `status ${response.status}`);
    if (method === 'POST') await request('look', 'GET', '/api/state');
    return;
  }
  const by = answer.node + (response.headers.has('X-Failed-Over') ? ' (failed over)' : '');
  const cost = costBetween(before, await askNodes());
  for (const listener of listeners) await listener(answer, label); // they may ask for more, which is no cost of this
  log(label, by, millis, cost, colorOf(answer.node));
  flash(answer.node);
  await showNodes();
}

export function log(label, by, millis, {calls, units}, color) {
  const strong = text => Object.assign(document.createElement('b'), {textContent: text});
  const cost = known ? `: ${calls}; ${units.read} read and ${units.write} write units` : '';
  element('last').classList.remove('failed');
  element('last').replaceChildren(strong(label), ' was served by ', strong(by), cost);
  const spent = known ? `${units.read} R  ${units.write} W` : '';
  logLine(`${label} · ${by}`, `${Math.round(millis)} ms  ${spent}`, color);
}

export function logFailure(label, reason) {
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
