import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";
import { told } from "../told.js";

const writer = (name: string) => ({ name, worktree: { repo: "~/src/app", base: "main" } });

export const worktree: Scenario = {
  id: "worktree",
  title: "each agent works in a worktree of its own, which is kept while something would be lost",
  async run(fleet) {
    const { home } = fleet.sandbox;
    const git = async (...argv: string[]): Promise<void> =>
      void (await fleet.run("git", "-c", "user.name=t", "-c", "user.email=t@example.org", ...argv));
    await git("init", "-q", "-b", "main", `${home}/src/app`);
    await git("-C", `${home}/src/app`, "commit", "-q", "--allow-empty", "-m", "first");
    const before = await fleet.begin([writer("cod"), writer("coder")]);
    const folders = await fleet.tmux.list(["session_name", "pane_current_path"]);
    const [cod = "", coder = ""] = ["cod", "coder"].map(
      (name) => folders.find(({ session_name }) => session_name === name)?.pane_current_path,
    );
    hold(
      cod.endsWith("/cod") && coder.endsWith("/coder") && cod.includes("/worktrees/app-"),
      `the agents work in ${cod} and ${coder}`,
    );
    await writeFile(join(cod, "draft"), "not yet\n");
    await fleet.writeRoster({ agents: [writer("coder")] });
    await told(fleet, ["apply", "--prune", "--yes"], 0, /has uncommitted work: draft/);
    await fleet.agree("after `cod` has left the roster", {
      agents: { coder: "running" },
      before,
      kept: ["coder"],
    });
    hold(existsSync(join(cod, "draft")), "the worktree of `cod` went with its uncommitted work");
    await rm(join(cod, "draft"));
    await fleet.fleet("apply", "--prune", "--yes");
    hold(!existsSync(cod), `the worktree ${cod} is left, and nothing is in it`);
    await fleet.writeRoster({ agents: [writer("cod"), writer("coder")] });
    await fleet.up();
    await fleet.agree("after `cod` is back in the roster", {
      agents: { cod: "running", coder: "running" },
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
    hold(existsSync(cod), `the worktree ${cod} was not made again`);
  },
};
