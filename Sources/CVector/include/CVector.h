#ifndef CVECTOR_H
#define CVECTOR_H
#include <stdint.h>

/// 2 = x86-64-v4 (AVX-512), 1 = x86-64-v3 (AVX2), 0 = neither.
static inline int cv_cpu_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) return 2;
    if (__builtin_cpu_supports("x86-64-v3")) return 1;
#endif
    return 0;
}

#endif
