/* What all parts of the page use. */

export const element = id => document.getElementById(id);

const COLORS = 3;

/** The nodes in the order in which they were first heard of; each has a color by it. */
export const names = [];

export function colorOf(name) {
  if (!names.includes(name)) names.push(name);
  return `var(--node-${names.indexOf(name) % COLORS})`;
}

export function button(text, onclick, label = text) {
  const made = document.createElement('button');
  made.textContent = text;
  made.onclick = onclick;
  if (label !== text) made.setAttribute('aria-label', label);
  return made;
}

/** A line of a list: a first text, softer ones, and what can be done. */
export function line(first, softer, ...actions) {
  const made = document.createElement('li');
  const what = document.createElement('span');
  what.append(first);
  if (softer) {
    const small = document.createElement('small');
    small.textContent = softer;
    what.append(small);
  }
  made.append(what, ...actions);
  return made;
}

/** A user at the keyboard stays where she is: at the same button, or the one in its place, or the list. */
export function replaceLines(list, lines) {
  const nameOf = button => button.getAttribute('aria-label') ?? button.textContent;
  const focused = document.activeElement;
  const place = [...list.querySelectorAll('button')].indexOf(focused);
  list.replaceChildren(...lines);
  if (place < 0) return;
  const buttons = [...list.querySelectorAll('button')];
  const next = buttons.find(button => nameOf(button) === nameOf(focused)) ?? buttons[Math.min(place, buttons.length - 1)];
  (next ?? list).focus();
}

/** Unlike a disabled button it keeps the focus of a user at the keyboard. */
export function enable(button, enabled) {
  button.setAttribute('aria-disabled', String(!enabled));
}

export const enabled = button => button.getAttribute('aria-disabled') !== 'true';

/** For those who do not see what has changed elsewhere on the page. */
export function announce(text) {
  element('news').textContent = text;
}

export const timeOf = instant => new Date(instant).toLocaleTimeString();
