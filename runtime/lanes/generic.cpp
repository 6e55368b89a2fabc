// What every processor has: registers of 128 bits where there are some, as the compiler sees fit.
#define MSD_LANE_BYTES 16
#define MSD_LANES kGeneric
#define MSD_LANES_NAME "generic"
#include "runtime/lanes/lanes.inc"
