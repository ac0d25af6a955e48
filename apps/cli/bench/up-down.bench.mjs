// `up` and `down` of 100 agents under the tmux supervisor, in turn with one call of tmux that makes 100 sessions which nobody watches; how
// many processes they make, and what stays beside each agent.
import { milliseconds, interleave } from "../../../tools/bench/measure/interleave.mjs";
import { pssOf } from "../../../tools/bench/measure/memory.mjs";
import { lastProcess } from "../../../tools/bench/measure/programs.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell, tellFigure } from "../../../tools/bench/measure/tell.mjs";
import { atRest, inFleets, isAgent } from "./fleet-sandbox.mjs";

const LIMIT = { up: 2, down: 1, staying: 2, pss: 120 };
const COUNT = Number(process.env.BENCH_COUNT ?? sized(100, 20));
const BESIDE = `one tmux call that makes ${COUNT} sessions`;

await inFleets([COUNT], "tmux", async ([opened]) => {
  await opened.up();
  await opened.down();
  await tellTimes(opened);
  await tellMadeAndStaying(opened);
});

async function tellTimes({ run, up, down }) {
  const sessions = Array.from({ length: COUNT }, (_, at) => [
    ...(at > 0 ? [";"] : []),
    "new-session",
    "-d",
    "-s",
    `a${at}`,
    "exec sleep 1000000",
  ]).flat();
  // A socket of its own each round: a server that was told to end may still take the next one's call.
  let round = 0;
  const bare = () => ["tmux", "-L", `bare${round}`, "-f", "/dev/null"];
  const downs = [];
  const ways = {
    batch: {
      run: async () => void (await run(...bare(), ...sessions)),
      async after() {
        await run(...bare(), "kill-server");
        round += 1;
      },
    },
    up: { run: up, after: async () => downs.push(await milliseconds(down)) },
  };
  const figures = await interleave(ways, rounds(7), { warm: 0 });
  const beside = { name: BESIDE, figures: figures.batch };
  tell({
    name: `up of ${COUNT} agents, tmux supervisor`,
    figures: figures.up,
    beside,
    limit: LIMIT.up,
  });
  tell({
    name: `down of ${COUNT} agents, tmux supervisor`,
    figures: downs,
    beside,
    limit: LIMIT.down,
  });
}

async function tellMadeAndStaying(opened) {
  const { sandbox, up, down } = opened;
  const first = await lastProcess(sandbox);
  const before = await lastProcess(sandbox);
  const look = before - first;
  const old = new Set(sandbox.processes().map(({ pid }) => pid));
  await up();
  const all = await atRest(opened);
  const made = (await lastProcess(sandbox)) - before - look;
  const staying = all.filter((each) => !old.has(each.pid) && !isAgent(each));
  const server = staying.filter(({ command }) => /^tmux\b/.test(command));
  const beside = staying
    .filter((each) => !server.includes(each))
    .map(({ outsidePid }) => outsidePid);
  tellFigure({
    name: "processes and threads made per agent by `up`",
    unit: "processes",
    figure: made / COUNT,
  });
  const name = "processes that stay beside an agent, tmux supervisor, transcript on";
  tellFigure({ name, unit: "processes", figure: beside.length / COUNT, limit: LIMIT.staying });
  const pss = pssOf(beside) / COUNT;
  tellFigure({
    name: "memory (PSS) of these, tmux supervisor",
    unit: "kB",
    figure: pss,
    limit: LIMIT.pss,
  });
  const then = await lastProcess(sandbox);
  await down();
  const ended = (await lastProcess(sandbox)) - then - look;
  tellFigure({
    name: "processes and threads made per agent by `down`",
    unit: "processes",
    figure: ended / COUNT,
  });
}
