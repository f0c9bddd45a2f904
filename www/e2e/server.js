// Owns a server of folders on this machine, for the end-to-end tests and for `cargo xtask bench`.
// Invariant: it serves files of its folders alone, each under its prefix, and always sends the same headers.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** @type {Record<string, string>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * Serves the folders on a free port.
 * @param {Record<string, string>} folders by their prefixes, the most special one first
 * @param {Record<string, string>} headers
 */
export async function serve(folders, headers) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const prefix = Object.keys(folders).find((prefix) => pathname.startsWith(prefix));
    try {
      if (prefix === undefined) throw new Error("outside of the prefixes");
      const inside = pathname.slice(prefix.length) || "index.html";
      const file = join(folders[prefix], normalize(`/${inside}`));
      const body = await readFile(file);
      const type = types[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, ...headers });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
