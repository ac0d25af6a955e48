// From the kill -9 of the tmux server until all of 100 agents are back, beside their start: under systemd by themselves, with the roster's
// shortest delay; under the tmux supervisor by the next `up`, which is what brings a server back there.
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";
import { agentsOf, agentsRunning, inFleets } from "./fleet-sandbox.mjs";

const LIMIT = 1.5;
const COUNT = Number(process.env.BENCH_COUNT ?? sized(100, 20));
const UNITS = Array.from({ length: COUNT }, (_, at) => `mosaic-agent@agent-${at}.service`);

for (const supervisor of ["systemd", "tmux"])
  await inFleets([COUNT], supervisor, async ([opened]) => await tellBack(opened));

async function tellBack(opened) {
  const { supervisor, up, down } = opened;
  const ways = {
    start: { run: async () => await started(opened), after: down },
    back: {
      before: async () => {
        await started(opened);
        return new Set(agentsOf(opened).map(({ pid }) => pid));
      },
      async run(old) {
        await killServer(opened);
        if (supervisor === "tmux") await up();
        // All of them, and each a new one
        await agentsRunning(opened, { wanted: ({ pid }) => !old.has(pid) });
      },
      after: down,
    },
  };
  await up();
  await down();
  const figures = await interleave(ways, rounds(5), { warm: 0 });
  tell({
    name: `all ${COUNT} agents back after kill -9 of the tmux server, ${supervisor}`,
    figures: figures.back,
    beside: {
      name: `start of ${COUNT} by ${supervisor === "systemd" ? "`systemctl start`" : "`up`"}`,
      figures: figures.start,
    },
    limit: LIMIT,
    note: supervisor === "tmux" ? "by `up`" : "by themselves, restart delay 100 ms",
  });
}

/** Under systemd by one bare job, which is less than `up`. */
async function started(opened) {
  if (opened.supervisor === "systemd") await opened.run("systemctl", "--user", "start", ...UNITS);
  else await opened.up();
  await agentsRunning(opened);
}

async function killServer({ sandbox, tmux }) {
  const pid = Number(await tmux("display-message", "-p", "#{pid}"));
  if (!(pid > 1) || !sandbox.signal(pid, "SIGKILL"))
    throw new Error(`no tmux server to kill: ${pid}`);
}
