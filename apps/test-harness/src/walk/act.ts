import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultSocket } from "@mosaicstack/fleet";
import type { ExecResult } from "@mosaicstack/systemd-sandbox";
import { runningLife, runningServer, type Rehearsal } from "../live/rehearsal.js";
import { hold } from "../live/scenario-failure.js";
import type { Views } from "../views/views.js";
import type { Model } from "./model.js";
import { heardBy, standIn } from "./stand-in.js";
import type { Step, Verb } from "./step.js";
import { afterChange } from "./verbs.js";

export interface Scene {
  readonly fleet: Rehearsal;
  /** Runs each verb as a process of its own. */
  readonly real: Rehearsal;
  readonly model: Model;
  /** What was seen before the step. */
  readonly views: Views;
  /** The step, for a failure. */
  readonly said: string;
}

/** Does a step that means something in this model. */
export async function act(step: Step, scene: Scene): Promise<void> {
  const { fleet, views } = scene;
  const { sandbox } = fleet;
  switch (step.do) {
    case "cut short":
      await writeChange(step.verb, scene);
      await cutShort(step.verb, step.afterMs, scene);
      return run(step.verb, scene);
    case "at once":
      return atOnce(step.verbs, scene);
    case "full disk": {
      const ballast = join(fleet.state, "ballast");
      await sandbox.exec("sh", ["-c", 'cat /dev/zero >"$1"', "sh", ballast]);
      await writeChange(step.verb, scene);
      await fleet.tryFleet(argvOf(step.verb));
      await fleet.run("rm", ballast);
      return run(step.verb, scene);
    }
    case "send":
      return send(step.who, step.text, scene);
    case "kill": {
      const life = runningLife(views, step.who);
      const pids = { agent: life.agent, "pane half": life.pane, supervisor: life.supervisor };
      return fleet.kill(pids[step.what]);
    }
    case "freeze":
    case "thaw":
      return fleet.kill(
        runningLife(views, step.who).agent,
        step.do === "freeze" ? "SIGSTOP" : "SIGCONT",
      );
    case "kill session":
      return tmux(scene, "kill-session", "-t", `=${step.who}`);
    case "rename session":
      await tmux(scene, "rename-session", "-t", `=${step.who}`, step.to);
      return run({ do: "up" }, scene);
    case "open guest":
      return tmux(scene, "new-session", "-d", "-s", step.guest, "exec sleep infinity");
    case "close guest":
      return tmux(scene, "kill-session", "-t", `=${step.guest}`);
    case "rename guest":
      return tmux(scene, "rename-session", "-t", `=${step.guest}`, step.to);
    case "kill server":
      return fleet.kill(runningServer(views));
    case "freeze server": {
      fleet.kill(runningServer(views), "SIGSTOP");
      const { stdout, exitCode } = await fleet.tryFleet(["status", "--json"]);
      fleet.kill(runningServer(views), "SIGCONT");
      hold(
        exitCode === 3 && stdout.includes('"not-answering"'),
        `${scene.said}: \`status\` ended with ${exitCode}, and said ${stdout}`,
      );
      return;
    }
    case "remove socket": {
      await fleet.run("rm", join("/tmp", "tmux-0", defaultSocket));
      const { exitCode, stdout, stderr } = await fleet.tryFleet(["doctor", "--fix", "--yes"]);
      hold(
        exitCode === 0 || exitCode === 3,
        `${scene.said}: \`doctor --fix\` ended with ${exitCode}: ${stderr || stdout}`,
      );
      return;
    }
    case "reload":
      await fleet.run("systemctl", "--user", "daemon-reload");
      return;
    case "reexec":
      return sandbox.reexec();
    case "reboot":
      return sandbox.reboot();
    case "power cut":
      return sandbox.crash();
    default:
      await writeChange(step, scene);
      return run(step, scene);
  }
}

