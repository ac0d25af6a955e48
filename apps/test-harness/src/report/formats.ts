/** How the result of a command that holds or does not is printed. */
export const formats = ["human", "tap", "json", "junit"] as const;
export type Format = (typeof formats)[number];
