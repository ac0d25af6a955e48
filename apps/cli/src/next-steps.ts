import type { AgentReport, Fleet, StatusDocument } from "@mosaicstack/fleet";
import type { Output } from "@mosaicstack/command-line";
import type { CliContext } from "./context.js";
import type { GlobalFlags } from "./global-flags.js";
import { commandLine, sameFleet } from "./invocation.js";

/** How to go on and to stop after `up`: a command each that works as typed. Nothing where nobody runs and none failed. */
export function nextSteps(
  call: { readonly context: CliContext; readonly output: Output; readonly globals: GlobalFlags },
  fleet: Fleet,
  { status, agents }: { readonly status: StatusDocument; readonly agents: readonly AgentReport[] },
): string[] {
  const failed = agents.some(({ outcome }) => outcome === "failed");
  const steps = failed ? mending(status) : running(fleet, status);
  const same = sameFleet(call.globals);
  const lines = steps.map(({ words, says, anywhere = false }) => ({
    line: commandLine(call.context.env, anywhere ? words : [...words, ...same]),
    says,
  }));
  const width = Math.max(0, ...lines.map(({ line }) => line.length));
  const longest = Math.max(0, ...lines.map(({ says }) => says.length));
  // Where both do not fit beside each other the command has a line of its own, to be copied whole.
  const beside = 2 + width + 2 + longest <= (call.output.talkWidth ?? Infinity);
  return lines.flatMap(({ line, says }) =>
    beside ? [`  ${line.padEnd(width)}  ${says}`] : [`  ${line}`, `    ${says}`],
  );
}

interface Step {
  readonly words: readonly string[];
  readonly says: string;
  /** Does not ask for a fleet. */
  readonly anywhere?: true;
}

function running({ name }: Fleet, { agents }: StatusDocument): Step[] {
  const up = agents.find(({ session }) => session !== null);
  if (up === undefined) return [];
  return [
    { words: ["attach", up.name], says: "see it work; Ctrl-b, then d leaves it running" },
    // Who met the canary wants agents of their own next.
    name === "canary"
      ? { words: ["presets"], says: "choose agents of your own", anywhere: true }
      : { words: ["send", up.name, "hello"], says: "give it a message" },
    { words: ["down"], says: "stop the fleet" },
  ];
}

function mending({ server }: StatusDocument): Step[] {
  return [
    { words: ["doctor"], says: "look for what is wrong" },
    { words: ["up"], says: "try again once it is mended" },
    ...(server.state === "absent" ? [] : [{ words: ["down"], says: "stop the fleet" }]),
  ];
}
