import { readText } from "../files/write-file.js";
import { blamesFor, placesOf, toldBlames, type UnitPiece } from "./blame.js";
import type { LoadContext } from "./load-context.js";
import { maskReason } from "./mask-reason.js";
import { filesOf, type UnitFacts } from "./unit-facts.js";
import type { Reason } from "../documents/reason.js";

/** Why the manager does not load a unit, and whose fault it is; undefined where it does. `again`: what to run afterwards. */
export async function loadReason(
  facts: UnitFacts,
  again: string,
  context: LoadContext,
): Promise<Reason | undefined> {
  const { unit, LoadState: load } = facts;
  if (load === "loaded" || load === "merged") return undefined;
  if (load === "masked") return await maskReason(facts, again, context);
  if (load === "not-found")
    return {
      kind: "not-installed",
      message: `\`${unit}\` is not installed`,
      remedy: `Run ${again}.`,
    };
  const pieces = await readPieces(facts);
  const words = context.verdicts.get(unit) ?? quoted(facts.LoadError);
  const blames = blamesFor(words, pieces);
  const own = filesOf(facts).filter(
    (path) => path.includes(".d/") && !path.endsWith("/50-roster.conf"),
  );
  const where = blames.length === 0 ? "" : ` because of ${toldBlames(blames, "or")}`;
  const what =
    placesOf(blames, "or") ||
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
      text: (await readText(path).catch(() => "")) ?? "",
    })),
  );
}

/** `org.freedesktop.systemd1.BadUnitSetting "Unit x has a bad unit file setting."` */
function quoted(loadError: string): string {
  return (/"(.*?)\.?"$/s.exec(loadError)?.[1] ?? loadError) || "systemd does not say why";
}
