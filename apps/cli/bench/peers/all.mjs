import { outsideTool } from "../../../../tools/bench/measure/outside-tools.mjs";
import { libtmux } from "./libtmux.mjs";
import { nodeTmux } from "./node-tmux.mjs";
import { ours } from "./ours.mjs";
import { pm2 } from "./pm2.mjs";
import { supervisor } from "./supervisor.mjs";
import { tmuxinator } from "./tmuxinator.mjs";
import { tmuxp } from "./tmuxp.mjs";

/** All that are measured, ours first, with the folder that a tool was fetched into, or `why` it cannot be had. `BENCH_PEERS` names some. */
export function peers() {
  const others = [pm2, supervisor, tmuxp, tmuxinator, libtmux, nodeTmux].map((peer) => ({
    ...peer,
    tool: outsideTool(peer.name),
  }));
  const own = ["systemd", "tmux"].map((name) => ({
    ...ours(name),
    tool: { title: `ours, ${name}` },
  }));
  const wanted = process.env.BENCH_PEERS?.split(";");
  return [...own, ...others].filter(({ name }) => wanted?.includes(name) ?? true);
}

/** What of ours it does not do: whatever it costs less for that is no merit. */
export function lacks({ has, remark }) {
  const words = [
    ...(has.terminal ? [] : ["no terminal"]),
    ...(has.watcher ? [] : ["nobody watches"]),
    ...(has.cgroup ? [] : ["no cgroup of an agent's own"]),
  ];
  return [words.join(", "), remark].filter((each) => each !== "").join("; ");
}
