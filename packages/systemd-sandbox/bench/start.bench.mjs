// How long a sandbox takes until its manager answers, and until it is gone; paired with an empty command in the same namespaces, the
// floor of this machine. Exits 1 when the median start is not below 0.8 seconds. Run `npm run build` first.
import { execFileSync } from "node:child_process";
import { openSandbox } from "@mosaicstack/systemd-sandbox";

const LIMIT_MS = 800;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const EMPTY = ["unshare", "--mount", "--pid", "--fork", "--cgroup"];
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function timed(work) {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}

const start = [];
const close = [];
const reboot = [];
const floor = [];
for (let round = 0; round < ROUNDS; round++) {
  const user = process.getuid() === 0 ? [] : ["--user", "--map-root-user"];
  const [empty] = await timed(() => execFileSync("/usr/bin/env", [...EMPTY, ...user, "true"]));
  const [opened, sandbox] = await timed(() => openSandbox());
  if (round < 3) reboot.push((await timed(() => sandbox.reboot()))[0]);
  const [closed] = await timed(() => sandbox.close());
  floor.push(empty);
  start.push(opened);
  close.push(closed);
}
const list = (times) => times.map((time) => Math.round(time)).join(" ");
console.log(
  `start: ${list(start)} ms, median ${Math.round(median(start))} ms (limit ${LIMIT_MS} ms)`,
);
console.log(
  `close: median ${Math.round(median(close))} ms; reboot: median ${Math.round(median(reboot))} ms`,
);
console.log(
  `an empty command in such namespaces: median ${Math.round(median(floor))} ms; start is ${(median(start) / median(floor)).toFixed(1)} times that`,
);
process.exitCode = median(start) < LIMIT_MS ? 0 : 1;
