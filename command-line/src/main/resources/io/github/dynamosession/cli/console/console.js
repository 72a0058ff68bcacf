/* The console's page: it asks the API, which asks DynamoDB. */

const element = id => document.getElementById(id);
let here = {};
let shown = {by: '', query: ''};

async function ask(path, form) {
  const response = await fetch(path, form && {method: 'POST', body: new URLSearchParams(form)});
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function tell(text, failed = false) {
  element('status').textContent = text;
  element('status').classList.toggle('failed', failed);
}

/** Runs what a click asks for; whatever goes wrong is said. */
const on = action => (...event) => Promise.resolve(action(...event)).catch(error => tell(error.message, true));

// ---------------------------------------------------------------- numbers and times

const dayAndTime = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
const ago = new Intl.RelativeTimeFormat(undefined, {numeric: 'auto'});
const STEPS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const number = value => Number(value).toLocaleString(undefined, {maximumFractionDigits: 1});
const plural = (count, what) => `${number(count)} ${what}${count === 1 ? '' : 's'}`;

function relative(instant) {
  const seconds = (new Date(instant) - Date.now()) / 1000;
  const [unit, length] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return ago.format(Math.round(seconds / length), unit);
}

function time(instant, text = relative(instant)) {
  return Object.assign(document.createElement('time'), {dateTime: instant, textContent: text, title: dayAndTime.format(new Date(instant))});
}

function bytes(count) {
  return count < 10000 ? `${number(count)} B` : count < 1e6 ? `${number(count / 1024)} KB` : `${number(count / 1048576)} MB`;
}

// ---------------------------------------------------------------- sessions

const UNKNOWN = {user: 'a user\'s name', handle: '43 characters, as lists have it'};

function by() {
  return element('find').elements.by.value;
}

element('find').onchange = () => {
  const wanted = by() !== 'soonest';
  element('query').hidden = !wanted;
  element('query').required = wanted;
  element('query').placeholder = UNKNOWN[by()] ?? '';
  element('query').setAttribute('aria-label', by());
};

element('find').onsubmit = event => {
  event.preventDefault();
  on(show)();
};

async function show() {
  shown = {by: by(), query: element('query').value.trim()};
  tell('Looking …');
  const found = await find(shown);
  element('sessions').replaceChildren(...found.map(session => line(session, found.length)));
  element('all').hidden = !(here.mayRevoke && shown.by === 'user' && found.length > 0);
  tell(title(found.length));
  await showUnits();
  if (shown.by === 'handle' && found.length) await on(details)(element('sessions').firstElementChild, found[0].handle);
}

async function find({by, query}) {
  element('sessions').replaceChildren();
  element('all').hidden = true;
  if (by === 'handle') return [await ask(`/api/sessions/${encodeURIComponent(query)}`)];
  return (await ask(by === 'user' ? `/api/sessions?user=${encodeURIComponent(query)}` : '/api/sessions')).sessions;
}

function title(count) {
  if (shown.by === 'handle') return 'The session';
  if (shown.by === 'soonest') return count ? `The next to expire, ${count} of them` : 'No session expires';
  return count ? `${plural(count, 'session')} of ${shown.query}` : `No sessions of ${shown.query}`;
}

function line(session, count) {
  const line = element('session').content.cloneNode(true).firstElementChild;
  const name = session.handle.slice(0, 8);
  line.querySelector('.handle').textContent = name;
  line.querySelector('.handle').title = session.handle;
  line.querySelector('.times').append('last used ', time(session.lastAccessed), ', since ', time(session.created, dayAndTime.format(new Date(session.created))),
    ...(session.expires ? [', expires ', time(session.expires)] : []));
  const [more, others, one] = ['.details', '.end-others', '.end-one'].map(each => line.querySelector(each));
  more.setAttribute('aria-label', `Details of ${name}`);
  more.onclick = on(() => details(line, session.handle));
  one.setAttribute('aria-label', `End ${name}`);
  one.hidden = !here.mayRevoke || (session.state ?? 'living') !== 'living';
  one.onclick = on(() => end(`End the session ${name}${ofUser()}?`, {...user(), handle: session.handle}));
  others.setAttribute('aria-label', `End all but ${name}`);
  others.hidden = !here.mayRevoke || shown.by !== 'user' || count < 2;
  others.onclick = on(() => end(`End all sessions of ${shown.query} but ${name}?`, {...user(), except: session.handle}));
  return line;
}

const user = () => shown.by === 'user' ? {user: shown.query} : {};
const ofUser = () => shown.by === 'user' ? ` of ${shown.query}` : '';

async function details(line, handle) {
  const more = line.querySelector('.more');
  if (more.hidden) more.replaceChildren(...description(await ask(`/api/sessions/${handle}`)));
  if (more.hidden) await showUnits();
  more.hidden = !more.hidden;
  line.querySelector('.details').setAttribute('aria-expanded', String(!more.hidden));
}

function description(session) {
  const code = Object.assign(document.createElement('code'), {textContent: session.handle});
  const facts = [
    ['handle', code],
    ['state', session.state],
    ['user', session.user ?? (session.userHashed ? 'hashed' : 'none')],
    ['created', time(session.created, dayAndTime.format(new Date(session.created)))],
    ['last used', time(session.lastAccessed, dayAndTime.format(new Date(session.lastAccessed)))],
    ['expires', session.expires ? time(session.expires, dayAndTime.format(new Date(session.expires))) : '-'],
    ['idle limit', session.maxInactiveSeconds > 0 ? plural(session.maxInactiveSeconds / 60, 'minute') : 'none'],
    ['item', `${bytes(session.itemBytes)}, version ${session.version}`],
  ];
  return [definitions(document.createElement('dl'), facts),
    sizes('Attributes, by the bytes they take', session.attributes),
    sizes('Kept by the container', session.containerState)].filter(part => part);
}

function sizes(caption, values) {
  if (!values.length) return null;
  const most = Math.max(...values.map(value => value.bytes), 1);
  const table = document.createElement('table');
  table.append(Object.assign(document.createElement('caption'), {textContent: caption}));
  values.sort((a, b) => b.bytes - a.bytes).forEach(value => {
    const row = table.insertRow();
    row.append(Object.assign(document.createElement('th'), {scope: 'row', textContent: value.name}));
    const bar = Object.assign(row.insertCell(), {className: 'bar'});
    bar.append(Object.assign(document.createElement('meter'), {max: most, value: value.bytes, ariaLabel: `${value.name}, part of the largest`}));
    row.insertCell().textContent = bytes(value.bytes);
  });
  return table;
}

function definitions(list, facts) {
  list.replaceChildren(...facts.flatMap(([name, value, kind]) => {
    const definition = document.createElement('dd');
    definition.append(value);
    if (kind) definition.className = kind;
    return [Object.assign(document.createElement('dt'), {textContent: name}), definition];
  }));
  return list;
}

// ---------------------------------------------------------------- ends

element('end-all').onclick = on(() => end(`End all sessions of ${shown.query}? The user is logged out everywhere.`, {...user(), all: true}));

function confirmed(question) {
  const dialog = element('confirm');
  element('confirm-text').textContent = question;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(answered => dialog.onclose = () => answered(dialog.returnValue === 'end'));
}

async function end(question, which) {
  if (!await confirmed(question)) return;
  const {revoked} = await ask('/api/revoke', which);
  await show();
  tell(`${plural(revoked, 'session')} ended on all nodes. ${element('status').textContent}`);
  element('sessions').focus();
  await look();
}

// ---------------------------------------------------------------- the table

async function look() {
  const {problems, facts, waiting} = await ask('/api/table');
  element('problems').hidden = !problems.length;
  element('problems').replaceChildren(...problems.map(problem => Object.assign(document.createElement('li'), {textContent: problem})));
  definitions(element('health'), [
    ['check', problems.length ? 'not as sessions need it' : 'as sessions need it', problems.length ? 'bad' : 'good'],
    ...(problems.length ? [] : [
      ['status', facts.status.toLowerCase()],
      ['items', `${number(facts.items)}, ${bytes(facts.bytes)}`],
      ['capacity', facts.readUnitsAMinute === null ? 'on demand' : `${number(facts.readUnitsAMinute)} read, ${number(facts.writeUnitsAMinute)} write units a minute`],
      ['waiting to end', `${number(waiting.sessions)}${waiting.orMore ? ' or more' : ''}`],
      [`for over ${waiting.lateMinutes} minutes`, waiting.late ? `${number(waiting.late)}: nodes do not keep up` : 'none', waiting.late ? 'bad' : 'good'],
    ]),
  ]);
  await showUnits();
}

async function showUnits() {
  const {used} = await ask('/api/console');
  const minutes = Math.max(used.seconds / 60, 1);
  definitions(element('units'), [
    ['read', `${number(used.readUnits)}, ${number(used.readUnits / minutes)} a minute`],
    ['write', `${number(used.writeUnits)}, ${number(used.writeUnits / minutes)} a minute`],
  ]);
}

element('look').onclick = on(look);

// ---------------------------------------------------------------- light or dark, as the system has it until the user says otherwise

const system = matchMedia('(prefers-color-scheme: dark)');
let chosen = '';
const dark = () => chosen ? chosen === 'dark' : system.matches;

function showTheme() {
  document.documentElement.style.colorScheme = chosen;
  element('theme').setAttribute('aria-pressed', String(dark()));
}

element('theme').onclick = () => {
  chosen = dark() ? 'light' : 'dark';
  showTheme();
};
system.addEventListener('change', showTheme);
showTheme();

// ---------------------------------------------------------------- the start

addEventListener('keydown', event => {
  if (event.key === '/' && !event.target.matches('input')) {
    event.preventDefault();
    element('query').focus();
  }
});

on(async () => {
  here = await ask('/api/console');
  element('place').textContent = [`application ${here.application}`, `table ${here.table}`, here.region, `for ${here.operator}`].filter(part => part).join(', ');
  element('mode').textContent = here.mayRevoke ? 'may end sessions' : 'read-only';
  element('mode').classList.toggle('may', here.mayRevoke);
  element('why').hidden = here.mayRevoke;
  element('query').focus();
  await look();
})();
