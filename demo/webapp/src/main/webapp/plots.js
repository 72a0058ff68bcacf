/* The last minute as two plots and a table: answers as this browser measured them, units as the nodes count them. */

import {onNodes, unitsBetween} from './cluster.js';
import {element, names} from './page.js';
import {answers} from './requests.js';

const MINUTE = 60;
const ROW = 10;
const UNITS = [['read', '--node-0'], ['write', '--node-2'], ['expiry', '--soft']];

/* the units of each second; none before the first look */
const seconds = [];
let before = null;

onNodes(nodes => {
  const now = Date.now();
  const elapsed = before ? (now - before.at) / 1000 : 1;
  seconds.push({at: now, elapsed, units: unitsBetween(before?.nodes ?? [], nodes)});
  before = {at: now, nodes};
  for (const list of [answers, seconds]) {
    while (list.length && now - list[0].at > MINUTE * 1000) list.shift();
  }
  draw();
});

// ---------------------------------------------------------------- colors, of the scheme that holds just now

const probe = document.body.appendChild(document.createElement('i'));
probe.hidden = true;

function color(variable) {
  probe.style.color = `var(${variable})`;
  return getComputedStyle(probe).color;
}

function plot(id, series) {
  const axis = {
    stroke: () => color('--soft'), font: '11px system-ui, "DejaVu Sans", sans-serif',
    grid: {stroke: () => color('--line'), width: 1}, ticks: {show: false},
  };
  const top = (_, least, most) => [0, Math.max(4, (most ?? 0) * 1.1)];
  return new uPlot({
    width: width(id), height: 130, legend: {show: false}, cursor: {show: false},
    scales: {x: {time: false, range: () => [-MINUTE, 0]}, y: {range: top}},
    axes: [{...axis, size: 26, values: (_, ticks) => ticks.map(tick => `${tick} s`)}, {...axis, size: 44}],
    series: [{}, ...series],
  }, [[], ...series.map(() => [])], element(id));
}

const width = id => Math.max(200, element(id).clientWidth);

const dots = number => ({
  paths: () => null, stroke: () => color(`--node-${number}`), points: {show: true, size: 6, fill: () => color(`--node-${number}`)},
});

const steps = variable => ({
  paths: uPlot.paths.stepped({align: -1}), stroke: () => color(variable), width: 2, points: {show: false},
});

const plots = {
  answers: plot('answers', [0, 1, 2].map(dots)),
  units: plot('units', UNITS.map(([, variable]) => steps(variable))),
};

// ---------------------------------------------------------------- what is drawn, and what is said of it

function draw() {
  const now = Date.now();
  const ago = ({at}) => (at - now) / 1000;
  const ofNode = number => ({node, millis}) => names.indexOf(node) % 3 === number ? millis : null;
  plots.answers.setData([answers.map(ago), ...[0, 1, 2].map(number => answers.map(ofNode(number)))]);
  plots.units.setData([seconds.map(ago), ...UNITS.map(([what]) => seconds.map(({units, elapsed}) => units[what] / elapsed))]);
  legend('answers-legend', names.map((name, number) => [name, `--node-${number % 3}`]));
  legend('units-legend', UNITS);
  describe();
  if (element('figures').open) fillTable(now);
}

function legend(id, entries) {
  if (element(id).children.length === entries.length) return;
  element(id).replaceChildren(...entries.map(([name, variable]) => {
    const entry = document.createElement('span');
    entry.innerHTML = '<i></i>';
    entry.firstChild.style.background = `var(${variable})`;
    entry.append(name);
    return entry;
  }));
}

const sum = (list, what) => list.reduce((total, {units}) => total + units[what], 0);
const figure = number => Number(number.toFixed(1));

function middle(list) {
  const sorted = list.map(({millis}) => millis).sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)]);
}

const slowest = list => Math.round(Math.max(...list.map(({millis}) => millis)));

function describe() {
  element('answers').setAttribute('aria-label', answers.length === 0
    ? 'No answers within the last minute'
    : `${answers.length} answers within the last minute, median ${middle(answers)}, slowest ${slowest(answers)} milliseconds`);
  const units = UNITS.map(([what]) => `${figure(sum(seconds, what))} ${what}`).join(', ');
  element('units').setAttribute('aria-label', `Units within the last minute: ${units}`);
}

function fillTable(now) {
  const rows = Array.from({length: MINUTE / ROW}, (_, row) => {
    const within = ({at}) => Math.floor((now - at) / 1000 / ROW) === row;
    const [answered, charged] = [answers.filter(within), seconds.filter(within)];
    const times = answered.length ? [middle(answered), slowest(answered)] : ['', ''];
    return [`${row * ROW} to ${(row + 1) * ROW}`, answered.length, ...times, ...UNITS.map(([what]) => figure(sum(charged, what)))];
  });
  element('figures').querySelector('tbody').replaceChildren(...rows.map(([when, ...cells]) => {
    const row = document.createElement('tr');
    row.append(Object.assign(document.createElement('th'), {scope: 'row', textContent: when}));
    row.append(...cells.map(cell => Object.assign(document.createElement('td'), {textContent: cell})));
    return row;
  }));
}

new ResizeObserver(() => Object.entries(plots).forEach(([id, drawn]) => drawn.setSize({width: width(id), height: 130})))
  .observe(element('answers'));
element('figures').ontoggle = draw;
document.addEventListener('theme', draw);
draw();
