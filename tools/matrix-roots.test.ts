import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const matrix = join(import.meta.dirname, "matrix");
const makes =
  spawnSync(join(matrix, "obstacle")).status === 0 &&
  existsSync("/usr/share/keyrings/debian-archive-keyring.gpg");

let folder: string;
let port: number;
/** What the archive says to each request; `undefined` is nothing, ever. */
let answer: string | undefined;
const sockets: Socket[] = [];
const archive = createServer((socket) => {
  sockets.push(socket);
  socket.on("error", () => undefined);
  socket.on("data", () => answer !== undefined && socket.end(answer));
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "matrix-roots-"));
  archive.listen(0, "127.0.0.1");
  await once(archive, "listening");
  ({ port } = archive.address() as AddressInfo);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  archive.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(file: string, ...words: string[]) {
  const env = {
    ...process.env,
    XDG_CACHE_HOME: folder,
    MATRIX_ARCHIVE: `http://127.0.0.1:${String(port)}/debian/`,
    no_proxy: "127.0.0.1",
  };
  return spawn(file, words, { env, stdio: "ignore" });
}

async function runCi(): Promise<{ code: unknown; totals: unknown }> {
  const path = join(folder, "totals.json");
  const [code] = await once(start(process.execPath, join(matrix, "ci.mjs"), path), "close");
  return { code, totals: JSON.parse(readFileSync(path, "utf8")) };
}

test("CI's part is skipped where no archive answers", async () => {
  archive.close();
  expect(await runCi()).toEqual({ code: 0, totals: { passed: 0, failed: 0, skipped: 2 } });
});

test.skipIf(!makes)(
  "CI's part fails where the archive answers without what is needed",
  async () => {
    answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    expect(await runCi()).toEqual({ code: 1, totals: { passed: 0, failed: 2, skipped: 0 } });
  },
);

test.skipIf(!makes)("a make that its limit ends leaves no process and no folder", async () => {
  answer = undefined;
  const limit = start("timeout", "-k", "5", "3600", join(matrix, "make-root"), "debian-13");
  const [socket] = (await once(archive, "connection")) as [Socket];
  const ended = once(socket, "close");
  expect(readdirSync(join(folder, "mosaic-fleet/matrix"))).toContainEqual(
    expect.stringMatching(/^making\./),
  );
  limit.kill("SIGTERM");
  await once(limit, "close");
  expect(readdirSync(join(folder, "mosaic-fleet/matrix"))).toEqual(["debian-13.flock"]);
  await ended;
});
