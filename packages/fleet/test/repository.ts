import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A repository of one commit on `main` in a home; runs git as its person. */
export function makeRepository(
  home: string,
  name = "app",
): { readonly path: string; readonly git: (...argv: string[]) => string } {
  const path = join(home, "src", name);
  mkdirSync(path, { recursive: true });
  const who = { NAME: "Tester", EMAIL: "tester@localhost" };
  const own = Object.entries(who).flatMap(([key, value]) =>
    ["AUTHOR", "COMMITTER"].map((role) => [`GIT_${role}_${key}`, value]),
  );
  const env = { HOME: home, PATH: process.env["PATH"], ...Object.fromEntries(own) };
  const git = (...argv: string[]): string =>
    execFileSync("git", ["-C", path, ...argv], { env, encoding: "utf8", stdio: "pipe" });
  git("init", "--quiet", "-b", "main");
  writeFileSync(join(path, "one.txt"), "one\n");
  git("add", "--all");
  git("commit", "--quiet", "-m", "first");
  return { path, git };
}
