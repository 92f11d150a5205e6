#ifndef C_CODEC_SHIMS_H
#define C_CODEC_SHIMS_H
#include "codec_stop.h"
#include "jpeg_shim.h"
#include "png_shim.h"
#endif
