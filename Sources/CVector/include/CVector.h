/// Vector operations that Swift's SIMD types cannot spell well, under names that are the same for every instruction
/// set. A vector is one register of the level the including module is compiled for: 128 bits (SSE2, NEON),
/// 256 bits (AVX2) or 512 bits (AVX-512).
///
/// Every operation gives the same bits at every level: no fused multiply-add, no approximate reciprocals, no
/// reduction over lanes. Swift's own `&+ &- &*` (integers), `loadUnaligned` and `storeBytes` are as good as C and are
/// not repeated here.
#ifndef CVECTOR_H
#define CVECTOR_H
#include <stdint.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(__clang__)
#pragma clang fp contract(off)
#endif

#define CV_INLINE static inline __attribute__((always_inline))

/// 2 = x86-64-v4 (AVX-512), 1 = x86-64-v3 (AVX2), 0 = neither.
static inline int cv_cpu_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) return 2;
    if (__builtin_cpu_supports("x86-64-v3")) return 1;
#endif
    return 0;
}

// Types -------------------------------------------------------------------------------------------------------------

// CV_LANES16: 16-bit lanes of a register. CV_LANES32: 32-bit lanes of a register.
// CV_X86(op): the intrinsic of this width. CV_REG, CV_REGF: the intrinsics' register types. CV_REPEAT_128: 128 bits
// throughout a register.
#if defined(__AVX512BW__)
#define CV_LANES16 32
#define CV_LANES32 16
#define CV_X86(op) _mm512_##op
#define CV_REG __m512i
#define CV_REPEAT_128(a) _mm512_broadcast_i32x4(a)
#define CV_REGF __m512
#elif defined(__AVX2__)
#define CV_LANES16 16
#define CV_LANES32 8
#define CV_X86(op) _mm256_##op
#define CV_REG __m256i
#define CV_REPEAT_128(a) _mm256_broadcastsi128_si256(a)
#define CV_REGF __m256
#else
#define CV_LANES16 8
#define CV_LANES32 4
#if defined(__x86_64__)
#define CV_X86(op) _mm_##op
#define CV_REG __m128i
#define CV_REGF __m128
#endif
#endif

#define CV_VECTOR(lanes) __attribute__((ext_vector_type(lanes)))

/// A whole register each.
typedef uint16_t cv_u16 CV_VECTOR(CV_LANES16);
typedef int16_t cv_i16 CV_VECTOR(CV_LANES16);
typedef int32_t cv_i32 CV_VECTOR(CV_LANES32);
typedef uint32_t cv_u32 CV_VECTOR(CV_LANES32);
typedef float cv_f32 CV_VECTOR(CV_LANES32);
#if defined(__AVX512BW__)
typedef uint8_t cv_u8_full CV_VECTOR(64);
#elif defined(__AVX2__)
typedef uint8_t cv_u8_full CV_VECTOR(32);
#else
typedef uint8_t cv_u8_full CV_VECTOR(16);
#endif
/// As many bytes as a register has 16-bit lanes: what widens to `cv_u16`.
typedef uint8_t cv_u8 CV_VECTOR(CV_LANES16);
/// As many elements as a register has 32-bit lanes: what widens to `cv_i32` and `cv_f32`.
typedef uint8_t cv_u8_half CV_VECTOR(CV_LANES32);
typedef uint16_t cv_u16_half CV_VECTOR(CV_LANES32);

/// Intermediate results of twice the register's width, for the portable forms.
typedef uint32_t cv_u32_wide CV_VECTOR(CV_LANES16);
typedef int32_t cv_i32_wide CV_VECTOR(CV_LANES16);

// Memory ------------------------------------------------------------------------------------------------------------

/// The first `count` lanes of a vector, for the end of a row.
CV_INLINE void cv_store_first_u8_full(uint8_t *to, cv_u8_full a, long count) {
#if defined(__AVX512BW__)
    _mm512_mask_storeu_epi8(to, (1ull << count) - 1, (__m512i)a);
#else
    __builtin_memcpy(to, &a, (unsigned long)count);
#endif
}
CV_INLINE void cv_store_first_u16_half(uint16_t *to, cv_u16_half a, long count) {
    __builtin_memcpy(to, &a, (unsigned long)count * 2);
}
CV_INLINE void cv_store_first_u8_half(uint8_t *to, cv_u8_half a, long count) {
    __builtin_memcpy(to, &a, (unsigned long)count);
}

