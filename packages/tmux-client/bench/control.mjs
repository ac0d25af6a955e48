// The control connection alone: how many commands, and how much memory they leave.
import { openTmux } from "../dist/index.js";
import { tell } from "./measure.mjs";
import { settledHeap } from "./work.mjs";

export async function controlRate({ tmux, env, quick }) {
  const withControl = (await tmux.capabilities()).has("safeControl");
  const control = openTmux(
    { socket: "throw-away" },
    { env, deadlineMs: 120_000, transport: "control" },
  );
  if (withControl) {
    const count = quick ? 10_000 : 50_000;
    const from = performance.now();
    await Promise.all(
      Array.from({ length: count }, () => control.run(["display-message", "-p", "x"])),
    );
    const rate = count / ((performance.now() - from) / 1000);
    tell("control, pipelined", `${Math.round(rate)} commands/s`, "at least 10000", rate >= 10_000);
    const hundredThousand = quick ? 20_000 : 100_000;
    for (let done = 0; done < 10_000; done += 1000)
      await Promise.all(
        Array.from({ length: 1000 }, () => control.run(["display-message", "-p", "x"])),
      );
    const start = await settledHeap();
    for (let done = 0; done < hundredThousand; done += 1000)
      await Promise.all(
        Array.from({ length: 1000 }, () => control.run(["display-message", "-p", "x"])),
      );
    const grown = ((await settledHeap()) - start) / 2 ** 20;
    tell(
      `heap after ${hundredThousand} commands by control`,
      `${grown.toFixed(1)} MiB more`,
      "at most 2 MiB",
      grown <= 2,
    );
  }
  await control.close();
}
