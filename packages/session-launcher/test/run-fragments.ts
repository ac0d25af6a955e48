import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { sh, type Shell } from "@mosaicstack/agent-channel/testing";

const folder = join(import.meta.dirname, "../launcher");

/** What a text of sh prints behind fragments of the launcher, which define functions and little else. */
export function runFragments(
  fragments: readonly string[],
  text: string,
  { shell = sh, env = {} }: { shell?: Shell; env?: Readonly<Record<string, string>> } = {},
): string {
  const [program = "", ...args] = shell.shebang.slice(2).split(" ");
  const sources = fragments.map((name) => `. '${join(folder, name)}'\n`).join("");
  return execFileSync(program, [...args, "-c", `set -u -f\n${sources}${text}`], {
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}
