// What judges units, loaded by who has something to judge: it is a fifth of all that a look would load.
export { checkUnits } from "@mosaicstack/systemd-units";
