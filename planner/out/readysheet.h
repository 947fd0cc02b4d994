/* The readiness report as one HTML page: for a phone, a mail or a printer; no scripts, nothing fetched. */
#pragma once
#include "out/readywords.h"

void readysheet_print(const Readiness *readiness, GString *out);