// 16-bit integers ---------------------------------------------------------------------------------------------------

CV_INLINE cv_u16 cv_splat_u16(uint16_t a) { return (cv_u16)a; }
CV_INLINE cv_i16 cv_splat_i16(int16_t a) { return (cv_i16)a; }

CV_INLINE cv_u16 cv_add_sat_u16(cv_u16 a, cv_u16 b) { return __builtin_elementwise_add_sat(a, b); }
CV_INLINE cv_u16 cv_sub_sat_u16(cv_u16 a, cv_u16 b) { return __builtin_elementwise_sub_sat(a, b); }

CV_INLINE cv_i16 cv_sub_sat_i16(cv_i16 a, cv_i16 b) { return __builtin_elementwise_sub_sat(a, b); }

CV_INLINE cv_u16 cv_min_u16(cv_u16 a, cv_u16 b) { return __builtin_elementwise_min(a, b); }
CV_INLINE cv_i16 cv_abs_i16(cv_i16 a) { return __builtin_elementwise_abs(a); }
CV_INLINE cv_i16 cv_min_i16(cv_i16 a, cv_i16 b) { return __builtin_elementwise_min(a, b); }
CV_INLINE cv_i16 cv_max_i16(cv_i16 a, cv_i16 b) { return __builtin_elementwise_max(a, b); }

/// The high 16 bits of the 32-bit product.
CV_INLINE cv_u16 cv_mulhi_u16(cv_u16 a, cv_u16 b) {
#if defined(CV_X86)
    return (cv_u16)CV_X86(mulhi_epu16)((CV_REG)a, (CV_REG)b);
#else
    return __builtin_convertvector(
        (__builtin_convertvector(a, cv_u32_wide) * __builtin_convertvector(b, cv_u32_wide)) >> 16, cv_u16);
#endif
}

/// The high 16 bits of the signed 32-bit product (rounds towards minus infinity).
CV_INLINE cv_i16 cv_mulhi_i16(cv_i16 a, cv_i16 b) {
#if defined(CV_X86)
    return (cv_i16)CV_X86(mulhi_epi16)((CV_REG)a, (CV_REG)b);
#else
    return __builtin_convertvector(
        (__builtin_convertvector(a, cv_i32_wide) * __builtin_convertvector(b, cv_i32_wide)) >> 16, cv_i16);
#endif
}

/// (a + b + 1) / 2 without overflow.
CV_INLINE cv_u16 cv_avg_u16(cv_u16 a, cv_u16 b) {
#if defined(CV_X86)
    return (cv_u16)CV_X86(avg_epu16)((CV_REG)a, (CV_REG)b);
#else
    return (a | b) - ((a ^ b) >> 1);
#endif
}

/// a * b / 32768, rounded to nearest, ties up. |b| must be below 4096.
CV_INLINE cv_i16 cv_mulround_i16(cv_i16 a, cv_i16 b) {
#if defined(__AVX2__)
    return (cv_i16)CV_X86(mulhrs_epi16)((CV_REG)a, (CV_REG)b);
#else
    return (cv_mulhi_i16(a, b << 3) + 2) >> 2;
#endif
}

/// a[2i] * b[2i] + a[2i + 1] * b[2i + 1] in 32 bits.
CV_INLINE cv_i32 cv_madd_i16(cv_i16 a, cv_i16 b) {
#if defined(CV_X86)
    return (cv_i32)CV_X86(madd_epi16)((CV_REG)a, (CV_REG)b);
#else
    cv_i32 x = (cv_i32)a, y = (cv_i32)b;
    return ((x << 16) >> 16) * ((y << 16) >> 16) + (x >> 16) * (y >> 16);
#endif
}
/// The same for unsigned lanes below 32768.
CV_INLINE cv_i32 cv_madd_u16(cv_u16 a, cv_u16 b) { return cv_madd_i16((cv_i16)a, (cv_i16)b); }

CV_INLINE cv_u16 cv_shl_u16(cv_u16 a, int bits) { return a << (cv_u16)(uint16_t)bits; }
CV_INLINE cv_u16 cv_shr_u16(cv_u16 a, int bits) { return a >> (cv_u16)(uint16_t)bits; }

