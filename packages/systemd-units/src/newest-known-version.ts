/** The newest systemd whose settings, values and command lines are known here: what is judged where no version is given. */
export const NEWEST_KNOWN_VERSION = 262;
