// What a call costs beside the bare tmux client at the same work.
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { settledHeap } from "../../../tools/bench/measure/memory.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell, tellFigure } from "../../../tools/bench/measure/tell.mjs";
import { FIELDS, idle, named } from "./work.mjs";

export async function oneCommand({ tmux, bare, fill, empty }) {
  await fill(["one"]);
  const times = await interleave(
    {
      ours: { run: () => tmux.run(["has-session", "-t", "=one:"]).then(() => {}) },
      execFile: { run: () => bare("has-session", "-t", "=one:").then(() => {}) },
    },
    rounds(300, 60),
  );
  tell({
    name: "one command",
    figures: times.ours,
    beside: { name: "execFile of the same argv", figures: times.execFile },
    limit: 1.35,
  });
  await empty(["one"]);
}

export async function create({ bare, fill, empty }) {
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
    rounds(9),
  );
  tell({
    name: "100 sessions made",
    figures: times.ours,
    beside: { name: "one call written by hand", figures: times.hand },
    limit: 1.2,
  });
}

export async function listing({ tmux, bare, fill }) {
  const names = named("l", sized(1000, 300));
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
    rounds(25, 9),
  );
  tell({
    name: `${names.length} sessions with 7 fields`,
    figures: times.ours,
    beside: { name: "bare list-panes -a", figures: times.raw },
    limit: 1.3,
  });
}

/** By exec, where each command is a process. */
export async function memory({ tmux }) {
  const count = sized(100_000, 500);
  const work = async (number) => {
    for (let done = 0; done < number; done += 50)
      await Promise.all(Array.from({ length: 50 }, () => tmux.run(["display-message", "-p", "x"])));
  };
  await work(200);
  const start = await settledHeap();
  await work(count);
  const grown = ((await settledHeap()) - start) / 2 ** 20;
  tellFigure({
    name: `heap after ${count} commands by exec, more than before`,
    unit: "MiB",
    figure: grown,
    limit: 2,
  });
}
