import { makeWorktree } from "../src/make-worktree.js";
import { removeWorktree } from "../src/remove-worktree.js";

/** Makes or removes one in a process that can be killed: `act.mjs make|remove REPOSITORY PATH`. */
const [, , verb = "", repository = "", path = ""] = process.argv;
const said =
  verb === "make"
    ? await makeWorktree({ repository, path, branch: "agent/writer" })
    : await removeWorktree({ repository, path });
console.log(JSON.stringify(said));
