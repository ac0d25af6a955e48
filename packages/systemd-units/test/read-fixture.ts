import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { unitName } from "../src/names/unit-name.js";
import type { CheckContext } from "../src/checks/finding.js";
import type { NamedPath } from "../src/checks/named-path.js";
import type { PathKind } from "../src/checks/path-kind.js";
import type { UnitLink, UnitSet } from "../src/checks/unit-set.js";

/**
 * A unit file that says in its own comments what is expected of it:
 * - `## expect: CODE line N`, or `## expect: CODE in NAME line N` for another file of the set
 * - `## holds: CODE`: the rule that this fixture passes, in a case that is near to its failure
 * - `## severity: info`: of everything expected, where it is not the rule's own
 * - `## systemd: VERSION`, `## tmux: VERSION`, `## installed`: what it is judged for
 * - `## link: PATH [gone]`: a link of `systemctl enable`
 * - `## with: NAME`: another unit file or drop-in of the set
 * - `## with: path KEY:LINE KIND INSTANCE MODE UID PATH [size=N]`: what a setting on that line names; `-` is no instance, `me` the caller,
 *   a file with mode 0000, or of more than 64 KiB, was not read
 * What follows in lines with `##|` is the text of the one before.
 */
export interface Fixture {
  readonly name: string;
  readonly path: string;
  readonly expected: readonly string[];
  readonly holds: readonly string[];
  readonly severity: string | undefined;
  readonly set: UnitSet;
  readonly context: CheckContext;
}

const folder = join(import.meta.dirname, "fixtures");
/** The user of every fixture. */
const UID = 1000;

export function readFixtures(): Fixture[] {
  return readdirSync(folder).map((name) => readFixture(name));
}

function readFixture(name: string): Fixture {
  const path = join(folder, name);
  const text = readFileSync(path, "utf8");
  const lines = text.split(/\r?\n/);
  const say = (key: string): string[] =>
    lines.flatMap((line) => new RegExp(`^\uFEFF?## ${key}: (.*)$`).exec(line)?.[1] ?? []);
  const files = [{ path, text }];
  const named: NamedPath[] = [];
  for (const [index, line] of lines.entries()) {
    const what = /^## with: (.*)$/.exec(line)?.[1];
    if (what === undefined) continue;
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((one) => !one.startsWith("##|"));
    const content = rest.slice(0, end).map((one) => `${one.replace(/^##\| ?/, "")}\n`);
    if (what.startsWith("path ")) named.push(namedPath(path, what, content.join("")));
    else files.push({ path: join(folder, what), text: content.join("") });
  }
  const links = say("link").map((link): UnitLink => {
    const [to = "", gone] = link.split(" ");
    return { path: join(folder, to), name: to.split("/").at(-1) ?? "", leadsSomewhere: !gone };
  });
  const tmuxVersion = say("tmux")[0];
  return {
    name,
    path,
    expected: say("expect").map((one) =>
      one.replace(
        / in (\S+) /,
        (_, file: string) => ` in ${file.startsWith("/") ? file : join(folder, file)} `,
      ),
    ),
    holds: say("holds"),
    severity: say("severity")[0],
    set: { files, named, links, instances: named.flatMap(({ unit }) => unit ?? []) },
    context: {
      version: Number(say("systemd")[0] ?? 252),
      uid: UID,
      installed: lines.includes("## installed"),
      ...(tmuxVersion === undefined ? {} : { tmuxVersion }),
    },
  };
}

function namedPath(file: string, text: string, content: string): NamedPath {
  const [, at = "", kind = "", instance = "-", mode = "0", uid = "0", path = "", size] =
    text.split(" ");
  const [key = "", line] = at.split(":");
  const bytes = Number(size?.slice("size=".length) ?? 0);
  return {
    file,
    line: Number(line),
    key,
    path,
    kind: kind as PathKind,
    mode: Number.parseInt(mode, 8),
    uid: uid === "me" ? UID : Number(uid),
    ...(instance === "-" ? {} : { unit: unitName(basename(file), instance) }),
    ...(size === undefined ? {} : { size: bytes }),
    ...(key === "EnvironmentFile" && kind === "file" && mode !== "0000" && bytes <= 64 * 1024
      ? { content: Buffer.from(content) }
      : {}),
  };
}
