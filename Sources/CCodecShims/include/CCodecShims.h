#ifndef C_CODEC_SHIMS_H
#define C_CODEC_SHIMS_H
#include "jpeg_shim.h"
#include "png_shim.h"
#endif
