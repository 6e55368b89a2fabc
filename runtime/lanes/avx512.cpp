#if defined(__AVX512BW__)
#define MSD_LANE_BYTES 64
#define MSD_LANES kAvx512
#define MSD_LANES_NAME "avx512"
#include "runtime/lanes/lanes.inc"
#endif
