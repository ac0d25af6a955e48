// How long a look at 200 processes inside takes; paired with `ps` inside, which tells less. Run `npm run build` first.
import { openSandbox } from "@mosaicstack/systemd-sandbox";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 25);
const PROCESSES = 200;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const sandbox = await openSandbox();
const start = `i=0; while [ $i -lt ${PROCESSES} ]; do sleep 1000 >/dev/null 2>&1 & i=$((i + 1)); done`;
await sandbox.exec("sh", ["-c", start], { reject: true });
const looks = [];
const tables = [];
for (let round = 0; round < ROUNDS; round++) {
  const began = performance.now();
  const found = sandbox.processes();
  looks.push(performance.now() - began);
  if (found.length < PROCESSES) throw new Error(`only ${found.length} processes were found`);
  const spawned = performance.now();
  await sandbox.exec("ps", ["-e", "-ww", "-o", "pid=,ppid=,args="], { reject: true });
  tables.push(performance.now() - spawned);
}
await sandbox.close();
console.log(
  `${PROCESSES} processes: a look ${median(looks).toFixed(1)} ms, \`ps\` inside ${median(tables).toFixed(1)} ms (medians of ${ROUNDS})`,
);
