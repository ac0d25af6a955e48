// The same tasks by other libraries, each by the best way that it offers.
import { openTmux, steps } from "../dist/index.js";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { outsideTool } from "../../../tools/bench/measure/outside-tools.mjs";
import { rounds } from "../../../tools/bench/measure/rounds.mjs";
import { cannot, tell } from "../../../tools/bench/measure/tell.mjs";
import { openLibtmux, openNodeTmux } from "./peers.mjs";
import { FIELDS, named } from "./work.mjs";

export async function besidePeers({ tmux, env, epoch, socket, fill, empty, version }) {
  const libtmux = had("libtmux", openLibtmux(socket, env));
  const nodeTmux = had("node-tmux", await openNodeTmux());
  const peers = [];
  if (libtmux) peers.push(`libtmux ${await libtmux.version()}`);
  if (nodeTmux) peers.push(outsideTool("node-tmux").title);
  console.log(`beside ${peers.join(" and ") || "nobody"}`);

  // node-tmux takes no socket: it follows $TMUX, as any tmux that is given none.
  process.env["TMUX"] = `${socket},${epoch.pid},0`;
  const control = openTmux(
    { socket: "throw-away" },
    { env, deadlineMs: 120_000, transport: "control" },
  );
  const withControl = (await tmux.capabilities()).has("safeControl");
  if (withControl) await control.list(["pid"]);
  else
    cannot("control transport", `tmux ${version} can crash of it; run with a tmux of 3.7 or newer`);
  const hundred = named("s", 100);
  const more = named("t", 200);
  await fill(hundred);
  const wanted = new Set(hundred);
  const existing = (client) => async () => {
    const found = (await client.list(["session_name"])).filter((row) =>
      wanted.has(row.session_name),
    );
    if (found.length !== 100) throw new Error(`found ${found.length}`);
  };
  const compare = async (task, ways, only = Object.keys(ways)) => {
    const times = await interleave(
      Object.fromEntries(only.map((name) => [name, ways[name]])),
      rounds(7),
    );
    const best = withControl && times.control ? "control" : "ours";
    for (const peer of ["libtmux", "node-tmux"]) {
      if (!times[peer]) continue;
      const beside = (name) => ({
        name: `ours, by ${name === "ours" ? "exec" : name}`,
        figures: times[name],
      });
      const row = { name: `${task}, ${peer}`, figures: times[peer] };
      // Our best way counts as theirs does; a process each leaves little between two clients.
      if (best === "control") tell({ ...row, beside: beside("ours") });
      tell({ ...row, beside: beside(best), limit: 5, least: true });
    }
    return times;
  };
  const ways = (task) => ({
    ...(libtmux && task.libtmux ? { libtmux: task.libtmux } : {}),
    ...(nodeTmux && task.nodeTmux ? { "node-tmux": task.nodeTmux } : {}),
    ours: task.ours,
    ...(withControl && task.control ? { control: task.control } : {}),
  });

  await compare(
    "do these 100 names exist",
    ways({
      ours: { run: existing(tmux) },
      control: { run: existing(control) },
      libtmux: { run: () => libtmux.run("exist", hundred, 100) },
      nodeTmux: {
        async run() {
          const have = new Set(await nodeTmux.listSessions());
          if (hundred.filter((name) => have.has(name)).length !== 100) throw new Error("node-tmux");
        },
      },
    }),
  );
  {
    const times = await interleave(
      ways({
        ours: { run: async () => void (await tmux.batch(hundred.map((name) => steps.find(name)))) },
        libtmux: { run: () => libtmux.run("exist_each", hundred, 100) },
        nodeTmux: {
          run: async () => {
            for (const name of hundred) await nodeTmux.hasSession(name);
          },
        },
      }),
      rounds(3, 1),
    );
    for (const peer of ["libtmux", "node-tmux"]) {
      if (times[peer])
        tell({
          name: `100 names, each asked for by itself, ${peer}`,
          figures: times[peer],
          beside: { name: "ours, in one batch", figures: times.ours },
        });
    }
  }
  await fill(more);
  await compare(
    "300 panes with 7 fields",
    ways({
      ours: {
        run: async () => {
          // The session of the control connection is there for others.
          if ((await tmux.list(FIELDS)).length < 300) throw new Error("ours");
        },
      },
      control: {
        run: async () => {
          if ((await control.list(FIELDS)).length !== 300) throw new Error("control");
        },
      },
      libtmux: { run: () => libtmux.run("listing", [], 300 + (withControl ? 1 : 0)) },
    }),
  );
  if (nodeTmux) cannot("300 panes with 7 fields, node-tmux", "it lists names only");
  await empty(more);
  const hundredMore = named("u", 100);
  const after = () => empty(hundredMore);
  await compare(
    "create 100",
    ways({
      ours: { run: () => fill(hundredMore), after },
      libtmux: { run: () => libtmux.run("create", hundredMore, 100), after },
      nodeTmux: {
        run: async () => {
          for (const name of hundredMore) await nodeTmux.newSession(name, "cat -");
        },
        after,
      },
    }),
  );
  const before = () => fill(hundredMore);
  await compare(
    "kill 100",
    ways({
      ours: { before, run: () => empty(hundredMore) },
      libtmux: { before, run: () => libtmux.run("kill", hundredMore, 100) },
      nodeTmux: {
        before,
        run: async () => {
          for (const name of hundredMore) await nodeTmux.killSession(name);
        },
      },
    }),
  );
  await empty(hundred);
  delete process.env["TMUX"];
  libtmux?.close();

  await control.close();
}

function had(name, peer) {
  if (peer.why === undefined) return peer;
  cannot(name, peer.why);
  return undefined;
}
