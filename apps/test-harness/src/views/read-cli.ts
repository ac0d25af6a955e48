import type { ExecResult } from "@mosaicstack/systemd-sandbox";
import type { CliAgent, CliStatus, CliView } from "./views.js";

/** Fourth view: what `mosaic-fleet status --json` says inside. Without the command the view is an error. */
export async function readCli(
  cli: string | undefined,
  run: (argv: readonly string[]) => Promise<ExecResult>,
): Promise<CliView> {
  if (cli === undefined)
    return {
      missing: true,
      error: "`mosaic-fleet` is not found: install it beside this command, or give `--cli FILE`",
    };
  const args = ["status", "--json"];
  const { exitCode, stdout, stderr } = await run(args);
  // 3: not everything is as the roster wants it, which is for the comparison to judge
  if (exitCode === 0 || exitCode === 3) return parseStatus(stdout);
  const missing = /ERR_MODULE_NOT_FOUND|No such file or directory/.test(stderr);
  const remedy = missing ? "; build it with `npm run build`" : "";
  const said = (stderr.trim() || stdout.trim()).split("\n").slice(0, 8).join(" / ");
  const how = exitCode === undefined ? "did not end in time" : `ended with ${exitCode}`;
  return { missing, error: `\`${cli} ${args.join(" ")}\` ${how}: ${said}${remedy}` };
}

/** Reads what is compared out of a status document; anything else in it may change freely. */
export function parseStatus(text: string): CliView {
  const unreadable = (why: string): CliView => ({
    missing: false,
    error: `\`status --json\` cannot be read: ${why}`,
  });
  let document: Partial<CliStatus> & { version?: unknown };
  try {
    document = JSON.parse(text) as typeof document;
  } catch (error) {
    return unreadable(String(error));
  }
  const { version, server, agents } = document ?? {};
  if (version !== 1) return unreadable(`its version is ${JSON.stringify(version)}, not 1`);
  if (typeof server?.state !== "string") return unreadable("it has no `server.state`");
  if (!Array.isArray(agents) || !agents.every(isAgent))
    return unreadable("its `agents` lack `name`, `lifecycle` or `restarts`");
  return { status: { server, agents } };
}

function isAgent(value: unknown): value is CliAgent {
  const { name, lifecycle, restarts } = (value ?? {}) as Record<string, unknown>;
  return [typeof name, typeof lifecycle, typeof restarts].join(" ") === "string string number";
}
