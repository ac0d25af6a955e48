// Uninstalls the fleet of this process's environment, prints the document; killed after so many removals, where a number is given.
import { uninstallFleet } from "../src/index.js";

const [, , kill = "", purge = ""] = process.argv;
let seen = 0;
const document = await uninstallFleet({
  purge: purge === "purge",
  onRemoved: () => {
    seen += 1;
    if (String(seen) === kill) process.kill(process.pid, "SIGKILL");
  },
});
console.log(JSON.stringify(document));
