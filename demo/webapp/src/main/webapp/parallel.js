/* Twenty requests at once that read a number and write it plus one: with the lock of the session, and without. */

import {askNodes, costBetween} from './cluster.js';
import {announce, element, line, replaceLines} from './page.js';
import {enqueue, log, logFailure, measured} from './requests.js';

const REQUESTS = 20;
const WAYS = {free: 'Without a lock', locked: 'With the lock'};
const results = new Map();

const labelOf = way => `${REQUESTS} ${WAYS[way].toLowerCase()}`;

async function run(way) {
  const label = labelOf(way);
  show(way, line(`${WAYS[way]}: under way`));
  const before = await askNodes();
  const {response} = await measured('/api/parallel/begin', {method: 'POST'});
  if (!response.ok) throw new Error(`status ${response.status}`);
  const begin = performance.now();
  const answered = await Promise.all(Array.from({length: REQUESTS}, () => one(way)));
  const millis = performance.now() - begin;
  const {answer: {tally}} = await measured('/api/parallel/free');
  const done = answered.filter(({response}) => response.ok);
  const by = new Set(done.map(({answer}) => answer.node)).size;
  const nodes = by === 1 ? '1 node' : `${by} nodes`;
  const {calls, units} = costBetween(before, await askNodes());
  log(label, nodes, millis, {calls, units}, 'var(--soft)');
  const result = `${WAYS[way]}: ${tally} of ${done.length} counted${failures(answered)}`;
  announce(result);
  show(way, line(result,
    `${nodes}, ${(millis / 1000).toFixed(1)} s, ${units.read} read and ${units.write} write units`, cells(tally)));
}

/** A node that dies with a request fails that request alone. */
const one = way => measured(`/api/parallel/${way}`, {method: 'POST'})
  .catch(error => ({response: {ok: false, status: error.message}}));

function failures(answered) {
  const failed = answered.filter(({response}) => !response.ok).map(({response}) => response.status);
  return failed.length ? `, ${failed.length} failed: ${[...new Set(failed)].join(', ')}` : '';
}

function cells(counted) {
  const made = document.createElement('span');
  made.className = 'cells';
  made.setAttribute('aria-hidden', 'true');
  made.append(...Array.from({length: REQUESTS}, (_, place) => {
    const cell = document.createElement('i');
    cell.className = place < counted ? 'kept' : '';
    return cell;
  }));
  return made;
}

function show(way, result) {
  result.id = `tally-${way}`;
  results.set(way, result);
  replaceLines(element('tallies'), Object.keys(WAYS).filter(each => results.has(each)).map(each => results.get(each)));
}

function failed(way, error) {
  show(way, line(`${WAYS[way]}: ${error.message}`));
  logFailure(labelOf(way), error.message);
}

for (const way of Object.keys(WAYS)) {
  element(way).onclick = () => enqueue(labelOf(way), () => run(way).catch(error => failed(way, error)));
}
