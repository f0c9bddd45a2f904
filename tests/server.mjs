// Owns the local server against which the browser tests of the library run: `node tests/server.mjs PORT`.
// Invariant: it answers addresses of this machine only, and what it does depends on the request alone and on what came before.

import { createServer } from "node:http";

const failures = new Map();
let aborted = 0;

const routes = {
  "/text": (_query, response) => response.end("hello"),
  // Fails as often as `times` says, for each `key`, and then answers.
  "/flaky": (query, response) => {
    const key = query.get("key");
    const failed = failures.get(key) ?? 0;
    const fails = failed < Number(query.get("times"));
    failures.set(key, fails ? failed + 1 : 0);
    if (fails) response.writeHead(503);
    response.end(`after ${failed} failures`);
  },
  // Never answers, and counts the requests that were given up.
  "/slow": (_query, response) => response.on("close", () => (aborted += 1)),
  "/aborted": (_query, response) => response.end(String(aborted)),
};

const server = createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Cache-Control", "no-store");
  const route = routes[url.pathname];
  if (route) return route(url.searchParams, response);
  response.writeHead(404).end("no such page");
});

server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log(`serving port ${server.address().port}`));
