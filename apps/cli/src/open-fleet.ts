// What most commands load, at their `import()`: a bundle splits there, and this leaves the rest of the fleet out.
export { defaultRosterFile, openFleet, readRosterText } from "@mosaicstack/fleet";