/// The same bits under the other sign.
CV_INLINE cv_i16 cv_as_i16(cv_u16 a) { return (cv_i16)a; }
CV_INLINE cv_u16 cv_as_u16(cv_i16 a) { return (cv_u16)a; }

/// Lanes 0, 2, 4 … and 1, 3, 5 … widened.
CV_INLINE cv_i32 cv_even_u16(cv_u16 a) { return (cv_i32)a & 0xffff; }
CV_INLINE cv_i32 cv_odd_u16(cv_u16 a) { return (cv_i32)((cv_u32)a >> 16); }

// 8-bit integers ----------------------------------------------------------------------------------------------------

CV_INLINE cv_u16 cv_u8_to_u16(cv_u8 a) { return __builtin_convertvector(a, cv_u16); }
CV_INLINE cv_f32 cv_u8_to_f32(cv_u8_half a) {
    return __builtin_convertvector(__builtin_convertvector(a, cv_i32), cv_f32);
}

/// Bytes 0, 2, 4 … and 1, 3, 5 … widened.
CV_INLINE cv_u16 cv_even_u8(cv_u8_full a) { return (cv_u16)a & 0xff; }
CV_INLINE cv_u16 cv_odd_u8(cv_u8_full a) { return (cv_u16)a >> 8; }

/// a[2i] * b[2i] + a[2i + 1] * b[2i + 1], which must be below 32768, with bytes of `b` below 128.
CV_INLINE cv_u16 cv_madd_u8(cv_u8_full a, cv_u8_full b) {
#if defined(__AVX2__)
    return (cv_u16)CV_X86(maddubs_epi16)((CV_REG)a, (CV_REG)b);
#else
    return cv_even_u8(a) * cv_even_u8(b) + cv_odd_u8(a) * cv_odd_u8(b);
#endif
}

/// (even[0], odd[0], even[1], odd[1] …) clamped to 0…255.
CV_INLINE cv_u8_full cv_interleave_i16_to_u8(cv_i16 even, cv_i16 odd) {
#if defined(__AVX2__)
    // Every 16 bytes are eight even ones, then eight odd ones.
    const __m128i order = _mm_set_epi8(15, 7, 14, 6, 13, 5, 12, 4, 11, 3, 10, 2, 9, 1, 8, 0);
    CV_REG bytes = CV_X86(packus_epi16)((CV_REG)even, (CV_REG)odd);
    return (cv_u8_full)CV_X86(shuffle_epi8)(bytes, CV_REPEAT_128(order));
#elif defined(CV_X86)
    return (cv_u8_full)CV_X86(unpacklo_epi8)(
        CV_X86(packus_epi16)((CV_REG)even, (CV_REG)even), CV_X86(packus_epi16)((CV_REG)odd, (CV_REG)odd));
#else
    cv_i16 low = __builtin_elementwise_min(__builtin_elementwise_max(even, (cv_i16)(int16_t)0), (cv_i16)(int16_t)255);
    cv_i16 high = __builtin_elementwise_min(__builtin_elementwise_max(odd, (cv_i16)(int16_t)0), (cv_i16)(int16_t)255);
    return (cv_u8_full)(low | (high << 8));
#endif
}

// 32-bit integers ---------------------------------------------------------------------------------------------------

CV_INLINE cv_i32 cv_splat_i32(int32_t a) { return (cv_i32)a; }
CV_INLINE cv_i32 cv_shl_i32(cv_i32 a, int bits) { return a << (cv_i32)bits; }
CV_INLINE cv_i32 cv_shr_i32(cv_i32 a, int bits) { return a >> (cv_i32)bits; }

// CV_RUN(n): n, n + 1 … as many numbers as a register has 32-bit lanes.
#if CV_LANES32 == 16
#define CV_RUN(n) n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, \
    n + 8, n + 9, n + 10, n + 11, n + 12, n + 13, n + 14, n + 15
#elif CV_LANES32 == 8
#define CV_RUN(n) n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7
#else
#define CV_RUN(n) n, n + 1, n + 2, n + 3
#endif

