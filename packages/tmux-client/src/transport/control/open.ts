import { capabilities } from "../../server/capabilities.js";
import { isRelease } from "../../server/version.js";
import { TmuxError, invalidArgument } from "../../values/error.js";
import type { Client } from "../client.js";
import { controlTransport } from "./new-transport.js";
import type { ControlTransport } from "./transport.js";

/**
 * A control connection for a client that works by exec; it connects when it is first used. Throws
 * InvalidArgument for the default server: it would get a session that the person did not make.
 */
export function openControl(client: Client): ControlTransport {
  if (client.address.isDefault) {
    throw invalidArgument(
      "the default tmux server is the person's own and gets no control session: use the exec transport",
    );
  }
  return controlTransport(client, async () => {
    const able = await capabilities(client);
    if (client.options.control.riskOldServer || able.has("safeControl")) return;
    const risk = isRelease(able.version)
      ? "can crash"
      : "is no release that is known, and may crash";
    throw new TmuxError(
      "Unsupported",
      `tmux ${able.version} ${risk} when a control client connects while sessions come and go: use the exec transport, tmux 3.7 or newer, or take the risk with \`control: { riskOldServer: true }\``,
    );
  });
}
