// Loaded by whoever starts or stops one: `status` need not wait for it.
export { quitSessions, startSession, stopSessions } from "@mosaicstack/session-launcher";
