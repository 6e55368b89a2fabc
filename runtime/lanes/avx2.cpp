#if defined(__AVX2__)
#define MSD_LANE_BYTES 32
#define MSD_LANES kAvx2
#define MSD_LANES_NAME "avx2"
#include "runtime/lanes/lanes.inc"
#endif
