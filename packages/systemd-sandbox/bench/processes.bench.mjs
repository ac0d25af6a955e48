// How long a look at 200 processes inside takes; in turn with `ps` inside, which tells less.
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { rounds } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";

const PROCESSES = 200;

const sandbox = await openSandbox();
try {
  const start = `i=0; while [ $i -lt ${PROCESSES} ]; do sleep 1000 >/dev/null 2>&1 & i=$((i + 1)); done`;
  await sandbox.exec("sh", ["-c", start], { reject: true });
  const look = {
    run() {
      const found = sandbox.processes().length;
      if (found < PROCESSES) throw new Error(`only ${found} processes were found`);
    },
  };
  const argv = ["-e", "-ww", "-o", "pid=,ppid=,args="];
  const ps = { run: async () => void (await sandbox.exec("ps", argv, { reject: true })) };
  const figures = await interleave({ look, ps }, rounds(25, 5));
  tell({
    name: `a look at ${PROCESSES} processes`,
    figures: figures.look,
    beside: { name: "`ps` inside", figures: figures.ps },
  });
} finally {
  await sandbox.close();
}
