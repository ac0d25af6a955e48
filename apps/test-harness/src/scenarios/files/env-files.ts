import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { allOf } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";
import { told } from "../told.js";

type Text = string | Buffer;

/** By agent what systemd refuses as a whole, or leaves no agent to start with. */
const REFUSED: Readonly<Record<string, Text>> = {
  bytes: Buffer.from("A=1\nB=\xff\n", "latin1"),
  nul: "A=1\0\n",
  workdir: "MOSAIC_AGENT_WORKDIR=src\n",
};
/** What it drops, or takes for something else, in the line of that number. */
const DROPPED: Readonly<Record<string, readonly [text: Text, line: number]>> = {
  export: ["A=1\nexport B=2\n", 2],
  key: ["A=1\n# note\n1BAD=x\n", 3],
  equals: ["just words\n", 1],
  quote: ["A=1\nB='open\nC=2\n", 2],
};

export const envFiles: Scenario = {
  id: "env-files",
  title: "an env file that is refused keeps its own agent alone from starting, FIFO and folder too",
  quick: true,
  async run(fleet) {
    const folder = join(fleet.sandbox.home, ".config", "mosaic", "fleet", "agents");
    const away = [...Object.keys(REFUSED), "fifo", "folder"];
    const there = ["well", ...Object.keys(DROPPED)];
    await fleet.writeRoster({ agents: [...there, ...away] });
    await mkdir(join(folder, "folder.env"), { recursive: true });
    await fleet.run("mkfifo", join(folder, "fifo.env"));
    const texts = Object.entries(DROPPED).map(([name, [text]]) => [name, text] as const);
    for (const [name, text] of [...Object.entries(REFUSED), ...texts])
      await writeFile(join(folder, `${name}.env`), text);

    const started = await told(fleet, ["up"], 1, /well/);
    for (const name of away)
      hold(started.includes(`/${name}.env`), `\`up\` does not name ${name}.env:\n${started}`);
    const state = (name: string) =>
      name === "workdir" && fleet.supervisor === "systemd" ? "failed" : "stopped";
    const before = await fleet.agree("after `up`", {
      agents: {
        ...allOf(there, "running"),
        ...Object.fromEntries(away.map((name) => [name, state(name)])),
      },
    });
    const checked = await told(fleet, ["validate"], 2, /fifo\.env/);
    for (const [name, [, line]] of Object.entries(DROPPED))
      hold(
        checked.includes(`/${name}.env:${line}`),
        `\`validate\` does not name line ${line} of ${name}.env:\n${checked}`,
      );
    await rm(folder, { recursive: true });
    await fleet.fleet("up");
    await fleet.agree("after the files were mended", {
      agents: allOf([...there, ...away], "running"),
      before,
      kept: there,
    });
  },
};
