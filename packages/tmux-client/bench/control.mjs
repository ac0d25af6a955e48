// The control connection alone: how many commands, and how much memory they leave.
import { openTmux } from "../dist/index.js";
import { settledHeap } from "../../../tools/bench/measure/memory.mjs";
import { sized } from "../../../tools/bench/measure/rounds.mjs";
import { cannot, tellFigure } from "../../../tools/bench/measure/tell.mjs";

export async function controlRate({ tmux, env, version }) {
  if (!(await tmux.capabilities()).has("safeControl")) {
    for (const what of ["control, pipelined", "heap after commands by control"])
      cannot(what, `tmux ${version} can crash of it`);
    return;
  }
  const control = openTmux(
    { socket: "throw-away" },
    { env, deadlineMs: 120_000, transport: "control" },
  );
  const many = (count) =>
    Promise.all(Array.from({ length: count }, () => control.run(["display-message", "-p", "x"])));
  const thousands = async (count) => {
    for (let done = 0; done < count; done += 1000) await many(1000);
  };

  const count = sized(50_000, 10_000);
  const from = performance.now();
  await many(count);
  const rate = count / ((performance.now() - from) / 1000);
  const pipelined = { name: "control, pipelined", unit: "commands/s", figure: Math.round(rate) };
  tellFigure({ ...pipelined, limit: 10_000, least: true });

  const hundredThousand = sized(100_000, 20_000);
  await thousands(10_000);
  const start = await settledHeap();
  await thousands(hundredThousand);
  const grown = ((await settledHeap()) - start) / 2 ** 20;
  tellFigure({
    name: `heap after ${hundredThousand} commands by control, more than before`,
    unit: "MiB",
    figure: grown,
    limit: 2,
  });
  await control.close();
}
