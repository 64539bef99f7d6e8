// A folder of sites, served by nginx as docs/hosting/nginx.conf tells it to, for a browser on the same machine.
//
// Needs nginx with its module for brotli. `await serve(folder)` serves folder/www, its site in folder/www/kb, writes
// nginx's files into the folder, and gives the server, to be killed in the end, and the site's address.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "..");

function freePort() {
  return new Promise(done => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/// Starts nginx with the sample, changed or as it is, as the user that this runs as.
export async function serve(folder, changed = sample => sample) {
  const program = existsSync("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
  const port = await freePort();
  const sample = changed(readFileSync(join(repository, "docs/hosting/nginx.conf"), "utf8"))
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replaceAll("/srv/www", join(folder, "www"));
  writeFileSync(join(folder, "site.conf"), sample);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(name => `${name}_temp_path ${name};`);
  writeFileSync(join(folder, "nginx.conf"), [
    "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;",
    "daemon off;", "master_process off;", "pid nginx.pid;", "events {}",
    `http { access_log off; ${paths.join(" ")} include site.conf; }`, "",
  ].join("\n"));
  const server = spawn(program, ["-p", folder, "-c", "nginx.conf", "-e", "error.log"], { stdio: "ignore" });
  for (let tries = 0; tries < 100; tries += 1) {
    if (server.exitCode !== null) throw new Error(readFileSync(join(folder, "error.log"), "utf8"));
    const there = await fetch(`http://127.0.0.1:${port}/kb/`).then(answer => answer.ok, () => false);
    if (there) return { server, address: `http://127.0.0.1:${port}/kb/` };
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error("nginx does not answer");
}
