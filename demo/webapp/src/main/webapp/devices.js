/* Where the user is logged in: times by UserSessions, browser and node by the balancer's access log. */

import {askSessions} from './cluster.js';
import {button, element, line, replaceLines, timeOf} from './page.js';
import {click, onState} from './requests.js';

const JSON_WANTED = {headers: {Accept: 'application/json'}};

onState(async state => {
  const response = state.user ? await fetch('/api/devices', JSON_WANTED) : null;
  const {token, devices} = response?.ok ? await response.json() : {devices: []}; // other session managers know of none
  const log = devices.length ? await askSessions() : {};
  replaceLines(element('device-list'), devices.map(device => deviceLine(device, token, log[device.handle])));
  element('nowhere').hidden = devices.length > 0;
  element('plain').hidden = !devices.length;
});

function deviceLine(device, token, logged) {
  const name = (logged ? browserOf(logged.browser) : 'A browser') + (device.here ? ', here' : '');
  const since = `since ${timeOf(device.created)}`;
  const times = `${since}, last used ${timeOf(device.lastAccessed)}${logged ? `, last served by ${logged.node}` : ''}`;
  const logOut = async () => {
    await fetch('/api/devices', {...JSON_WANTED, method: 'POST', body: new URLSearchParams({token, handle: device.handle})});
    click('log out elsewhere', 'GET', '/api/state');
  };
  return line(name, times, ...(device.here ? [] : [button('Log out', logOut, `Log out ${name}, ${since}`)]));
}

/* The first that is found: what calls itself Edge also calls itself Chrome, and Chrome also Safari. */
const BROWSERS = {Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari'};
const SYSTEMS = {Android: 'Android', iPhone: 'iPhone', iPad: 'iPad', Windows: 'Windows', Macintosh: 'macOS', Linux: 'Linux'};

function browserOf(userAgent) {
  const find = words => Object.entries(words).find(([word]) => userAgent.includes(word))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  return browser ? browser + (system ? ` on ${system}` : '') : userAgent.split('/')[0] || 'A browser';
}

/* Both names are of this machine, and cookies are of a name: under the other one, this browser is another client. */
const OTHER_NAME = {'localhost': '127.0.0.1', '127.0.0.1': 'localhost'}[location.hostname];

if (OTHER_NAME) {
  const link = element('second').querySelector('a');
  link.href = `${location.protocol}//${OTHER_NAME}:${location.port}/`;
  link.textContent = `${OTHER_NAME}:${location.port}`;
} else {
  element('second').textContent = 'To be a second browser, open this page in a private window.';
}

element('look').onclick = () => click('look', 'GET', '/api/state');
