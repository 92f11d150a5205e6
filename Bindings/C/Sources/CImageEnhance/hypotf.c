#include <math.h>

/* The one function that would make the library need glibc 2.35, where it has a new version; the Swift runtime refers to
   it. Hidden: other libraries of the process keep theirs. */
__attribute__((visibility("hidden"))) float hypotf(float x, float y);

float hypotf(float x, float y) {
    if (isinf(x) || isinf(y)) {
        return INFINITY;
    }
    /* No square of a float overflows a double, nor loses a bit in it. */
    return (float)sqrt((double)x * x + (double)y * y);
}