function argvOf(verb: Verb): string[] {
  switch (verb.do) {
    case "apply":
      return ["apply", "--prune", "--yes"];
    case "up":
    case "down":
      return [verb.do];
    default:
      return [verb.do, ...verb.who];
  }
}

/** `apply` of the same roster writes none: beside it another one may just have been written. */
async function writeChange(verb: Verb, { fleet, model }: Scene): Promise<void> {
  const changes = verb.do === "apply" && verb.change !== "nothing";
  const changed = changes ? afterChange(model, verb) : undefined;
  if (changed !== undefined) await fleet.writeRoster({ agents: changed.agents.map(standIn) });
}

async function run(which: Verb, { fleet, said }: Scene): Promise<void> {
  hasWorked(said, which, await fleet.tryFleet(argvOf(which)));
}

function hasWorked(said: string, which: Verb, { exitCode, stdout, stderr }: ExecResult): void {
  const how = exitCode === undefined ? "did not end in time" : `ended with ${exitCode}`;
  hold(exitCode === 0, `${said}: \`${argvOf(which).join(" ")}\` ${how}:\n${stderr}${stdout}`);
}

async function cutShort(which: Verb, afterMs: number, { real }: Scene): Promise<void> {
  const argv = argvOf(which);
  const running = real.tryFleet(argv);
  const isOver = await Promise.race([running.then(() => true), sleep(afterMs, false)]);
  if (!isOver)
    for (const process of real.sandbox.processes())
      if (isCommand(process.command, argv[0] ?? "")) real.sandbox.signal(process, "SIGKILL");
  await running;
}

const isCommand = (line: string, verb: string): boolean =>
  /(^|\/)node .*mosaic-fleet/.test(line) && line.includes(` ${verb} --supervisor `);

async function atOnce(verbs: readonly [Verb, Verb], scene: Scene): Promise<void> {
  const { real, said } = scene;
  for (const each of verbs) await writeChange(each, scene);
  const [one, other] = await Promise.all(verbs.map(async (each) => real.tryFleet(argvOf(each))));
  // "Says what was true at the end, not what was asked": one may have undone what the other did.
  const mayLose = meet(...verbs);
  const isRefused = ({ exitCode, stderr }: ExecResult): boolean =>
    exitCode === 1 && (mayLose || stderr.includes("is being changed already"));
  if (one !== undefined && !isRefused(one)) hasWorked(said, verbs[0], one);
  if (other !== undefined && !isRefused(other)) hasWorked(said, verbs[1], other);
}

/** Whether both are about the same agent. */
function meet(one: Verb, other: Verb): boolean {
  const [ours, theirs] = [one, other].map((each) =>
    "who" in each ? [each.who].flat() : undefined,
  );
  return ours === undefined || theirs === undefined || ours.some((name) => theirs.includes(name));
}

/** Refused is nothing typed: an agent that was just started may not be seen to take input yet. */
async function send(who: readonly string[], text: string, scene: Scene): Promise<void> {
  const { fleet, model, said } = scene;
  const waiting = new Set(who);
  await fleet.until(`${said} to be delivered`, async () => {
    const { stdout, stderr } = await fleet.tryFleet(["send", ...waiting, "--json", text]);
    const { deliveries } = JSON.parse(stdout) as {
      deliveries: { agent: string; outcome: string; reason?: string }[];
    };
    for (const { agent, outcome, reason } of deliveries) {
      hold(
        outcome === "delivered" || outcome === "refused",
        `${said}: ${outcome} at \`${agent}\` (${reason}); ${stderr}`,
      );
      if (outcome === "delivered") waiting.delete(agent);
    }
    return waiting.size === 0;
  });
  for (const name of who)
    await fleet.until(`\`${name}\` to hear ${JSON.stringify(text)}`, async () => {
      const wanted = (model.heard[name] ?? []).length + 1;
      return heardBy(fleet.sandbox.home, name).length >= wanted;
    });
}

async function tmux({ fleet }: Scene, ...words: readonly string[]): Promise<void> {
  await fleet.run("tmux", "-L", defaultSocket, ...words);
}
