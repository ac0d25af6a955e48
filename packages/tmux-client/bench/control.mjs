// The control connection alone: how many commands, and how much memory they leave.
import { openTmux } from "../dist/index.js";
import { tell } from "./measure.mjs";
import { settledHeap } from "./work.mjs";

export async function controlRate({ tmux, env, quick, version }) {
  if (!(await tmux.capabilities()).has("safeControl")) {
    for (const what of ["control, pipelined", "heap after commands by control"])
      tell(what, `NOT RUN: tmux ${version} can crash of it`, "", undefined);
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

  const count = quick ? 10_000 : 50_000;
  const from = performance.now();
  await many(count);
  const rate = count / ((performance.now() - from) / 1000);
  tell("control, pipelined", `${Math.round(rate)} commands/s`, "at least 10000", rate >= 10_000);

  const hundredThousand = quick ? 20_000 : 100_000;
  await thousands(10_000);
  const start = await settledHeap();
  await thousands(hundredThousand);
  const grown = ((await settledHeap()) - start) / 2 ** 20;
  tell(
    `heap after ${hundredThousand} commands by control`,
    `${grown.toFixed(1)} MiB more`,
    "at most 2 MiB",
    grown <= 2,
  );
  await control.close();
}
