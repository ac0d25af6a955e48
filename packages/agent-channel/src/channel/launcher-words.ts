/** How a line of the pane half of start-agent-session.sh begins that says that the agent does not run just now. */
export const ENDED = "mosaic: ended with ";