/// What a load n times 64 bits behind `low` would give, `high` being what follows `low` in memory. n is a constant, at
/// most as many as a register holds.
CV_INLINE cv_u16 cv_shift_in_64(cv_u16 low, cv_u16 high, int n) {
    switch (n) {
    case 0: return low;
    case 1: return (cv_u16)__builtin_shufflevector((cv_u32)low, (cv_u32)high, CV_RUN(2));
    case 2: return (cv_u16)__builtin_shufflevector((cv_u32)low, (cv_u32)high, CV_RUN(4));
#if CV_LANES32 >= 8
    case 3: return (cv_u16)__builtin_shufflevector((cv_u32)low, (cv_u32)high, CV_RUN(6));
    case 4: return (cv_u16)__builtin_shufflevector((cv_u32)low, (cv_u32)high, CV_RUN(8));
#endif
#if CV_LANES32 == 16
    case 5: return (cv_u16)__builtin_shufflevector((cv_u32)low, (cv_u32)high, CV_RUN(10));
    case 6: return (cv_u16)__builtin_shufflevector((cv_u32)low, (cv_u32)high, CV_RUN(12));
    case 7: return (cv_u16)__builtin_shufflevector((cv_u32)low, (cv_u32)high, CV_RUN(14));
#endif
    default: return high;
    }
}

/// The same for one 32-bit lane, and for all but one.
CV_INLINE cv_u16 cv_shift_in_first(cv_u16 low, cv_u16 high) {
    return (cv_u16)__builtin_shufflevector((cv_u32)low, (cv_u32)high, CV_RUN(1));
}
CV_INLINE cv_u16 cv_shift_in_all_but_last(cv_u16 low, cv_u16 high) {
    return (cv_u16)__builtin_shufflevector((cv_u32)low, (cv_u32)high, CV_RUN(CV_LANES32 - 1));
}

/// 16-bit lanes that repeat `pair`: its low half in the even lanes, its high half in the odd ones.
CV_INLINE cv_u16 cv_splat_pair(uint32_t pair) { return (cv_u16)(cv_u32)pair; }

// Float -------------------------------------------------------------------------------------------------------------

CV_INLINE cv_f32 cv_splat_f32(float a) { return (cv_f32)a; }

CV_INLINE cv_f32 cv_add_f32(cv_f32 a, cv_f32 b) { return a + b; }
CV_INLINE cv_f32 cv_sub_f32(cv_f32 a, cv_f32 b) { return a - b; }
CV_INLINE cv_f32 cv_mul_f32(cv_f32 a, cv_f32 b) { return a * b; }
CV_INLINE cv_f32 cv_div_f32(cv_f32 a, cv_f32 b) { return a / b; }

/// The root as IEEE 754 rounds it: the same bits everywhere.
CV_INLINE cv_f32 cv_sqrt_f32(cv_f32 a) {
#if defined(CV_X86)
    return (cv_f32)CV_X86(sqrt_ps)((CV_REGF)a);
#else
    return __builtin_elementwise_sqrt(a);
#endif
}

/// `a` where the mask is set, `b` elsewhere.
CV_INLINE cv_f32 cv_select_f32(cv_i32 mask, cv_f32 a, cv_f32 b) {
    return (cv_f32)((mask & (cv_i32)a) | (~mask & (cv_i32)b));
}

/// a < b ? a : b, so `b` where one is not a number.
CV_INLINE cv_f32 cv_min_f32(cv_f32 a, cv_f32 b) {
#if defined(CV_X86)
    return (cv_f32)CV_X86(min_ps)((CV_REGF)a, (CV_REGF)b);
#else
    return cv_select_f32(a < b, a, b);
#endif
}
/// a > b ? a : b, so `b` where one is not a number.
CV_INLINE cv_f32 cv_max_f32(cv_f32 a, cv_f32 b) {
#if defined(CV_X86)
    return (cv_f32)CV_X86(max_ps)((CV_REGF)a, (CV_REGF)b);
#else
    return cv_select_f32(a > b, a, b);
#endif
}
/// All bits set where a <= b, none elsewhere.
CV_INLINE cv_i32 cv_at_most_f32(cv_f32 a, cv_f32 b) { return (cv_i32)(a <= b); }
CV_INLINE cv_f32 cv_abs_f32(cv_f32 a) { return (cv_f32)((cv_i32)a & 0x7fffffff); }

/// a * 2^exponent, where neither `a` nor the result is zero, subnormal or infinite.
CV_INLINE cv_f32 cv_scale_f32(cv_f32 a, cv_i32 exponent) { return (cv_f32)((cv_i32)a + (exponent << 23)); }

