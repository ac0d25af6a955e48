import { access, constants } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { LoadContext } from "./load-context.js";
import type { UnitFacts } from "./unit-facts.js";
import type { Reason } from "../documents/reason.js";

/** What masks a unit, and what takes that away: `unmask` knows no other folders than the person's own two. */
export async function maskReason(
  { unit, FragmentPath: link }: UnitFacts,
  again: string,
  { units, env }: Pick<LoadContext, "units" | "env">,
): Promise<Reason> {
  const runtime = join(env["XDG_RUNTIME_DIR"] || "/", "systemd/user");
  const reason = (message: string, remedy: string): Reason => ({
    kind: "masked",
    message,
    remedy: `${remedy}, then ${again}.`,
  });
  // The name of the link: where a template is masked, so is each of its instances.
  const name = link === "" ? unit : basename(link);
  const message = name === unit ? `\`${unit}\` is masked` : `\`${unit}\` is masked by \`${name}\``;
  if (link === "" || dirname(link) === units)
    return reason(message, `Run \`systemctl --user unmask ${name}\``);
  if (dirname(link) === runtime)
    return reason(message, `Run \`systemctl --user unmask --runtime ${name}\``);
  const isOurs = await access(dirname(link), constants.W_OK).then(
    () => true,
    () => false,
  );
  return reason(
    `\`${unit}\` is masked by \`${link}\``,
    `Remove \`${link}\`${isOurs ? "" : " as root"}`,
  );
}
