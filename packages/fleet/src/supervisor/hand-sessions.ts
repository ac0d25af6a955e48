// Loaded by whoever starts or stops one: `status` need not wait for it.
export { quitSessions, startMany, startSession, stopSessions } from "@mosaicstack/session-launcher";
