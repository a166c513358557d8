/* Include KERNEL for each type, and forget the instruction set: see each.h. */
#define BITS 8
#include KERNEL
#undef BITS
#define BITS 16
#include KERNEL
#undef BITS
#define BITS 32
#include KERNEL
#undef BITS
#undef TARGET
#undef SET
#undef VEC
#undef PASS
#undef NONE
#undef EVERY
#undef LOADED
#undef STORED
#undef GATE
#undef TAKE
