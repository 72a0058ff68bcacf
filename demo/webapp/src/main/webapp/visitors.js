/* Visitors who leave for good, and which node's listener was told of the end of their sessions. */

import {onNodes} from './cluster.js';
import {announce, element, line, timeOf} from './page.js';
import {enqueue, logFailure, measured} from './requests.js';

const SHOWN = 4;
const visitors = [];

/* the page of another browser has visitors of its own */
const page = crypto.randomUUID();

async function leave() {
  const name = `visitor ${visitors.length + 1}`;
  const key = `${name} of ${page}`;
  // without credentials: no cookie is sent, and the one of the answer is dropped
  const {response, answer} = await measured(`/api/visitors?visitor=${encodeURIComponent(key)}`,
    {method: 'POST', credentials: 'omit'});
  if (!response.ok) return logFailure(name, `status ${response.status}`);
  visitors.push({name, key, made: answer.node, at: Date.now(), told: new Map()});
  show();
}

onNodes(nodes => {
  for (const node of nodes) {
    for (const {visitor, at} of node.ended) tell(visitors.find(({key}) => key === visitor), node.name, at);
  }
});

/** A node that has died since forgets what it was told, this page does not. */
function tell(visitor, node, at) {
  if (!visitor || visitor.told.has(node + at)) return;
  visitor.told.set(node + at, {node, at});
  show();
  announce(`the end of ${visitor.name} was told by ${node}`);
}

function show() {
  element('visitors').replaceChildren(...visitors.slice(-SHOWN).reverse().map(visitor => {
    const made = `${visitor.name}, left ${timeOf(visitor.at)}, session made by ${visitor.made}`;
    return line(made, told([...visitor.told.values()]));
  }));
}

function told(tellings) {
  if (tellings.length === 0) return 'not told yet';
  const by = tellings.map(({node, at}) => `by ${node} at ${timeOf(at)}`).join(', ');
  return `told ${tellings.length === 1 ? 'once' : `${tellings.length} times`}, ${by}`;
}

element('leave').onclick = () => enqueue('a visitor leaves', leave);
