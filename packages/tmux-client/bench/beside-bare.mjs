// What a call costs beside the bare tmux client at the same work.
import { atMost, interleave, ratio, tell } from "./measure.mjs";
import { FIELDS, idle, ms, named, settledHeap } from "./work.mjs";

export async function oneCommand({ tmux, bare, fill, empty, quick }) {
  await fill(["one"]);
  const times = await interleave(
    {
      ours: { run: () => tmux.run(["has-session", "-t", "=one:"]).then(() => {}) },
      execFile: { run: () => bare("has-session", "-t", "=one:").then(() => {}) },
    },
    quick ? 60 : 300,
  );
  atMost(
    "one command, beside execFile of the same argv",
    ratio(times, "ours", "execFile"),
    1.35,
    `: ${ms(times.ours)} to ${ms(times.execFile)}`,
  );
  await empty(["one"]);
}

export async function create({ bare, fill, empty, quick }) {
  const names = named("new", 100);
  const after = () => empty(names);
  const batch = names.flatMap((name, index) => [
    ...(index ? [";"] : []),
    "new-session",
    "-d",
    "-s",
    name,
    ...idle,
  ]);
  const times = await interleave(
    {
      ours: { run: () => fill(names), after },
      hand: { run: () => bare(...batch).then(() => {}), after },
    },
    quick ? 3 : 9,
  );
  atMost(
    "100 sessions made, beside one call written by hand",
    ratio(times, "ours", "hand"),
    1.2,
    `: ${ms(times.ours)} to ${ms(times.hand)}`,
  );
}

export async function listing({ tmux, bare, fill, quick }) {
  const names = named("l", quick ? 300 : 1000);
  await fill(names);
  const format = FIELDS.map((name) => `#{${name}}`).join(" ");
  const times = await interleave(
    {
      ours: {
        run: async () => {
          if ((await tmux.list(FIELDS)).length !== names.length) throw new Error("ours");
        },
      },
      raw: { run: () => bare("list-panes", "-a", "-F", format).then(() => {}) },
    },
    quick ? 9 : 25,
  );
  atMost(
    `${names.length} sessions with 7 fields, beside bare list-panes -a`,
    ratio(times, "ours", "raw"),
    1.3,
    `: ${ms(times.ours)} to ${ms(times.raw)}`,
  );
}

/** By exec, where each command is a process. */
export async function memory({ tmux, quick }) {
  const count = quick ? 500 : 100_000;
  const work = async (number) => {
    for (let done = 0; done < number; done += 50)
      await Promise.all(Array.from({ length: 50 }, () => tmux.run(["display-message", "-p", "x"])));
  };
  await work(200);
  const start = await settledHeap();
  await work(count);
  const grown = ((await settledHeap()) - start) / 2 ** 20;
  tell(
    `heap after ${count} commands by exec`,
    `${grown.toFixed(1)} MiB more`,
    "at most 2 MiB",
    grown <= 2,
  );
}
