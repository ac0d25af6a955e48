import { openTmux, type PaneRef } from "@mosaicstack/tmux-client";
import type { AgentChannel } from "../src/channel/agent-channel.js";
import type { DeliveryPolicy } from "../src/delivery/delivery-target.js";
import { deliver } from "../src/delivery/deliver.js";
import { boxRuntime } from "./box-runtime.js";

/** A sender that can be killed; `SEND` says what it sends. Its first output means that it begins. */
const { pane, channel, text, plain, policy } = JSON.parse(process.env["SEND"] ?? "") as {
  pane: PaneRef;
  channel: AgentChannel;
  text: string;
  /** To a plain command. */
  plain?: boolean;
  policy?: DeliveryPolicy;
};
process.stdout.write("begins\n");
const tmux = openTmux({ socket: "throw-away" });
const runtime = plain === true ? undefined : boxRuntime;
process.stdout.write(JSON.stringify(await deliver({ tmux, pane, channel, runtime }, text, policy)));
