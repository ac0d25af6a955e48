import { appendFile, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { defaultSocket } from "@mosaicstack/fleet";
import { runningLife, type Rehearsal } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

const state = (word: string): string => `printf '\\033]7501;state=${word}\\033\\\\'`;

/** Notes what it hears, and works on each until the file `NAME.go` is in its folder. */
const TURNS = `${state("idle")}
while IFS= read -r line; do
  echo "$line" >> heard
  ${state("working")}
  while [ ! -e go ]; do sleep 0.1; done
  echo "did $line"
  ${state("idle")}
done`;

/** At that what is told of deliveries becomes what was told before. */
const MOST = 1024 * 1024;
const OLD = `{"id":"old","at":"2020-01-01T00:00:00Z","outcome":"delivered","receipt":null,"bytes":1,"sha256":"","ms":1}\n`;

export const messageKept: Scenario = {
  id: "message-kept",
  title:
    "messages that wait for an agent that is killed arrive at its next life, each once, also with a full record",
  async run(fleet) {
    const before = await fleet.begin(
      PAIR.map((name) => ({ name, command: ["/bin/sh", "-c", TURNS], receipt: "stream" })),
    );
    const [victim = "", neighbour = ""] = fleet.random.shuffle(PAIR);
    await send(fleet, victim, "delivered", "the first turn");
    const waiting = ["the second turn", "the third turn", "the fourth turn"];
    for (const text of waiting) await send(fleet, victim, "queued", text);

    const record = join(fleet.state, "agents", defaultSocket, victim, "deliveries");
    await appendFile(record, OLD.repeat(Math.ceil(MOST / OLD.length)));
    fleet.kill(runningLife(before, victim).agent);
    await fleet.agree(`after SIGKILL to \`${victim}\`, for whom messages wait`, {
      agents: PAIR_RUNS,
      before,
      kept: [neighbour],
      renewed: [victim],
    });
    await fleet.run("touch", join("work", victim, "go"));
    await fleet.until("all messages to be heard", async () => {
      const heard = await heardBy(fleet, victim);
      return waiting.every((text) => heard.includes(text));
    });
    await fleet.until("an empty queue", async () =>
      (await fleet.fleet("queue", victim)).includes("nothing waits"),
    );
    const heard = await heardBy(fleet, victim);
    const wanted = ["the first turn", ...waiting].join("\n");
    hold(heard.join("\n") === wanted, `\`${victim}\` heard: ${heard.join(" | ")}`);
    const { size } = await stat(record);
    hold(size < MOST, `the record of deliveries has ${size} bytes, and began none anew`);
  },
};

const heardBy = async ({ sandbox }: Rehearsal, agent: string): Promise<string[]> =>
  (await readFile(join(sandbox.home, "work", agent, "heard"), "utf8")).trim().split("\n");

async function send(
  fleet: Rehearsal,
  agent: string,
  wanted: "delivered" | "queued",
  text: string,
): Promise<void> {
  const said = await fleet.fleet("send", agent, text, "--json");
  const { deliveries } = JSON.parse(said) as { deliveries: { outcome: string }[] };
  const outcome = deliveries[0]?.outcome;
  hold(outcome === wanted, `\`send\` of "${text}" was ${outcome}, not ${wanted}: ${said}`);
}