/// (even[0], odd[0], even[1], odd[1] …) of values that fit 16 bits, signed or not.
CV_INLINE cv_u16 cv_interleave_i32(cv_i32 even, cv_i32 odd) {
    return (cv_u16)((even & 0xffff) | (odd << 16));
}

CV_INLINE cv_f32 cv_i32_to_f32(cv_i32 a) { return __builtin_convertvector(a, cv_f32); }
CV_INLINE cv_f32 cv_u16_to_f32(cv_u16_half a) {
    return __builtin_convertvector(__builtin_convertvector(a, cv_i32), cv_f32);
}

/// Rounded to nearest, ties to even. |a| must be below 2^31.
CV_INLINE cv_i32 cv_f32_to_i32(cv_f32 a) {
#if defined(CV_X86)
    return (cv_i32)CV_X86(cvtps_epi32)((CV_REGF)a);
#else
    return __builtin_convertvector(__builtin_elementwise_roundeven(a), cv_i32);
#endif
}

/// Rounded to nearest, ties to even, and clamped to 0…255. |a| must be below 2^31.
CV_INLINE cv_u8_half cv_f32_to_u8(cv_f32 a) {
#if defined(__AVX512BW__)
    return (cv_u8_half)_mm512_cvtusepi32_epi8(
        _mm512_max_epi32((__m512i)cv_f32_to_i32(a), _mm512_setzero_si512()));
#elif defined(__x86_64__)
    __m128i words;
#if defined(__AVX2__)
    __m256i wide = (__m256i)cv_f32_to_i32(a);
    words = _mm_packs_epi32(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
    typedef uint8_t cv_bytes CV_VECTOR(16);
    cv_bytes bytes = (cv_bytes)_mm_packus_epi16(words, words);
    return __builtin_shufflevector(bytes, bytes, 0, 1, 2, 3, 4, 5, 6, 7);
#else
    __m128i wide = (__m128i)cv_f32_to_i32(a);
    words = _mm_packs_epi32(wide, wide);
    cv_u8_full bytes = (cv_u8_full)_mm_packus_epi16(words, words);
    return __builtin_shufflevector(bytes, bytes, 0, 1, 2, 3);
#endif
#else
    cv_i32 low = __builtin_elementwise_max(cv_f32_to_i32(a), (cv_i32)0);
    return __builtin_convertvector(__builtin_elementwise_min(low, (cv_i32)255), cv_u8_half);
#endif
}

/// Rounded to nearest, ties to even, and clamped to 0…65535. |a| must be below 2^31.
CV_INLINE cv_u16_half cv_f32_to_u16(cv_f32 a) {
    cv_f32 low = cv_max_f32(a, (cv_f32)0.0f);
    return __builtin_convertvector(cv_f32_to_i32(cv_min_f32(low, (cv_f32)65535.0f)), cv_u16_half);
}

/// Lanes 0, 2, 4 … (1, 3, 5 …) of `a` followed by those of `b`.
CV_INLINE cv_f32 cv_even_f32(cv_f32 a, cv_f32 b) {
#if CV_LANES32 == 16
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
#elif CV_LANES32 == 8
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
#else
    return __builtin_shufflevector(a, b, 0, 2, 4, 6);
#endif
}
CV_INLINE cv_f32 cv_odd_f32(cv_f32 a, cv_f32 b) {
#if CV_LANES32 == 16
    return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
#elif CV_LANES32 == 8
    return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
#else
    return __builtin_shufflevector(a, b, 1, 3, 5, 7);
#endif
}
/// The first (second) half of (a[0], b[0], a[1], b[1] …).
CV_INLINE cv_f32 cv_interleave_low_f32(cv_f32 a, cv_f32 b) {
#if CV_LANES32 == 16
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
#elif CV_LANES32 == 8
    return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
#else
    return __builtin_shufflevector(a, b, 0, 4, 1, 5);
#endif
}
CV_INLINE cv_f32 cv_interleave_high_f32(cv_f32 a, cv_f32 b) {
#if CV_LANES32 == 16
    return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#elif CV_LANES32 == 8
    return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#else
    return __builtin_shufflevector(a, b, 2, 6, 3, 7);
#endif
}

#endif
