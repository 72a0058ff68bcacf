"use strict";

const byId = (id) => document.getElementById(id);
const STATES_EVERY_MS = 1000;

let servedBy = null;

function log(text) {
  const line = document.createElement("li");
  line.textContent = text;
  byId("log").prepend(line);
}

/** A click's own cost is what the whole cluster spent meanwhile: right as long as one visitor clicks. */
async function click(method, path, item) {
  const before = total(await nodes());
  const body = item === undefined ? undefined : new URLSearchParams(item);
  const response = await fetch("/api/" + path, { method, body });
  if (!response.ok) {
    byId("served").classList.add("failed");
    byId("served").textContent = "Answer " + response.status + ": nothing was changed for certain. Try again.";
    log(path + ": answer " + response.status);
    return;
  }
  show(await response.json(), path || "look");
  const after = await nodes();
  byId("cost").textContent = difference(before, total(after));
  showNodes(after);
}

function show(state, what) {
  servedBy = state.node;
  byId("served").classList.remove("failed");
  byId("served").textContent = "Served by " + state.node + ", " + state.server;
  byId("session").textContent = state.session ? state.session + "…" : "none";
  byId("user").textContent = state.user || "nobody";
  byId("counter").textContent = state.counter;
  byId("cart").replaceChildren(...Object.entries(state.cart).map(cartLine));
  log(what + " on " + state.node);
}

function cartLine([item, quantity]) {
  const line = document.createElement("li");
  line.textContent = quantity + " × " + item;
  const remove = document.createElement("button");
  remove.textContent = "remove";
  remove.addEventListener("click", () => click("POST", "cart/remove", { item }));
  line.append(remove);
  return line;
}

async function nodes() {
  return (await fetch("/_demo/nodes")).json();
}

function showNodes(states) {
  byId("nodes").replaceChildren(...states.map(nodeCard));
}

async function refreshNodes() {
  showNodes(await nodes());
}

function total(states) {
  const sum = {};
  for (const node of states) {
    for (const [name, value] of Object.entries(node.costs)) {
      sum[name] = (sum[name] || 0) + value;
    }
  }
  return sum;
}

function difference(before, now) {
  const spent = Object.keys(now)
    .map((name) => [name.replace(/^store/, ""), now[name] - (before[name] || 0)])
    .filter(([, value]) => value > 0)
    .map(([name, value]) => value + " " + name.replace(/([A-Z])/g, " $1").trim().toLowerCase());
  return spent.length ? spent.join(", ") : "nothing";
}

function nodeCard(node) {
  const card = document.createElement("div");
  card.className = "node " + node.state + (node.name === servedBy ? " last" : "");
  const dot = document.createElement("span");
  dot.className = "dot";
  const text = document.createElement("div");
  text.textContent = node.name;
  const detail = document.createElement("small");
  detail.textContent = node.version + ", " + node.state + (node.state === "up" ? ", process " + node.pid : "");
  text.append(detail);
  card.append(dot, text, command(node, "kill", node.state === "up"), command(node, "restart", node.state === "down"));
  return card;
}

function command(node, what, possible) {
  const button = document.createElement("button");
  button.textContent = what;
  button.disabled = !possible;
  button.addEventListener("click", async () => {
    log(what + " " + node.name);
    await fetch("/_demo/nodes/" + node.name + "/" + what, { method: "POST" });
    await refreshNodes();
  });
  return button;
}

for (const button of document.querySelectorAll("[data-post]")) {
  const item = button.dataset.item === undefined ? undefined : { item: button.dataset.item };
  button.addEventListener("click", () => click("POST", button.dataset.post, item));
}
document.querySelector("[data-get]").addEventListener("click", () => click("GET", ""));
byId("login").addEventListener("submit", (event) => {
  event.preventDefault();
  click("POST", "login", { user: event.target.user.value });
});

refreshNodes();
setInterval(() => refreshNodes(), STATES_EVERY_MS);
