export { readActivity, type Activity } from "./activity/read-activity.js";
export {
  ASLEEP,
  beginWaking,
  CANNOT_WAKE,
  forgetSleep,
  readSleep,
  type Sleep,
} from "./channel/asleep.js";
export type { AgentChannel } from "./channel/agent-channel.js";
export { caps } from "./channel/caps.js";
export { readDeliveries } from "./channel/deliveries.js";
export type { DeliveryRecord } from "./channel/delivery-record.js";
export { faultOf, inspectChannel, type ChannelFault } from "./channel/inspect-channel.js";
export { ENDED } from "./channel/launcher-words.js";
export { channelScripts, type ShippedFile } from "./channel-scripts.js";
export { deliver, type Delivery } from "./delivery/deliver.js";
export type { DeliveryPolicy, DeliveryTarget } from "./delivery/delivery-target.js";
export { takeLock } from "./delivery/lock.js";
export { ChannelError, type ChannelErrorCode } from "./error.js";
export { findProgram, isExecutableFile } from "./find-program.js";
export { lookAtScreens } from "./look-at-screens.js";
export { followTranscript } from "./transcript/follow-transcript.js";
export { readTranscript } from "./transcript/read-transcript.js";
