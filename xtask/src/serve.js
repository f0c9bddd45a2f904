// Serves the pages with Vite. Owns: the server's life, from listening to Ctrl-C.
// Invariant: each address is printed, on a line of its own, only once something answers there.
//
// `serve.rs` hands this text to `node` in www/, so that `vite` is found there.

import { createServer, preview } from "vite";

const [mode, port] = process.argv.slice(1);
// A port that was asked for is used or refused; otherwise the next free one will do.
const listen = { host: "127.0.0.1", strictPort: port !== undefined, port: port && Number(port) };

let server;
try {
  server =
    mode === "dev"
      ? await (await createServer({ server: listen })).listen()
      : await preview({ preview: listen, logLevel: "warn" });
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(1);
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    // Open connections of a browser must not keep the server alive.
    setTimeout(() => process.exit(0), 500).unref();
    await server.close();
    process.exit(0);
  });
}

const [address] = server.resolvedUrls.local;
console.log(`\nThe playground is served at\n\n${address}\n`);
console.log(`and the lesson at\n\n${address}lesson.html\n\nCtrl-C stops it.`);
