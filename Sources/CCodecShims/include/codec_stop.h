// How work that runs inside a codec library is asked to end.
#ifndef CODEC_STOP_H
#define CODEC_STOP_H

#include <stdbool.h>

/// Asked between rows. The function is the caller's; it returns before the shim does anything else, so no jump of a
/// library's ever crosses its frame.
typedef struct {
    bool (*is_wanted)(const void *context); // NULL where nobody will ever ask
    const void *context;
} codec_stop;

static inline bool codec_stop_is_wanted(codec_stop stop) { return stop.is_wanted && stop.is_wanted(stop.context); }

#endif
