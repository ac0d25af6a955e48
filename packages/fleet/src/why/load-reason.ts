import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SystemdError, verifyWithSystemd } from "@mosaicstack/systemd-units";
import type { Environment } from "../paths.js";
import { blameFor, type UnitPiece } from "./blame.js";
import type { Reason } from "./reason.js";
import { filesOf, type UnitFacts } from "./unit-facts.js";

/** Where units stand, and in whose name they are looked at. */
export interface LoadContext {
  /** `~/.config/systemd/user` */
  readonly units: string;
  readonly env: Environment;
}

/** Why the manager does not load a unit, and whose fault it is; undefined where it does. `again`: what to run afterwards. */
export async function loadReason(
  facts: UnitFacts,
  again: string,
  context: LoadContext,
): Promise<Reason | undefined> {
  const { unit, LoadState: load } = facts;
  if (load === "loaded" || load === "merged") return undefined;
  if (load === "masked")
    return {
      kind: "masked",
      message: `\`${unit}\` is masked`,
      remedy: `Run \`systemctl --user unmask ${unit}\`, then ${again}.`,
    };
  if (load === "not-found")
    return {
      kind: "not-installed",
      message: `\`${unit}\` is not installed`,
      remedy: `Run ${again}.`,
    };
  const pieces = await readPieces(facts);
  const words = (await verdict(unit, context)) ?? quoted(facts.LoadError);
  const blame = blameFor(words, pieces);
  const own = filesOf(facts).filter(
    (path) => path.includes(".d/") && !path.endsWith("/50-roster.conf"),
  );
  const where = blame === undefined ? "" : ` because of \`${blame.setting}=\` in ${blame.place}`;
  const what =
    blame?.place ??
    (own.length > 0 ? own.join(", ") : `what \`systemctl --user cat ${unit}\` shows`);
  return {
    kind: "not-loadable",
    message: `\`${unit}\` cannot be loaded${where} (${words})`,
    remedy: `Fix or remove ${what}, then ${again}.`,
  };
}

/** Every file of a unit; one that cannot be read has nothing to be blamed for. */
export async function readPieces(facts: UnitFacts): Promise<UnitPiece[]> {
  return await Promise.all(
    filesOf(facts).map(async (path) => ({
      path,
      text: await readFile(path, "utf8").catch(() => ""),
    })),
  );
}

/** What systemd itself says of the unit when it reads it anew; the manager has said it to the journal alone. */
async function verdict(unit: string, { units, env }: LoadContext): Promise<string | undefined> {
  try {
    const lines = await verifyWithSystemd([join(units, unit)], { env, deadlineMs: 5000 });
    const said = lines?.find(({ message }) => message.startsWith(`${unit}: `));
    return said?.message
      .slice(unit.length + 2)
      .replace(/ Refusing\.$/, "")
      .replace(/\.$/, "");
  } catch (error) {
    if (error instanceof SystemdError) return undefined;
    throw error;
  }
}

/** `org.freedesktop.systemd1.BadUnitSetting "Unit x has a bad unit file setting."` */
function quoted(loadError: string): string {
  return (/"(.*?)\.?"$/s.exec(loadError)?.[1] ?? loadError) || "systemd does not say why";
}
