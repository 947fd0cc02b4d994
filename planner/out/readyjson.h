/* The readiness report for programs. */
#pragma once
#include "out/readywords.h"

void readyjson_print(const Readiness *readiness, GString *out);
