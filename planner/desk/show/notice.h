/* The deployment notice (`notice`). */
#pragma once
#include "desk/desk.h"

/* `format`: html, md or text. Needs desk_plan. */
void notice_make(const Desk *desk, const char *format, int columns, GString *out);
