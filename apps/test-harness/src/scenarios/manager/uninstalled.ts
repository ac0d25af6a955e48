import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { readProcesses } from "../../views/read-processes.js";
import { startPair } from "../pair.js";

/** Where a fleet puts anything: the home, sockets, and what is of this boot. */
const PLACES = ["/tmp", "/run", "/dev/shm"];
/** The person's own, and systemd's. */
const OTHERS = [/^\/run\/user\/\d+\/(?!mosaic)/, /\/work(?:\/|$)/, /\/rehearsal\.conf$/];

export const uninstalled: Scenario = {
  id: "uninstalled",
  title: "`uninstall --purge` while agents run leaves no file, link, socket or process",
  async run(fleet) {
    const { sandbox } = fleet;
    const find = async (): Promise<string[]> => {
      const { stdout } = await sandbox.exec("find", [
        sandbox.home,
        ...PLACES,
        "-mindepth",
        "1",
        "-not",
        "-type",
        "d",
      ]);
      return stdout.split("\n").filter((path) => !OTHERS.some((other) => other.test(path)));
    };
    const clean = await find();
    await startPair(fleet);
    await fleet.fleet("uninstall", "--purge", "--yes");
    const left = (await find()).filter((path) => !clean.includes(path));
    hold(left.length === 0, `\`uninstall --purge\` left ${left.join(", ")}`);
    await fleet.until(
      "the end of every process of the fleet",
      async () => readProcesses(sandbox, fleet.supervisor).size === 0,
    );
    if (fleet.supervisor !== "systemd") return;
    const { stdout: units } = await fleet.run(
      "systemctl",
      "--user",
      "list-units",
      "--all",
      "--plain",
      "--no-legend",
      "mosaic-*",
    );
    hold(units === "", `the manager still knows of\n${units}`);
  },
};
