import { appendFile, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { defaultSocket } from "@mosaicstack/fleet";
import { runningLife } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { obedient, order } from "../../stage/obedient.js";
import { PAIR_RUNS } from "../pair.js";

const KIB = 1024;
const TRANSCRIPT = 64 * KIB;
/** At that the events become those of before, and what these were is gone. */
const EVENTS = 4096 * KIB;
const OLD = `{"at":"2020-01-01T00:00:00Z","agent":"old","kind":"lifecycle","to":"active","source":"launcher"}\n`;

export const boundedFiles: Scenario = {
  id: "bounded-files",
  title:
    "a flood of output and a full journal of events keep within their bounds, and tell the last",
  async run(fleet) {
    const cod = obedient("cod", { transcript: "64K" });
    const before = await fleet.begin([cod, "coder"]);
    const transcript = join(fleet.state, "agents", defaultSocket, "cod", "transcript");
    await order(fleet, "cod", "yes 'a line of a flood' | head -n 20000; echo flood is over now");
    await fleet.until("the last of a flood in the transcript", async () =>
      (await textOf(transcript)).includes("\nflood is over now"),
    );
    const kept = (await sizeOf(transcript)) + (await sizeOf(`${transcript}.1`));
    hold(kept <= TRANSCRIPT, `a transcript of ${TRANSCRIPT} bytes at most has ${kept}`);

    const events = join(fleet.state, "events", defaultSocket, "events");
    await appendFile(events, OLD.repeat(Math.ceil(EVENTS / OLD.length)));
    fleet.kill(runningLife(before, "cod").agent);
    await fleet.agree("after SIGKILL to `cod`, the journal of events full", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
    const ENDED = /"agent":"cod","kind":"exit","to":"137"/;
    // Who fills it may be the one to put it aside.
    await fleet.until("the event of its end", async () =>
      ENDED.test((await textOf(`${events}.1`)) + (await textOf(events))),
    );
    const size = await sizeOf(events);
    hold(size < EVENTS, `the journal of events has ${size} bytes, and began none anew`);
    const told = await fleet.fleet("events", "cod", "--once", "--json");
    hold(/"kind":"exit"[^\n]*"137"/.test(told), `\`events\` does not tell the end of \`cod\``);
  },
};

const textOf = async (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");
const sizeOf = async (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
